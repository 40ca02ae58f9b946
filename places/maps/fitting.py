"""From pixels of a scan to places on Earth, by points that are known on both.

Everything is fitted in Web Mercator (EPSG:3857, metres at the equator), whose squares
are the map's own; the fits themselves are GDAL's. Pixels are counted from the upper
left corner of the scan, x to the right and y downwards, fractions allowed.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from rasterio.control import GroundControlPoint as Gcp
from rasterio.transform import (
    AffineTransformer,
    GCPTransformer,
    TransformerBase,
    from_gcps,
)

from places.maps.faults import Fault, UnfitSheet

EARTH_RADIUS = 6_378_137.0
# Beyond this the square map of the world ends (85.06° north and south).
WORLD_EDGE = math.pi * EARTH_RADIUS
NORTHERNMOST = 85.05
MOST_POINTS = 200
# Points whose cloud is so much longer than wide lie in one line.
NARROWEST = 0.01


class Transformation(StrEnum):
    """How pixels become places. Named as in IIIF georeference annotations."""

    POLYNOMIAL_1 = "polynomial1"
    POLYNOMIAL_2 = "polynomial2"
    SPLINE = "thinPlateSpline"


# With fewer points GDAL would quietly fit something simpler.
LEAST_POINTS = {
    Transformation.POLYNOMIAL_1: 3,
    Transformation.POLYNOMIAL_2: 6,
    Transformation.SPLINE: 6,
}


@dataclass(frozen=True, slots=True)
class Tie:
    """One spot on the scan (pixels) and on Earth (degrees, WGS 84)."""

    x: float
    y: float
    lon: float
    lat: float

    def lies_on(self, width: int, height: int) -> bool:
        """Whether it is on a scan of this size, and on the web's map of the world."""
        on_scan = 0 <= self.x <= width and 0 <= self.y <= height
        return on_scan and abs(self.lon) <= 180 and abs(self.lat) <= NORTHERNMOST

    def gcp(self) -> Gcp:
        east, north = to_mercator(self.lon, self.lat)
        return Gcp(row=self.y, col=self.x, x=east, y=north)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far apart two spots are: metres on the ground, pixels of the scan."""

    metres: float
    pixels: float


@dataclass(frozen=True, slots=True)
class TieError:
    """How far the fit misses a point, and how far it would if it did not know it.

    `left_out` is `None` where the other points are too few for the same fit.
    """

    residual: Distance
    left_out: Distance | None


def to_mercator(lon: float, lat: float) -> tuple[float, float]:
    """Degrees to metres of EPSG:3857."""
    north = math.asinh(math.tan(math.radians(lat)))
    return EARTH_RADIUS * math.radians(lon), EARTH_RADIUS * north


def from_mercator(x: float, y: float) -> tuple[float, float]:
    """Metres of EPSG:3857 to degrees."""
    return math.degrees(x / EARTH_RADIUS), math.degrees(
        math.atan(math.sinh(y / EARTH_RADIUS))
    )


class Fit:
    """A fitted transformation, there and back."""

    def __init__(self, transformer: TransformerBase) -> None:
        self._transformer = transformer

    def to_ground(self, x: float, y: float) -> tuple[float, float]:
        """A pixel's place in EPSG:3857."""
        east, north = self._transformer.xy([y], [x], offset="ul")
        return float(east[0]), float(north[0])

    def to_pixel(self, east: float, north: float) -> tuple[float, float]:
        rows, columns = self._transformer.rowcol([east], [north], op=np.asarray)
        return float(columns[0]), float(rows[0])

    def miss(self, tie: Tie) -> Distance:
        """How far from the tie's place its pixel falls, and the reverse."""
        wanted = to_mercator(tie.lon, tie.lat)
        stretched = math.dist(self.to_ground(tie.x, tie.y), wanted)
        pixels = math.dist(self.to_pixel(*wanted), (tie.x, tie.y))
        # Mercator's metres are longer than the ground's by 1 / cos(latitude).
        return Distance(stretched * math.cos(math.radians(tie.lat)), pixels)


@contextmanager
def fitted(ties: Sequence[Tie], kind: Transformation) -> Iterator[Fit]:
    """The transformation by these points; `UnfitSheet` when they do not allow it."""
    check(ties, kind)
    gcps = [tie.gcp() for tie in ties]
    if kind is Transformation.POLYNOMIAL_1:
        yield Fit(AffineTransformer(from_gcps(gcps)))
        return
    spline = kind is Transformation.SPLINE
    with GCPTransformer(gcps, tps=spline) as transformer:
        yield Fit(transformer)


def check(ties: Sequence[Tie], kind: Transformation) -> None:
    """`UnfitSheet` when the points are too few, in one line or off the map."""
    if len(ties) < LEAST_POINTS[kind]:
        raise UnfitSheet(Fault.TOO_FEW)
    ground = [to_mercator(tie.lon, tie.lat) for tie in ties]
    if any(abs(north) > WORLD_EDGE for _east, north in ground):
        raise UnfitSheet(Fault.OFF_EARTH)
    if in_one_line([(tie.x, tie.y) for tie in ties]) or in_one_line(ground):
        raise UnfitSheet(Fault.ONE_LINE)


def in_one_line(points: Sequence[tuple[float, float]]) -> bool:
    """Whether the points are (almost) on one line, or all on one spot."""
    cloud = np.asarray(points) - np.mean(points, axis=0)
    long, wide = np.linalg.svd(cloud, compute_uv=False)[:2]
    return bool(wide <= NARROWEST * long)


def errors(ties: Sequence[Tie], kind: Transformation) -> list[TieError]:
    """How far each point is missed, in their order."""
    with fitted(ties, kind) as fit:
        residuals = [fit.miss(tie) for tie in ties]
    return [
        TieError(residual, _left_out(ties, number, kind))
        for number, residual in enumerate(residuals)
    ]


def _left_out(
    ties: Sequence[Tie], number: int, kind: Transformation
) -> Distance | None:
    others = [*ties[:number], *ties[number + 1 :]]
    try:
        with fitted(others, kind) as fit:
            return fit.miss(ties[number])
    except UnfitSheet:
        return None
