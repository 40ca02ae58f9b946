from django.urls import path

from partners import views

# The front page of one group draws on places: see `hub.urls`.
app_name = "partners"
urlpatterns = [
    path("groups/", views.GroupList.as_view(), name="group-list"),
    path("groups/land.geojson", views.groups_land, name="groups-land"),
    path("groups/<slug:slug>/land.geojson", views.group_land, name="group-land"),
]
# Files are the same in every language.
file_urlpatterns = [path("logos/<int:pk>-<slug:digest>.webp", views.logo)]
