from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path(
        "events/<slug:slug>-<int:pk>/", views.EventDetail.as_view(), name="event-detail"
    ),
    path(
        "traditions/<slug:slug>-<int:pk>/",
        views.TraditionDetail.as_view(),
        name="tradition-detail",
    ),
]
