"""Files that arrive in pieces: private, each in one place until it is whole."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from places.photos.originals import sync_folder

FOLDER = "partial"
PIECE_BYTES = 1024 * 1024


def path_of(name: str) -> Path:
    """Where the pieces that have come of this file lie."""
    return settings.HUB_ORIGINALS / FOLDER / name


def begin(name: str) -> None:
    """Make the empty file, before any row speaks of it."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    sync_folder(path.parent)


def write(name: str, offset: int, piece: bytes) -> None:
    """Put a piece where it belongs; it is on the disk when this returns."""
    handle = os.open(path_of(name), os.O_WRONLY)
    try:
        view = memoryview(piece)
        while view:
            written = os.pwrite(handle, view, offset)
            view, offset = view[written:], offset + written
        os.fsync(handle)
    finally:
        os.close(handle)


def read(name: str, size: int) -> Iterator[bytes]:
    """The first so many bytes, in pieces. What a lost server wrote behind is left."""
    with path_of(name).open("rb") as file:
        while size and (piece := file.read(min(size, PIECE_BYTES))):
            size -= len(piece)
            yield piece


def remove(name: str) -> None:
    path_of(name).unlink(missing_ok=True)
