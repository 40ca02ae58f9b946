"""The roof: every address of the portal."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from events.urls import file_urlpatterns as event_files
from hub import installable, views
from hub.held_pages import PlacePage, ThemePage
from hub.news import news_feed
from hub.packs.urls import file_urlpatterns as pack_files
from hub.shared.pages import kept_by_proxies
from hub.sitemaps import SITEMAPS
from interest_forms.urls import file_urlpatterns as crew_files
from interest_forms.urls import upload_urlpatterns
from partners.urls import file_urlpatterns as partner_files
from places import urls as place_urls
from places.models import Place, ThemedRoute
from places.urls import file_urlpatterns as place_files

# A part of the sitemap has some megabytes: a proxy keeps it, no web process does.
sitemaps = {"sitemaps": SITEMAPS}

# These pages draw on several apps.
place_urlpatterns = [
    path("places/<slug:slug>-<int:pk>/", PlacePage.as_view(), name=Place.page),
    path(
        "routes/themes/<slug:slug>-<int:pk>/",
        ThemePage.as_view(),
        name=ThemedRoute.page,
    ),
    *place_urls.urlpatterns,
]

urlpatterns = [
    path("", views.root),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots),
    path("manifest.webmanifest", installable.manifest, name="manifest"),
    path("sw.js", installable.service_worker, name="service-worker"),
    path(
        "sitemap.xml",
        kept_by_proxies(index),
        {**sitemaps, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path(
        "sitemap-<section>.xml",
        kept_by_proxies(sitemap),
        sitemaps,
        name="sitemap-section",
    ),
    path("admin/", admin.site.urls),
    *partner_files,
    *place_files,
    *pack_files,
    *event_files,
    path("feeds/<language:language>/news.atom", news_feed, name="news-feed"),
    *crew_files,
    *upload_urlpatterns,
    *i18n_patterns(
        path("", views.Home.as_view(), name="home"),
        path("search/", views.Search.as_view(), name="search"),
        *(
            path(f"{name}/", views.TextPage.as_view(template_name=template), name=name)
            for name, template in views.TEXT_PAGES.items()
        ),
        path("offline/", installable.Offline.as_view(), name="offline"),
        path("style/", views.StyleBook.as_view(), name="style"),
        path("", include("partners.urls")),
        path("", include("hub.packs.urls")),
        path("groups/<slug:slug>/", views.GroupDetail.as_view(), name="group-detail"),
        path("", include((place_urlpatterns, "places"))),
        path("", include("events.urls")),
        path("", include("interest_forms.urls")),
    ),
]
