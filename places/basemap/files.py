"""Files of base maps that no row needs, and rows without their file."""

import shutil
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings

from hub.shared.findings import Finding
from places.models import Basemap
from places.models.basemaps import PUBLIC, WORK

# A copy of an extract may take a while before its row is there.
STRAY_SECONDS = 24 * 60 * 60


def findings() -> Iterator[Finding]:
    """Finished maps whose file is gone, and files that belong to none."""
    for one in Basemap.objects.ready():
        if not one.path.is_file():
            yield Finding(f"base map {one.name}: its file is missing")
    for path in stray_files():
        yield Finding(f"{path}: no base map needs this file", partial(remove, path))


def stray_files() -> Iterator[Path]:
    """Files for readers without a finished map, and old work on one that has ended."""
    ready = set(Basemap.objects.ready().values_list("name", flat=True))
    kept = Basemap.objects.exclude(state=Basemap.State.READY)
    kept_names = set(kept.values_list("name", flat=True))
    for folder, names in ((PUBLIC, ready), (WORK, kept_names)):
        for path in (settings.HUB_BASEMAPS / folder).glob("*"):
            is_old = path.stat().st_mtime < time.time() - STRAY_SECONDS
            if is_old and path.name.partition(".")[0] not in names:
                yield path


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def remove_strays() -> None:
    for path in stray_files():
        remove(path)
