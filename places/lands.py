"""On whose land places lie: found for many points at once."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.gis.geos import Point
from django.db import connection

from partners.models import ActionGroup, Territory

Level: Any = Territory.Level
FINEST_FIRST = (
    Level.SETTLEMENT,
    Level.DISTRICT,
    Level.MUNICIPALITY,
    Level.REGION,
    Level.COUNTRY,
)
# Of each point, numbered as it was given: one row at most.
_ASKED = """
    unnest(%(lons)s::float[], %(lats)s::float[]) WITH ORDINALITY AS asked (lon, lat, n)
    CROSS JOIN LATERAL ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS spot
"""
_TERRITORIES = f"""
    SELECT DISTINCT ON (n) n, territory.id FROM {_ASKED}
    JOIN partners_territory AS territory ON ST_Covers(territory.boundary, spot)
    ORDER BY n, array_position(%(levels)s, territory.level::text), territory.id
"""  # noqa: S608 -- our own words
_GROUPS = f"""
    SELECT DISTINCT ON (n) n, land.id FROM {_ASKED}
    JOIN partners_actiongroup AS land ON ST_Covers(land.area, spot)
    ORDER BY n, land.id
"""  # noqa: S608 -- our own words


class Land(NamedTuple):
    """The smallest territory that holds a point, and the group on whose land it is."""

    territory: Territory | None
    group: ActionGroup | None


def lands_at(points: Iterable[Point]) -> dict[tuple[float, float], Land]:
    """The land at each of the points, by their longitude and latitude; today's."""
    places = list(dict.fromkeys(point.coords for point in points))
    params = {
        "lons": [lon for lon, _lat in places],
        "lats": [lat for _lon, lat in places],
        "levels": list(FINEST_FIRST),
    }
    territories, groups = _found(_TERRITORIES, params), _found(_GROUPS, params)
    territory_of = Territory.objects.defer("boundary").in_bulk(territories.values())
    group_of = ActionGroup.objects.defer("area").in_bulk(groups.values())
    return {
        place: Land(
            territory_of.get(territories.get(number)), group_of.get(groups.get(number))
        )
        for number, place in enumerate(places, start=1)
    }


def settlement_of(scheme: str, code: str) -> Territory | None:
    """The settlement with that code."""
    settlements = Territory.objects.settlements().defer("boundary")
    return settlements.filter(scheme=scheme, code=code).first()


def group_of_settlement(settlement: Territory) -> ActionGroup | None:
    """The group whose territory holds the settlement today."""
    groups = ActionGroup.objects.of_settlement(settlement).defer("area")
    return groups.order_by("pk").first()


def _found(sql: str, params: dict[str, Any]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())
