"""Files of old maps that no row speaks of: left by a crash, or by a sheet's deletion.

Also the sheets whose files are not there.
"""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings

from hub.shared.findings import Finding
from places.maps import files
from places.models import HistoricMap

# A file lies there a while before its row knows of it.
STRAY_SECONDS = 24 * 60 * 60


def stray_files() -> Iterator[Path]:
    """Every file of the store that is a day old and that no sheet needs."""
    kinds = {"scans/*": "sha256", "previews": "sha256", "tiles": "token"}
    for folder, column in kinds.items():
        known = set(HistoricMap.objects.values_list(column, flat=True))
        for path in settings.HUB_MAPS.glob(f"{folder}/*"):
            if path.name.partition("-")[0].partition(".")[0] not in known:
                yield from _old(path)
    for path in settings.HUB_MAPS.glob("unfinished/*"):
        yield from _old(path)


def remove_strays() -> int:
    """Delete the files no sheet needs; say how many there were."""
    paths = list(stray_files())
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths)


def findings() -> Iterator[Finding]:
    """Every broken promise about old maps."""
    for sheet in HistoricMap.objects.exclude(sha256="").order_by("pk").iterator():
        has_scan = files.scan_path(sheet.sha256).is_file()
        if not has_scan:
            yield Finding(f"old map {sheet.pk}: its scan is missing")
        if sheet.token and not sheet.tiles_file.is_file() and sheet.work == "":
            row = HistoricMap.objects.filter(pk=sheet.pk)
            again = partial(row.ask_for, HistoricMap.Work.CUT)
            text = f"old map {sheet.pk}: its tiles are missing"
            yield Finding(text, again if has_scan else None)
    for path in stray_files():
        yield Finding(
            f"{path}: no old map has this file", partial(path.unlink, missing_ok=True)
        )


def _old(path: Path) -> Iterator[Path]:
    if path.is_file() and path.stat().st_mtime < time.time() - STRAY_SECONDS:
        yield path
