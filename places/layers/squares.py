"""The squares in which layers are fetched: tiles of the usual pyramid, as boxes."""

import math
from dataclasses import dataclass

from django.contrib.gis.geos import Polygon
from django.http import Http404

LAST_ZOOM = 14
# A tile serves a square of so many pixels of the screen, as those of the places do.
PIXELS = 1024
# So many pixels beyond its edge: what is cut there has its end out of sight.
MARGIN = 8


@dataclass(frozen=True, slots=True)
class Square:
    """The tile `zoom`/`x`/`y`; what there cannot be is 404."""

    zoom: int
    x: int
    y: int

    def __post_init__(self) -> None:
        if self.zoom > LAST_ZOOM or max(self.x, self.y) >= 1 << self.zoom:
            raise Http404

    @property
    def pixel(self) -> float:
        """Degrees of longitude in one pixel."""
        return 360 / (PIXELS << self.zoom)

    def box(self, margin: int = 0) -> Polygon:
        """Its land in WGS 84, with so many pixels around it."""
        more = margin / PIXELS
        west, south = self._at(self.x - more, self.y + 1 + more)
        east, north = self._at(self.x + 1 + more, self.y - more)
        box = Polygon.from_bbox((west, south, east, north))
        box.srid = 4326
        return box

    def _at(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a tile's corner (web Mercator, EPSG:3857)."""
        tiles = 1 << self.zoom
        angle = math.pi * (1 - 2 * min(max(y, 0), tiles) / tiles)
        lat = math.degrees(math.atan(math.sinh(angle)))
        return 360 * min(max(x, 0), tiles) / tiles - 180, lat
