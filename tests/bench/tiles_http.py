"""Tiles over HTTP: gunicorn beside the query alone in psycopg, and beside tipg.

All are asked over one kept connection each, uncompressed. Where Europe has no tile that
takes long to draw, twenty thousand places more lie in one tile in the Atlantic.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import Any

import mapbox_vector_tile
from django.db import connection

from ops.config import ROOT, free_port
from tests.bench import million, tipg
from tests.bench.europe import chance
from tests.bench.imaging import Row
from tests.bench.kept_line import KeptLine
from tests.bench.turns import best

ROUNDS = 40
CROWD = 20_000
# The tile of the crowd.
ZOOM, X, Y = 14, 6826, 6000
CROWDED = f"""ST_Transform(ST_SetSRID(ST_MakePoint(
    ST_XMin(tile) + {chance("n", 8)} * (ST_XMax(tile) - ST_XMin(tile)),
    ST_YMin(tile) + {chance("n", 9)} * (ST_YMax(tile) - ST_YMin(tile))
), 3857), 4326)"""
# From here on a tile's view may take a quarter longer than its query; else 3 ms.
SLOW, SLOWER, BASE = 0.01, 1.25, 0.003


def run(tiles: list[Any]) -> list[Row]:
    """Of these tiles, and of a crowded one."""
    with gunicorn() as ours:
        rows = [beside_query(ours, tile) for tile in tiles]
        rows.append(asked_again(ours, tiles[0]))
        with crowd() as row:
            rows.append(row)
            wanted = import_module("places.tiles.wanted").TileWanted
            tiles = [tiles[-1], wanted(ZOOM, X, Y)]
            rows.append(beside_query(ours, tiles[-1]))
            rows += beside_tipg(ours, tiles)
    return rows


@contextmanager
def gunicorn() -> Iterator[KeptLine]:
    """A line to the portal, in one process, set up as it is for the web."""
    port = free_port()
    program = [sys.executable, "-m", "gunicorn", "-c", ROOT / "ops/gunicorn.conf.py"]
    environment = os.environ | {"PORT": str(port), "WEB_CONCURRENCY": "1"}
    server = subprocess.Popen(
        [*program, "--log-level", "warning"], cwd=ROOT, env=environment
    )
    try:
        line = KeptLine(port)
        yield line
        line.close()
    finally:
        server.terminate()
        server.wait()


@contextmanager
def crowd() -> Iterator[Row]:
    """Twenty thousand places in one tile; yields what it took to count them."""
    at = f"(SELECT {CROWDED} FROM ST_TileEnvelope({ZOOM}, {X}, {Y}) AS tile)"  # noqa: S608 -- our own words
    of_one = {"group_id": "1", "season": "'{}'", "access": "''"}
    started = time.perf_counter()
    first, last = million.MANY + 1, million.MANY + CROWD
    million.places(last, first, point=at, public_point=at, **of_one)
    taken = time.perf_counter() - started
    value = f"{taken:.1f} s, {1e6 * taken / CROWD:.0f} µs each"
    try:
        yield Row(f"{CROWD} places more, written and counted", value)
    finally:
        million.remove(first, last)


def beside_query(ours: KeptLine, tile: Any) -> Row:
    """The view with all that stands before it, and its query in psycopg."""
    query = query_of(tile)
    view, alone = best(partial(fetch, ours, address_of(tile)), query, rounds=ROUNDS)
    is_slow = alone >= SLOW
    most = SLOWER * alone if is_slow else alone + BASE
    value = f"{view / alone:.2f} × ({1000 * view:.1f} ms / {1000 * alone:.1f} ms)"
    wanted = f"≤ {SLOWER} ×" if is_slow else f"≤ + {1000 * BASE:.0f} ms"
    what = f"Tile of zoom {tile.zoom} over HTTP, {counted(ours, tile)}, to its query"
    return Row(what, value, wanted, view <= most)


def query_of(tile: Any) -> Callable[[], bytes]:
    """What the view asks of the database, asked by psycopg."""
    seen: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        import_module("places.tiles.drawing").draw(tile)
    [(sql, params)] = seen

    def query() -> bytes:
        with connection.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return bytes(cursor.fetchone()[0])

    return query


def asked_again(ours: KeptLine, tile: Any) -> Row:
    address = address_of(tile)
    _status, headers, _body = ours.ask(address)
    status, _headers, _body = ours.ask(address, headers["etag"])
    (again,) = best(partial(ours.ask, address, headers["etag"]), rounds=ROUNDS)
    told = f"{status}, {1000 * again:.1f} ms"
    return Row("The same tile again", told, "304", status == 304)


def beside_tipg(ours: KeptLine, tiles: list[Any]) -> list[Row]:
    if not tipg.install():
        what = f"not measured: pip could not install {' '.join(tipg.PACKAGES)}"
        return [Row("Tiles beside tipg", what, "≤ 1.0 ×")]
    rows = []
    with tipg.tipg() as theirs:
        for tile in tiles:
            there = tipg.tile_address(tile.zoom, tile.x, tile.y)
            number, same = counted(ours, tile), places_in(fetch(theirs, there))
            here, other = best(
                partial(fetch, ours, address_of(tile)),
                partial(fetch, theirs, there),
                rounds=ROUNDS,
            )
            value = (
                f"{here / other:.2f} × ({1000 * here:.1f} ms / {1000 * other:.1f} ms)"
            )
            what = f"Tile of zoom {tile.zoom}, {number}, to tipg's of {same}"
            met = here <= other and number == f"{same} places"
            rows.append(Row(what, value, "≤ 1.0 ×", met))
    return rows


def address_of(tile: Any) -> str:
    return f"/tiles/places/{tile.zoom}/{tile.x}/{tile.y}.mvt"


def fetch(line: KeptLine, address: str) -> bytes:
    status, _headers, body = line.ask(address)
    if status != 200:
        message = f"{address} answered with {status}."
        raise RuntimeError(message)
    return body


def counted(ours: KeptLine, tile: Any) -> str:
    number = places_in(fetch(ours, address_of(tile)))
    return f"{number} places"


def places_in(tile: bytes) -> int:
    """How many places it shows, those in its cells included."""
    layers = mapbox_vector_tile.decode(tile).values()
    features = [feature for layer in layers for feature in layer["features"]]
    return sum(feature["properties"].get("n", 1) for feature in features)
