"""Where the files of old maps lie: scans are private, all else is made from them."""

import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from places.photos.originals import HEAD_BYTES, sync_folder

# Long edges of the scan's pictures: for visitors, and to set points on.
SHOWN_EDGE, WORK_EDGE = 1280, 4000


def scan_path(digest: str) -> Path:
    """The scan with this SHA-256, as it was uploaded."""
    return settings.HUB_MAPS / "scans" / digest[:2] / digest


def preview_path(digest: str, edge: int) -> Path:
    """A small picture of the scan with this SHA-256."""
    return settings.HUB_MAPS / "previews" / f"{digest}-{edge}.webp"


def tiles_path(token: str) -> Path:
    return settings.HUB_MAPS / "tiles" / f"{token}.pmtiles"


def work_path(name: str) -> Path:
    """A file that is being made. Left by a crash, it is removed after a day."""
    folder = settings.HUB_MAPS / "unfinished"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.{os.getpid()}.{time.monotonic_ns()}"


def put(unfinished: Path, target: Path) -> None:
    """Give a finished, synced file its name, in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished.replace(target)
    sync_folder(target.parent)


@dataclass(frozen=True, slots=True)
class KeptScan:
    """A scan that lies in the store."""

    sha256: str
    size: int
    head: bytes


def keep_scan(pieces: Iterable[bytes]) -> KeptScan:
    """Write the scan to the store piece by piece, named by its hash."""
    folder = settings.HUB_MAPS / "unfinished"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size, head = sha256(), 0, b""
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            head = (head + piece)[:HEAD_BYTES]
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    name = digest.hexdigest()
    put(Path(file.name), scan_path(name))
    return KeptScan(name, size, head)
