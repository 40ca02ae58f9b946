"""What a tile of the map costs: counted, drawn, asked for again, kept by nginx.

Wall time of the round that was disturbed least; what is compared takes turns.
`python -m tests.bench.tiles` prints the table; it fills the database it is given.
"""

import os
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import django
from django.apps import apps
from django.contrib.gis.geos import Point
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction

from tests.bench import europe, pages
from tests.bench.imaging import Row

ROUNDS = 9
FEW, MANY = pages.FEW, pages.MANY
# In the Balkans, where half of the groups are.
THERE = Point(24.0, 42.5, srid=4326)
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
    get = pages.browser(get_wsgi_application())
    if not ask("SELECT EXISTS (SELECT FROM places_place WHERE group_id = 1)"):
        fill()
    return [*of_cells(), *over_http(get), of_nearest(), of_one_place()]


def fill() -> None:
    """The places of Europe, and a thousand of them in a schema of their own."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {pages.SMALL} CASCADE")
        cursor.execute(
            "TRUNCATE partners_territory, places_category, places_tilecell"
            " RESTART IDENTITY CASCADE"
        )
    pages.ground()
    europe.groups()
    pages.places(MANY, **europe.position())
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE SCHEMA {pages.SMALL}"
            " CREATE TABLE places_place (LIKE public.places_place INCLUDING ALL)"
            " CREATE TABLE places_tilecell (LIKE public.places_tilecell INCLUDING ALL)"
        )
    with pages.few_places():
        pages.places(FEW, **europe.position())
        ask("SELECT places_count_all_cells()")
        ask("ANALYZE places_tilecell", answers=False)
    ask("VACUUM ANALYZE places_tilecell", answers=False)


def ask(sql: str, params: Any = None, *, answers: bool = True) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0] if answers else None


def fullest(zoom: int) -> tuple[int, int]:
    cell = ask(FULLEST, {"bits": 2 * (17 - zoom)})
    x, y = (
        sum((cell >> 2 * bit + axis & 1) << bit for bit in range(zoom))
        for axis in (0, 1)
    )
    return x, y


def best(*acts: Callable[[], Any]) -> list[float]:
    """Seconds of each, in the round that was disturbed least."""
    taken: list[list[float]] = [[] for _ in acts]
    for _round in range(ROUNDS):
        for act, times in zip(acts, taken, strict=True):
            started = time.perf_counter()
            act()
            times.append(time.perf_counter() - started)
    return [min(times) for times in taken]


def of_cells() -> list[Row]:
    """A tile of cells beside a raw one, its size, and its growth."""
    tiles = [tile_at(zoom) for zoom in range(14)]
    seventh = tiles[7]
    where = {"z": 7, "x": seventh.x, "y": seventh.y}
    drawn, raw = best(lambda: draw(seventh), lambda: ask(RAW, where))
    largest = max(len(draw(tile)) for tile in tiles)
    many = sum(best(*(partial(draw, tile) for tile in tiles)))
    with pages.few_places():
        few = sum(best(*(partial(draw, tile) for tile in tiles)))
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
            "All the fullest tiles of zoom 0 to 13, 1,000,000 to 1,000 places",
            f"{many / few:.1f} × ({1000 * many:.0f} ms / {1000 * few:.0f} ms)",
            "≤ 4 ×",
            many / few <= 4,
        ),
    ]


def over_http(get: Callable[..., Any]) -> list[Row]:
    """The view with all that stands before it, beside its query alone."""
    rows = []
    for zoom in (7, 14):
        tile = tile_at(zoom)
        address = f"/tiles/places/{zoom}/{tile.x}/{tile.y}.mvt"
        _status, headers = get(address)
        status, _headers = get(address, etag=headers["ETag"])
        query, view, again = best(
            partial(draw, tile),
            partial(get, address),
            partial(get, address, etag=headers["ETag"]),
        )
        most = 1.25 * query if query >= 0.01 else query + 0.003
        value = f"{1000 * view:.1f} ms / {1000 * query:.1f} ms"
        rows.append(
            Row(f"Tile of zoom {zoom}, view to query", value, "+ 3 ms", view <= most)
        )
    told = f"{status}, {1000 * again:.1f} ms"
    rows.append(Row("The same tile again", told, "304", status.startswith("304")))
    return rows


def of_nearest() -> Row:
    """The nearest twenty of a million, and of a thousand."""
    place = apps.get_model("places", "Place")

    def nearest() -> list[Any]:
        return list(place.objects.published().nearest(THERE, 20).values_list("pk"))

    (many,) = best(nearest)
    with pages.few_places():
        (few,) = best(nearest)
    value = f"{many / few:.1f} × ({1000 * many:.1f} ms / {1000 * few:.1f} ms)"
    what = "Nearest 20, of 1,000,000 to of 1,000 places"
    return Row(what, value, "≤ 3 ×", many / few <= 3)


def of_one_place() -> Row:
    """How many rows are counted anew when one place is published."""
    place = apps.get_model("places", "Place").objects.order_by("pk").first()
    place.pk = None
    with transaction.atomic():
        newest = ask("SELECT max(version) FROM places_tilecell")
        started = time.perf_counter()
        place.save()
        connection.check_constraints()
        taken = time.perf_counter() - started
        rows = ask("SELECT count(*) FROM places_tilecell WHERE version > %s", [newest])
        transaction.set_rollback(True)
    value = f"{rows} ({1000 * taken:.1f} ms)"
    return Row("Rows of cells one new place touches", value, "≤ 20", rows <= 20)


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
