from django.urls import path, register_converter

from places import basemap_views, chosen_views, views
from places.layers import views as layers
from places.maps import views as map_views
from places.products import views as products
from places.routes import theme_views as themes
from places.routes import views as routes
from places.tiles.views import place_tile


class RenditionExtension:
    regex = "avif|webp|jpg"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class Token:
    """The unguessable part of a rendition's name."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class RouteFile:
    regex = "gpx|kml"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(RenditionExtension, "extension")
register_converter(RouteFile, "route_file")
register_converter(Token, "token")

app_name = "places"
urlpatterns = [
    path("map/", views.PlaceMap.as_view(), name="place-map"),
    path("places/", views.PlaceList.as_view(), name="place-list"),
    path("maps/", map_views.OldMapList.as_view(), name="old-map-list"),
    path("maps/<slug:slug>/", map_views.OldMapDetail.as_view(), name="old-map"),
    path("wanted/", views.WantedList.as_view(), name="place-wanted"),
    path("places/names.json", chosen_views.place_names, name="place-names"),
    path("places/cards/", chosen_views.place_cards, name="place-cards"),
    path("places/search.json", views.place_search, name="place-search"),
    path("places/<slug:slug>-<int:pk>.gpx", views.place_gpx, name="place-gpx"),
    path("routes/", routes.RouteList.as_view(), name="route-list"),
    path(
        "routes/<slug:slug>-<int:pk>/",
        routes.RouteDetail.as_view(),
        name="route-detail",
    ),
    path(
        "routes/<slug:slug>-<int:pk>.<route_file:kind>",
        routes.route_file,
        name="route-file",
    ),
    path(
        "routes/tiles/<int:z>/<int:x>/<int:y>.json",
        layers.route_square,
        name="route-square",
    ),
    path("routes/<int:pk>/line.json", layers.route_line, name="route-line"),
    path(
        "products/tiles/<int:z>/<int:x>/<int:y>.json",
        layers.product_square,
        name="product-square",
    ),
    path("routes/themes/", themes.ThemeList.as_view(), name="theme-list"),
    path("products/", products.ProductList.as_view(), name="product-list"),
    path(
        "products/<slug:slug>-<int:pk>/",
        products.ProductDetail.as_view(),
        name="product-detail",
    ),
]
# Files are the same in every language.
file_urlpatterns = [
    path(
        "media/photos/<token:token>-<int:width>.<extension:extension>",
        views.picture,
    ),
    path("basemap/shown.json", basemap_views.shown_basemap, name="basemap-shown"),
    path("basemap/<slug:name>.pmtiles", basemap_views.basemap_file, name="basemap"),
    path("tiles/places/<int:z>/<int:x>/<int:y>.mvt", place_tile, name="place-tile"),
    path(
        "maps/<slug:slug>/annotation.json",
        map_views.sheet_annotation,
        name="old-map-annotation",
    ),
    path("media/maps/<slug:slug>.webp", map_views.sheet_picture),
    path("tiles/maps/<slug:slug>/<int:z>/<int:x>/<int:y>.webp", map_views.map_tile),
    path("patterns/<int:pk>-<slug:digest>.svg", views.pattern),
]
