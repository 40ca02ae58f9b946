"""What a tile of the map costs: counted, drawn, asked for again, kept by nginx.

Wall time of the round that was disturbed least; what is compared takes turns.
`python -m tests.bench.tiles` prints the table; it fills the database it is given.
"""

import os
import time
from importlib import import_module
from typing import Any

import django
from django.apps import apps
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.db import connection, transaction

from tests.bench import million, tiles_http
from tests.bench.imaging import Row
from tests.bench.million import ask
from tests.bench.turns import best

# In the Balkans, where half of the groups are.
THERE = Point(24.0, 42.5, srid=4326)
# How often many and few take turns.
TURNS = 12
RAW = """
    SELECT ST_AsMVT(raw, 'places', 4096, 'geom', 'id') FROM (
        SELECT id, category_id AS category, group_id AS group,
            ST_AsMVTGeom(ST_Transform(public_point, 3857),
                ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 0) AS geom
        FROM places_place
        WHERE published IS NOT NULL AND public_point && ST_Transform(
            ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4326)
    ) AS raw
"""
FULLEST = """
    SELECT cell >> %(bits)s FROM places_place WHERE published IS NOT NULL
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 1
"""
COUNTED = ("tilecell", "celltotal")
# How many rows this transaction has written into a table.
WRITTEN = "SELECT count(*) FROM {} WHERE xmin = pg_current_xact_id()::xid"


def draw(tile: Any) -> bytes:
    return import_module("places.tiles.drawing").draw(tile)


def tile_at(zoom: int) -> Any:
    """The tile of this zoom that has most places."""
    return import_module("places.tiles.wanted").TileWanted(zoom, *fullest(zoom))


def run() -> list[Row]:
    """Measure with a million places, and with a thousand beside them."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    million.fill()
    over_http = tiles_http.run([tile_at(7), tile_at(14)])
    return [*of_cells(), *over_http, of_nearest(), of_one_place()]


def fullest(zoom: int) -> tuple[int, int]:
    cell = ask(FULLEST, {"bits": 2 * (17 - zoom)})
    x, y = (
        sum((cell >> 2 * bit + axis & 1) << bit for bit in range(zoom))
        for axis in (0, 1)
    )
    return x, y


def of_cells() -> list[Row]:
    """A tile of cells beside a raw one, its size, and its growth."""
    tiles = [tile_at(zoom) for zoom in range(14)]
    seventh = tiles[7]
    where = {"z": 7, "x": seventh.x, "y": seventh.y}
    drawn, raw = best(lambda: draw(seventh), lambda: ask(RAW, where))
    largest = max(len(draw(tile)) for tile in tiles)
    many, few = map(min, zip(*(of_all(tiles) for _turn in range(TURNS)), strict=True))
    return [
        Row(
            "Fullest tile of zoom 7, raw to counted",
            f"{raw / drawn:.0f} × ({1000 * raw:.0f} ms / {1000 * drawn:.1f} ms)",
            "≥ 100 ×",
            raw / drawn >= 100,
        ),
        Row(
            "Largest of the fullest tiles, zoom 0 to 13",
            f"{largest / 1000:.1f} kB",
            "≤ 8 kB",
            largest <= 8000,
        ),
        Row(
            "Database's CPU for them all, 1,000,000 to 1,000 places",
            f"{many / few:.1f} × ({1000 * many:.0f} ms / {1000 * few:.0f} ms)",
            "≤ 4 ×",
            many / few <= 4,
        ),
    ]


def of_all(tiles: list[Any]) -> tuple[float, float]:
    """CPU seconds of the database for all the tiles, of many places and of few."""
    many = million.cpu_of_database()
    for tile in tiles:
        draw(tile)
    many = million.cpu_of_database() - many
    with million.few_places():
        few = million.cpu_of_database()
        for tile in tiles:
            draw(tile)
        return many, million.cpu_of_database() - few


def of_nearest() -> Row:
    """The nearest twenty of a million, and of a thousand."""
    place = apps.get_model("places", "Place")

    def nearest() -> list[Any]:
        return list(place.objects.published().nearest(THERE, 20).values_list("pk"))

    (many,) = best(nearest)
    with million.few_places():
        (few,) = best(nearest)
    value = f"{many / few:.1f} × ({1000 * many:.1f} ms / {1000 * few:.1f} ms)"
    what = "Nearest 20, of 1,000,000 to of 1,000 places"
    return Row(what, value, "≤ 3 ×", many / few <= 3)


def of_one_place() -> Row:
    """How many rows are counted anew when one place is published."""
    place = apps.get_model("places", "Place").objects.order_by("pk").first()
    place.pk = None
    with transaction.atomic():
        started = time.perf_counter()
        place.save()
        connection.check_constraints()
        taken = time.perf_counter() - started
        rows = sum(ask(WRITTEN.format(f"places_{one}")) for one in COUNTED)
        transaction.set_rollback(True)
    value = f"{rows} ({1000 * taken:.1f} ms)"
    return Row("Rows of cells one new place touches", value, "≤ 20", rows <= 20)


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
