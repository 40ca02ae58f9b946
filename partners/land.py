"""The land of the groups as GeoJSON, drawn by PostGIS."""

from typing import Any

from django.db import connection

# Vertices closer than this to a straight line are left out, in degrees (about 90 m).
TOLERANCE = 0.0008
# Coordinates to 1e-4 degrees, about 10 m.
DIGITS = 4


def groups_geojson(language: str) -> str:
    """The outline and name of each published group."""
    return _collection(
        """
        SELECT g.id, g.slug, COALESCE(NULLIF(g.{name}, ''), g.name_bg) AS name,
               g.accent, ST_SimplifyPreserveTopology(g.area, %(tolerance)s) AS land
        FROM partners_actiongroup g
        WHERE g.is_published AND g.area IS NOT NULL
        ORDER BY g.id
        """,
        language,
        {},
    )


def settlements_geojson(group_id: int, language: str) -> str:
    """The settlements of a group's territory: land where it is known, else a point."""
    return _collection(
        """
        SELECT t.id, COALESCE(NULLIF(t.{name}, ''), t.name_bg) AS name, t.kind,
               t.population, ST_X(t.point) AS lon, ST_Y(t.point) AS lat,
               ST_SimplifyPreserveTopology(t.boundary, %(tolerance)s) AS land
        FROM partners_territory t
        JOIN partners_groupsettlement s ON s.settlement_id = t.id
        WHERE s.group_id = %(group)s
          AND (s.since IS NULL OR s.since <= CURRENT_DATE)
          AND (s.until IS NULL OR s.until > CURRENT_DATE)
        ORDER BY t.id
        """,
        language,
        {"group": group_id},
    )


def _collection(query: str, language: str, values: dict[str, Any]) -> str:
    """The rows as one GeoJSON FeatureCollection; `land` becomes the geometry."""
    name = connection.ops.quote_name(f"name_{language}")
    rows = query.format(name=name)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT json_build_object('type', 'FeatureCollection', 'features',"  # noqa: S608 -- the name of a column, quoted
            " COALESCE(json_agg(ST_AsGeoJSON(row.*, 'land', %(digits)s)::json),"
            f" '[]'))::text FROM ({rows}) row",
            {"tolerance": TOLERANCE, "digits": DIGITS, **values},
        )
        (found,) = cursor.fetchone()
    return found
