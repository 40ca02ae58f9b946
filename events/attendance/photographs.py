"""The store of signed sheets: private, each named by its SHA-256, never rendered."""

import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.models import AttendanceSheet
from hub.shared.findings import Finding, fault_of
from places.photos.headers import Kind, UnreadableImage, read_header
from places.photos.originals import sync_folder
from places.photos.orphans import DAY, remove

# What every browser shows by itself.
TYPES = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.AVIF: "image/avif",
}
UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photograph that lies in the store."""

    sha256: str
    format: str


def path_of(digest: str) -> Path:
    """Where the photograph with this SHA-256 (hexadecimal) lies."""
    return settings.HUB_SIGNED_SHEETS / digest[:2] / digest


def keep(pieces: Iterable[bytes]) -> KeptPhoto | None:
    """Write a photograph to the store, whole; `None`: browsers cannot show it."""
    folder = settings.HUB_SIGNED_SHEETS / UNFINISHED
    folder.mkdir(parents=True, exist_ok=True)
    digest = sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    unfinished = Path(file.name)
    try:
        kind = read_header(unfinished).kind
    except UnreadableImage:
        kind = None
    if kind not in TYPES:
        remove(unfinished)
        return None
    name = digest.hexdigest()
    path_of(name).parent.mkdir(parents=True, exist_ok=True)
    unfinished.replace(path_of(name))
    sync_folder(path_of(name).parent)
    return KeptPhoto(name, str(kind))


def purge(sheets: Iterable[AttendanceSheet]) -> None:
    """Delete the photographs once it is committed; the bare rows stay."""
    digests = {sheet.sha256 for sheet in sheets}
    rows = AttendanceSheet.objects.filter(pk__in=[sheet.pk for sheet in sheets])
    rows.update(sha256="", purged=timezone.now())
    transaction.on_commit(lambda: remove_unneeded(digests))


def remove_unneeded(digests: set[str]) -> None:
    """Delete the photographs that no row speaks of any more."""
    rows = AttendanceSheet.objects.filter(sha256__in=digests)
    for digest in digests - set(rows.values_list("sha256", flat=True)):
        remove(path_of(digest))


def remove_strays() -> int:
    """Delete what lies there for a day without a row; say how many there were."""
    return sum(map(remove, stray_files()))


def stray_files() -> Iterator[Path]:
    """What has lain there for a day, and no row speaks of."""
    for path in settings.HUB_SIGNED_SHEETS.glob("*/*"):
        is_known = AttendanceSheet.objects.filter(sha256=path.name).exists()
        if not is_known and path.stat().st_mtime < time.time() - DAY:
            yield path


def findings() -> Iterator[Finding]:
    """Photographs that are missing or were changed, and files of no sheet."""
    for sheet in AttendanceSheet.objects.kept().iterator():
        if fault := fault_of(path_of(sheet.sha256), sheet.sha256):
            yield Finding(f"signed sheet {sheet.pk}: its photograph {fault}")
    for path in stray_files():
        text = f"{path}: no signed sheet has this photograph"
        yield Finding(text, partial(remove, path))
