"""Files that no row speaks of: left by a crash, or by a photo that was deleted.

Every listing goes folder by folder, so that millions of files need little memory.
"""

import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from places.models import Photo
from places.photos import partials

DAY = 24 * 60 * 60
INCOMING_SECONDS = DAY
# What came in pieces is waited for so long, and a day more for its next piece.
PARTIAL_SECONDS = settings.HUB_UPLOAD_SECONDS + DAY
# A file that is whole may be named in a form as long, and a form kept open a day more.
ORIGINAL_SECONDS = settings.HUB_UPLOAD_SECONDS + 2 * DAY
# A rendition lies there a moment before its row knows of it.
RENDITION_SECONDS = 60 * 60
RENDITION = re.compile(r"([0-9a-f]{32})-(?:\d+|before)\.[a-z]+")


def orphaned_files() -> Iterator[Path]:
    """Every file in the stores that is old enough and that no photo needs."""
    yield from orphaned_originals()
    yield from orphaned_renditions()
    yield from _old(_files(settings.HUB_ORIGINALS / "incoming"), INCOMING_SECONDS)
    yield from _old(_files(settings.HUB_ORIGINALS / partials.FOLDER), PARTIAL_SECONDS)


def remove_orphans() -> int:
    """Delete the files no photo needs; say how many there were."""
    return sum(remove(path) for path in orphaned_files())


def remove(path: Path) -> bool:
    """Delete a file unless somebody else just did."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def orphaned_originals() -> Iterator[Path]:
    """Originals without a photo, from forms that were never finished."""
    for first in _folders(settings.HUB_ORIGINALS):
        if first.name in ("incoming", partials.FOLDER):
            continue
        for folder in _folders(first):
            paths = list(_old(_files(folder), ORIGINAL_SECONDS))
            known = _known("sha256", {path.name for path in paths})
            # Asked again: the same picture may have come in meanwhile.
            strays = [path for path in paths if path.name not in known]
            yield from _old(strays, ORIGINAL_SECONDS)


def orphaned_renditions() -> Iterator[Path]:
    """Renditions of no photo: of deleted ones, an older recipe or other edits."""
    for folder in _folders(settings.HUB_RENDITIONS):
        paths = list(_old(_files(folder), RENDITION_SECONDS))
        tokens = {path: _token(path) for path in paths}
        known = _known("token", set(filter(None, tokens.values())))
        yield from (path for path in paths if tokens[path] not in known)


def _known(column: str, values: set[str]) -> set[str]:
    rows = Photo.objects.filter(purged=None, **{f"{column}__in": values})
    return set(rows.values_list(column, flat=True))


def _token(path: Path) -> str:
    found = RENDITION.fullmatch(path.name)
    return found[1] if found else ""


def _folders(parent: Path) -> Iterator[Path]:
    if parent.is_dir():
        yield from (path for path in sorted(parent.iterdir()) if path.is_dir())


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.is_file())


def _old(paths: Iterable[Path], seconds: int) -> Iterator[Path]:
    """Those last written so many seconds ago, of those that are still there."""
    newest = time.time() - seconds
    for path in paths:
        try:
            if path.stat().st_mtime < newest:
                yield path
        except FileNotFoundError:
            continue
