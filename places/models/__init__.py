"""Categories, places, photos, pairs of photos."""

from places.models.camera import CameraRecord
from places.models.categories import Category
from places.models.pairs import PhotoPair
from places.models.photos import Photo
from places.models.places import Place

__all__ = ["CameraRecord", "Category", "Photo", "PhotoPair", "Place"]
