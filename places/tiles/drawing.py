"""A tile as PostGIS draws it, and the version it has.

Layers: `places`, one feature each, with `category`, `group` and, where it is so,
`approximate`; and up to zoom 13 `cells` of several places, with their number `n` and
`c<id>`, how many are of the most frequent category, and of the next if that is a
tenth at least. The feature's id is the place's, in `cells` that of one of them. Extent
4096; each place is in one tile.
"""

from typing import Any

from django.db import connection

from places.models.cells import (
    FIRST_ZOOM_OF_GROUPS,
    FIRST_ZOOM_OF_TOTALS,
    LAST_ZOOM_OF_CELLS,
    LAST_ZOOM_OF_TOTALS,
)
from places.tiles.wanted import TileWanted

# A tile's cells are as large as tiles four zooms further in.
CELL_ZOOMS = 4
WORLD_ZOOM = 16

_AT = "ST_MakePoint(({} >> %(scale)s) - %(left)s, ({} >> %(scale)s) - %(top)s) AS geom"
_IN_TILE = "cell >= %(first)s AND cell < %(beyond)s"
_PLACES = f"""
    SELECT place.id, place.category_id AS category, place.group_id AS "group",
        CASE WHEN place.precision <> 'exact' THEN true END AS approximate,
        {_AT.format("places_world_x(public_point)", "places_world_y(public_point)")}
"""
_EACH = f"""
    SELECT coalesce(ST_AsMVT(shown, 'places', 4096, 'geom', 'id'), '')
    FROM ({_PLACES} FROM places_place AS place
        WHERE published IS NOT NULL AND {_IN_TILE} {{narrow}} ORDER BY id) AS shown
"""  # noqa: S608 -- our own words
# What all the cells of a tile show; where it is not kept, it is added up.
_TOTALS = f"""
    SELECT count AS n, place_number AS id, x, y, first_kind, first_count, next_kind,
        next_count
    FROM places_celltotal WHERE zoom = %(zoom)s AND {_IN_TILE} AND count > 0
"""  # noqa: S608 -- our own words
_ADDED_UP = f"""
    SELECT sum(n)::int AS n, min(id) AS id, (sum(x) / sum(n))::bigint AS x,
        (sum(y) / sum(n))::bigint AS y,
        min(category) FILTER (WHERE rank = 1) AS first_kind,
        min(n) FILTER (WHERE rank = 1) AS first_count,
        min(category) FILTER (WHERE rank = 2) AS next_kind,
        min(n) FILTER (WHERE rank = 2) AS next_count
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY cell ORDER BY n DESC, category) AS rank
        FROM (
            SELECT cell >> %(shift)s AS cell, category_number AS category,
                sum(count) AS n, min(place_number) AS id, sum(sum_x) AS x,
                sum(sum_y) AS y
            FROM places_tilecell
            WHERE zoom = %(zoom)s AND {_IN_TILE} AND count > 0 {{narrow}}
            GROUP BY 1, 2
        ) AS kinds
    ) AS ranked GROUP BY cell
"""  # noqa: S608 -- our own words
# What is alone in its cell is shown as itself.
_CELLS = f"""
    WITH cells AS ({{cells}}), several AS (
        SELECT id, n,
            jsonb_build_object('c' || first_kind, first_count)
            || CASE WHEN next_count * 10 >= n
                THEN jsonb_build_object('c' || next_kind, next_count)
                ELSE '{{{{}}}}' END
            AS mix,
            {_AT.format("x", "y")}
        FROM cells WHERE n > 1 ORDER BY id
    ), alone AS (
        {_PLACES} FROM cells JOIN places_place AS place ON place.id = cells.id
        WHERE cells.n = 1 ORDER BY place.id
    )
    SELECT
        coalesce((SELECT ST_AsMVT(alone, 'places', 4096, 'geom', 'id') FROM alone), '')
        || coalesce(
            (SELECT ST_AsMVT(several, 'cells', 4096, 'geom', 'id') FROM several), '')
"""  # noqa: S608 -- our own words
_VERSION = f"""
    SELECT coalesce(max(version), 0) FROM places_tilecell
    WHERE zoom = %(zoom)s AND {_IN_TILE}
"""  # noqa: S608 -- our own words


def draw(wanted: TileWanted) -> bytes:
    """The tile, uncompressed; no bytes at all where there is nothing."""
    if wanted.zoom > LAST_ZOOM_OF_CELLS:
        return _one(_each(wanted), _range(wanted, LAST_ZOOM_OF_CELLS) | _place(wanted))
    zoom = wanted.zoom if not wanted.group else max(wanted.zoom, FIRST_ZOOM_OF_GROUPS)
    params = _range(wanted, zoom) | _place(wanted)
    return _one(_cells(wanted), params | {"shift": 2 * (zoom - wanted.zoom)})


def version_of(wanted: TileWanted) -> int:
    """A number that grows whenever a place in the tile has changed.

    A tile is itself a cell, four zooms further out: its rows there are few.
    """
    return _one(_VERSION, _range(wanted, max(0, wanted.zoom - CELL_ZOOMS)))


def _range(wanted: TileWanted, zoom: int) -> dict[str, Any]:
    """The tile's cells, as they are numbered at that zoom."""
    bits = 2 * (zoom + CELL_ZOOMS - wanted.zoom)
    cell = wanted.cell
    return {"zoom": zoom, "first": cell << bits, "beyond": cell + 1 << bits}


def _place(wanted: TileWanted) -> dict[str, Any]:
    """Where the tile begins and how fine it is; what it is narrowed to."""
    return {
        "scale": WORLD_ZOOM - wanted.zoom,
        "left": wanted.x << 12,
        "top": wanted.y << 12,
        "group": wanted.group,
        "categories": list(wanted.categories or ()),
        "bit": 1 << wanted.month - 1 if wanted.month else None,
    }


def _each(wanted: TileWanted) -> str:
    return _EACH.format(
        narrow=_narrow(wanted, "group_id", "category_id", "open_months")
    )


def _cells(wanted: TileWanted) -> str:
    narrow = _narrow(wanted, "group_number", "category_number", "months")
    has_totals = FIRST_ZOOM_OF_TOTALS <= wanted.zoom <= LAST_ZOOM_OF_TOTALS
    cells = _TOTALS if has_totals and not narrow else _ADDED_UP.format(narrow=narrow)
    return _CELLS.format(cells=cells)


def _narrow(wanted: TileWanted, group: str, category: str, months: str) -> str:
    """The conditions that the filters add, on these columns."""
    conditions = {
        f"AND {group} = %(group)s": wanted.group,
        f"AND {category} = ANY(%(categories)s)": wanted.categories is not None,
        f"AND {months} & %(bit)s > 0": wanted.month,
    }
    return " ".join(sql for sql, is_asked in conditions.items() if is_asked)


def _one(sql: str, params: dict[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        (value,) = cursor.fetchone()
    return bytes(value) if isinstance(value, memoryview) else value
