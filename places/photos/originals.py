"""The store of originals: private, unchanged, each named by its SHA-256.

Bytes come first: they are written, hashed, synced and renamed before any row speaks of
them, so that a crash leaves a file without a row and never a row without its file.
"""

import os
import tempfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings

# So much of a file's beginning is kept in memory to tell what kind of file it is.
HEAD_BYTES = 4096


def path_of(digest: str) -> Path:
    """Where the original with this SHA-256 (hexadecimal) lies."""
    return settings.HUB_ORIGINALS / digest[:2] / digest[2:4] / digest


@dataclass
class Incoming:
    """A file on its way in, written and hashed piece by piece."""

    size: int = 0
    head: bytes = b""
    _hash: Any = field(default_factory=sha256)
    path: Path = field(init=False)
    _handle: int = field(init=False)

    def __post_init__(self) -> None:
        folder = settings.HUB_ORIGINALS / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        self._handle, name = tempfile.mkstemp(dir=folder)
        self.path = Path(name)

    def write(self, piece: bytes) -> None:
        self._hash.update(piece)
        self.size += len(piece)
        if len(self.head) < HEAD_BYTES:
            self.head += piece[: HEAD_BYTES - len(self.head)]
        view = memoryview(piece)
        while view:
            view = view[os.write(self._handle, view) :]

    def keep(self) -> str:
        """Make the file an original and return its SHA-256 (hexadecimal)."""
        digest = self._hash.hexdigest()
        target = path_of(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.fchmod(self._handle, 0o440)
        os.fsync(self._handle)
        self.path.replace(target)
        self._close()
        sync_folder(target.parent)
        return digest

    def drop(self) -> None:
        """Forget the file: it was refused, or its sender went away."""
        self._close()
        self.path.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def sync_folder(folder: Path) -> None:
    """Make a new or changed name in the folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
