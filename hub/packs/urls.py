from django.urls import path, re_path

from hub.packs import views

urlpatterns = [
    path("packs/", views.PackList.as_view(), name="pack-list"),
    path("groups/<slug:slug>/offline/", views.PackDetail.as_view(), name="pack-detail"),
    path(
        "groups/<slug:slug>/offline/manifest.json",
        views.pack_manifest,
        name="pack-manifest",
    ),
]
# Files are the same in every language.
file_urlpatterns = [
    re_path(
        r"^packs/files/(?P<digest>[0-9a-f]{64})$", views.pack_file, name="pack-file"
    )
]
