"""PMTiles: all tiles of a map in one file, of which readers fetch parts."""

import errno
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pmtiles.convert import mbtiles_to_header_json
from pmtiles.tile import (
    Compression,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    deserialize_header,
    tileid_to_zxy,
    zxy_to_tileid,
)
from pmtiles.writer import Writer

from places.basemap.problems import NotBuilt
from places.models import Basemap

HEADER_BYTES = 127
# The root directory must lie within the first 16 KiB (PMTiles specification, 3.2).
ROOT_WITHIN = 16 * 1024
HIGHEST_ZOOM = 15
PULSE_TILES = 200


class UnusableArchive(Exception):
    """Not a PMTiles file of vector tiles, or a damaged one."""


def pack(mbtiles: Path, target: Path) -> Iterator[int]:
    """Write the tiles of an MBTiles file into a PMTiles file; yield percent done."""
    try:
        yield from _packed(mbtiles, target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise NotBuilt(Basemap.Problem.DISK_FULL) from None
        raise


def _packed(mbtiles: Path, target: Path) -> Iterator[int]:
    with closing(sqlite3.connect(mbtiles)) as database, target.open("wb") as file:
        ids = sorted(_tile_ids(database))
        if not ids:
            raise NotBuilt(Basemap.Problem.NOTHING_THERE)
        writer = Writer(file)
        # Its own file would lie in /tmp, which may be small.
        writer.tile_f.close()
        beside = target.with_suffix(".tiles")
        with beside.open("w+b") as writer.tile_f:
            beside.unlink()
            for number, tile_id in enumerate(ids):
                writer.write_tile(tile_id, _tile(database, tile_id))
                if number % PULSE_TILES == 0:
                    yield 100 * number // len(ids)
            told = dict(database.execute("SELECT name, value FROM metadata"))
            writer.finalize(*mbtiles_to_header_json(told))


def _tile_ids(database: sqlite3.Connection) -> Iterator[int]:
    """PMTiles numbers rows from the north, MBTiles from the south."""
    rows = database.execute("SELECT zoom_level, tile_column, tile_row FROM tiles")
    for zoom, column, row in rows:
        yield zxy_to_tileid(zoom, column, (1 << zoom) - 1 - row)


def _tile(database: sqlite3.Connection, tile_id: int) -> bytes:
    zoom, column, row = tileid_to_zxy(tile_id)
    (data,) = database.execute(
        "SELECT tile_data FROM tiles"
        " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        (zoom, column, (1 << zoom) - 1 - row),
    ).fetchone()
    return data


def check(path: Path) -> None:
    """Refuse what is no whole PMTiles file of gzipped vector tiles."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(ROOT_WITHIN)
        header = deserialize_header(start[:HEADER_BYTES])
        root = header["root_offset"], header["root_length"]
        entries = deserialize_directory(start[root[0] : sum(root)])
    except _BROKEN as error:
        raise UnusableArchive(path.name) from error
    end = header["tile_data_offset"] + header["tile_data_length"]
    is_sound = (
        entries
        and end == size
        and sum(root) <= ROOT_WITHIN
        and header["tile_type"] is TileType.MVT
        and header["tile_compression"] is Compression.GZIP
        and header["min_zoom"] <= header["max_zoom"] <= HIGHEST_ZOOM
    )
    if not is_sound:
        raise UnusableArchive(path.name)


# What the library says to bytes that are something else.
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    IndexError,
    zlib.error,
    MagicNumberNotFound,
    SpecVersionUnsupported,
)
