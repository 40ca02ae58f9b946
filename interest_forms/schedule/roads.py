"""How far it is by road, and how long it takes: PostGIS, and two figures of settings.

How much longer a road is than the straight line is known as its circuity, and differs
from region to region. `HUB_ROAD_FACTOR` and `HUB_ROAD_SPEED` are rules of thumb for
hills and villages, not measured ones: whoever knows the roads better sets them.
"""

from collections.abc import Iterable
from itertools import product

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import connection

from interest_forms.models import ExpressionOfInterest

Key = tuple[float, float]
# Metres on the WGS 84 spheroid between all of the points.
BETWEEN = """
    WITH points AS (
        SELECT number, ST_SetSRID(ST_MakePoint(x, y), 4326)::geography AS point
        FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS all_of (x, y, number)
    )
    SELECT ST_Distance(one.point, other.point)
    FROM points AS one, points AS other ORDER BY one.number, other.number
"""


def point_of(form: ExpressionOfInterest) -> Point | None:
    """Where the object is, WGS 84: its pin, its place, or the middle of its village."""
    if form.point or form.place is None:
        return form.point or (form.territory and form.territory.point)
    return form.place.point


class Roads:
    """The ways between points that are known beforehand: one query, however many."""

    def __init__(self, points: Iterable[Point | None]):
        self.keys = sorted({_key(point) for point in points if point})
        with connection.cursor() as cursor:
            cursor.execute(
                BETWEEN, [[x for x, _y in self.keys], [y for _x, y in self.keys]]
            )
            metres = [row[0] for row in cursor.fetchall()]
        pairs = product(self.keys, repeat=2)
        self.metres = dict(zip(pairs, metres, strict=True))

    def km(self, one: Point | None, other: Point | None) -> float:
        """Kilometres by road; 0 where nobody knows where it is."""
        if one is None or other is None:
            return 0.0
        straight = self.metres[_key(one), _key(other)] / 1000
        return straight * settings.HUB_ROAD_FACTOR

    def minutes(self, one: Point | None, other: Point | None) -> float:
        return self.km(one, other) / settings.HUB_ROAD_SPEED * 60


def _key(point: Point) -> Key:
    return (point.x, point.y)
