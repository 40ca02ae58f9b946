"""The point that visitors see of a place whose true position is kept back."""

from django.contrib.gis.geos import Point

# One hundredth of a degree: 1.1 km north to south, 0.8 km east to west at 43° N.
GRID_DEGREES = 0.01
# About a metre: PostGIS compares points for sameness in single precision.
NUDGE_DEGREES = 1e-5


def public_point(point: Point, precision: str, settlement: Point | None) -> Point:
    """The point itself, the middle of its grid cell, or the settlement's centre.

    The last two are never the point itself, if need be by a metre: the database
    refuses a fuzzed place that is shown where it is. The grid is fixed, so that many
    places or a moved one give nothing away. Without a settlement's centre the grid is
    used.
    """
    if precision == "exact":
        return point
    if precision == "settlement" and settlement is not None:
        if settlement.distance(point) > NUDGE_DEGREES / 2:
            return settlement
        return Point(settlement.x, settlement.y + NUDGE_DEGREES, srid=point.srid)
    return Point(_middle(point.x), _middle(point.y), srid=point.srid)


def _middle(degrees: float) -> float:
    """The middle of the cell."""
    return round((degrees // GRID_DEGREES + 0.5) * GRID_DEGREES + NUDGE_DEGREES, 7)
