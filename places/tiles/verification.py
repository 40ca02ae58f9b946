"""Do the counts that tiles show agree with the places?"""

from collections.abc import Iterator

from django.db import connection

from hub.shared.findings import Finding
from places.models.cells import (
    FIRST_ZOOM_OF_GROUPS,
    FIRST_ZOOM_OF_TOTALS,
    LAST_ZOOM_OF_CELLS,
    LAST_ZOOM_OF_TOTALS,
)

_KEY = "zoom, cell, group_number, category_number, months"
# Each level as it follows from the one below it, the lowest from the places.
_WRONG = f"""
    WITH counted AS (
        SELECT zoom - 1 AS zoom, cell >> 2 AS cell,
            CASE WHEN zoom <= {FIRST_ZOOM_OF_GROUPS} THEN 0 ELSE group_number END
            AS group_number, category_number, months, sum(count) AS count,
            min(place_number) AS place_number, sum(sum_x) AS sum_x, sum(sum_y) AS sum_y
        FROM places_tilecell WHERE zoom > 0 AND count > 0 GROUP BY 1, 2, 3, 4, 5
        UNION ALL
        SELECT {LAST_ZOOM_OF_CELLS}, cell, coalesce(group_id, 0), category_id,
            open_months, count(*), min(id), sum(places_world_x(public_point)),
            sum(places_world_y(public_point))
        FROM places_place WHERE published IS NOT NULL GROUP BY 1, 2, 3, 4, 5
    ), known AS (
        SELECT {_KEY}, count, place_number, sum_x, sum_y
        FROM places_tilecell WHERE count > 0
    ), wrong AS (
        (TABLE counted EXCEPT TABLE known) UNION (TABLE known EXCEPT TABLE counted)
    )
    SELECT count(DISTINCT ({_KEY})) FROM wrong
"""  # noqa: S608 -- our own words
_SHOWN = """total.count, total.place_number, total.x, total.y, total.first_kind,
    total.first_count, total.next_kind, total.next_count"""
# Each total as it follows from the rows of its cell.
_WRONG_TOTALS = f"""
    WITH added_up AS (
        SELECT zoom, cell, {_SHOWN}
        FROM (
            SELECT DISTINCT zoom, cell FROM places_tilecell WHERE count > 0
                AND zoom BETWEEN {FIRST_ZOOM_OF_TOTALS} AND {LAST_ZOOM_OF_TOTALS}
        ) AS wanted CROSS JOIN LATERAL places_total_of(zoom, cell) AS total
    ), known AS (
        SELECT zoom, cell, {_SHOWN} FROM places_celltotal AS total WHERE count > 0
    ), wrong AS (
        (TABLE added_up EXCEPT TABLE known) UNION (TABLE known EXCEPT TABLE added_up)
    )
    SELECT count(DISTINCT (zoom, cell)) FROM wrong
"""  # noqa: S608 -- our own words


def findings() -> Iterator[Finding]:
    """One line at most: a wrong cell makes those above it doubtful, too."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({_WRONG}) + ({_WRONG_TOTALS})")
        (wrong,) = cursor.fetchone()
    if wrong:
        yield Finding(f"tiles: {wrong} cells are miscounted", count_all_cells)


def count_all_cells() -> None:
    """Count every cell anew. Those who publish meanwhile wait until it is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT places_count_all_cells()")
