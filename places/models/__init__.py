"""Categories, places, photos, pairs of photos, base maps, old maps, routes."""

from places.models.basemaps import Basemap
from places.models.camera import CameraRecord
from places.models.categories import Category
from places.models.cells import CellTotal, TileCell, TileChange
from places.models.maps import GroundControlPoint, HistoricMap
from places.models.pairs import PhotoPair
from places.models.photos import Photo
from places.models.places import Place
from places.models.products import Producer, Product
from places.models.routes import Route, RouteStop
from places.models.themes import ThemedRoute

__all__ = [
    "Basemap",
    "CameraRecord",
    "Category",
    "CellTotal",
    "GroundControlPoint",
    "HistoricMap",
    "Photo",
    "PhotoPair",
    "Place",
    "Producer",
    "Product",
    "Route",
    "RouteStop",
    "ThemedRoute",
    "TileCell",
    "TileChange",
]
