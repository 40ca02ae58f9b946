"""Reading tiles out of a PMTiles file, again and again."""

import mmap
from functools import lru_cache
from pathlib import Path

from pmtiles.tile import (
    Entry,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

HEADER_BYTES = 127


class Archive:
    """An open PMTiles file. What was opened stays readable when the file is deleted."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.header = deserialize_header(self._part(0, HEADER_BYTES))
        self._directories: dict[int, list[Entry]] = {}

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The tile's bytes, or `None` where the map is empty."""
        wanted = zxy_to_tileid(z, x, y)
        entry = find_tile(
            self._directory(self.header["root_offset"], self.header["root_length"]),
            wanted,
        )
        if entry and entry.run_length == 0:
            start = self.header["leaf_directory_offset"] + entry.offset
            entry = find_tile(self._directory(start, entry.length), wanted)
        if entry is None:
            return None
        return self._part(self.header["tile_data_offset"] + entry.offset, entry.length)

    def _directory(self, start: int, length: int) -> list[Entry]:
        if start not in self._directories:
            self._directories[start] = deserialize_directory(self._part(start, length))
        return self._directories[start]

    def _part(self, start: int, length: int) -> bytes:
        return self._bytes[start : start + length]


@lru_cache(maxsize=8)
def archive_at(path: Path) -> Archive:
    """The archive of this name, opened once: a name stands for one content."""
    return Archive(path)
