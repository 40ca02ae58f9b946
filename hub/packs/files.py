"""The files of packs: each lies under its own hash, however many packs name it."""

import os
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from hub.packs.models import OfflinePack
from hub.shared.findings import Finding

# A file that no pack names yet may belong to one that is being made.
FRESH_SECONDS = 60 * 60


def path_of(digest: str) -> Path:
    return settings.HUB_PACKS / digest[:2] / digest


def keep(content: bytes) -> str:
    """Write the bytes where their hash says, and return it."""
    digest = sha256(content).hexdigest()
    path = path_of(digest)
    if path.is_file():
        # As fresh as if it were new: nobody removes it before the pack names it.
        os.utime(path)
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).rename(path)
    return digest


def is_kept(address: str) -> bool:
    """Whether packs hold the file: photos are public by a query, not by a copy."""
    return not address.startswith("/media/")


def remove_strays() -> None:
    """Delete what no manifest names any more."""
    for path in stray_files():
        path.unlink(missing_ok=True)


def stray_files() -> Iterator[Path]:
    old = time.time() - FRESH_SECONDS
    named = {digest for digest, _pack in named_files()}
    for path in settings.HUB_PACKS.glob("*/*"):
        if path.name not in named and path.stat().st_mtime < old:
            yield path


def named_files() -> Iterator[tuple[str, OfflinePack]]:
    """The hash of each file that a pack holds, with the pack."""
    for pack in OfflinePack.objects.exclude(version=0).select_related("group"):
        for address, (digest, *_rest) in pack.files.items():
            if is_kept(address):
                yield digest, pack


def findings() -> Iterator[Finding]:
    """Packs that name a file that is gone, and files that no pack names."""
    incomplete = {
        pack for digest, pack in named_files() if not path_of(digest).is_file()
    }
    for pack in sorted(incomplete, key=lambda one: one.pk):
        again = OfflinePack.objects.filter(pk=pack.pk).ask_again
        yield Finding(f"offline pack {pack.pk}: a file of it is missing", again)
    for path in stray_files():
        remove = partial(path.unlink, missing_ok=True)
        yield Finding(f"{path}: no offline pack needs this file", remove)
