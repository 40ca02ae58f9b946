"""The files of printed sheets: each lies under the check sum of what it tells."""

import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from django.conf import settings

from events.models import PrintedSheet
from hub.shared.findings import Finding

# A file whose row is not written yet is as young as this, in seconds.
FRESH_SECONDS = 60 * 60


def path_of(digest: str) -> Path:
    return settings.HUB_PRINTED_SHEETS / digest[:2] / f"{digest}.pdf"


def keep(digest: str, content: bytes) -> None:
    """Whole or not at all: it appears by a rename."""
    path = path_of(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(content)
    Path(file.name).rename(path)


def remove_strays() -> None:
    """Delete what no sheet names any more."""
    for path in stray_files():
        path.unlink(missing_ok=True)


def stray_files() -> Iterator[Path]:
    old = time.time() - FRESH_SECONDS
    named = set(PrintedSheet.objects.values_list("digest", flat=True))
    for path in settings.HUB_PRINTED_SHEETS.glob("*/*"):
        if path.stem not in named and path.stat().st_mtime < old:
            yield path


def findings() -> Iterator[Finding]:
    """Sheets whose file is gone, and files that no sheet names."""
    for sheet in PrintedSheet.objects.filter(state=PrintedSheet.State.READY):
        if not path_of(sheet.digest).is_file():
            again = PrintedSheet.objects.filter(pk=sheet.pk).ask_again
            yield Finding(f"sheet to print {sheet.pk}: its file is missing", again)
    for path in stray_files():
        remove = partial(path.unlink, missing_ok=True)
        yield Finding(f"{path}: no sheet to print needs this file", remove)
