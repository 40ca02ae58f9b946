"""The store of signed papers: private, each named by its SHA-256, never rendered."""

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from hub.shared.findings import Finding, fault_of
from interest_forms.models import PaperConsent, PaperInterest
from interest_forms.models.paper import Sheet
from places.actions import KeptFile
from places.photos import originals
from places.photos.orphans import DAY, remove
from places.photos.purging import forget_original

# Whose rows speak of a paper.
KINDS = (PaperConsent, PaperInterest)


def path_of(digest: str) -> Path:
    """Where the paper with this SHA-256 (hexadecimal) lies."""
    return settings.HUB_PAPERS / digest[:2] / digest


def keep(digest: str) -> None:
    """Copy what was uploaded among the papers, whole, before any row speaks of it."""
    target = path_of(digest)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{digest}.{os.getpid()}")
    with (
        originals.path_of(digest).open("rb") as source,
        unfinished.open("wb") as copy,
    ):
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
    unfinished.replace(target)


@contextmanager
def taken_over(sheets: Sequence[KeptFile]) -> Iterator[None]:
    """Keep what was uploaded as papers while the rows are made; then they are no
    originals any more.
    """
    for sheet in sheets:
        keep(sheet.sha256)
    yield
    for sheet in sheets:
        forget_original(sheet.sha256)


def keep_rows(kind: type[Sheet], sheets: Sequence[KeptFile], **owner: Any) -> None:
    """A row for each sheet, once however often it is entered."""
    for sheet in sheets:
        about = {"size": sheet.size, "format": sheet.format, "name": sheet.name}
        kind.objects.get_or_create(**owner, sha256=sheet.sha256, defaults=about)


def _known(digests: Iterable[str]) -> set[str]:
    """Of these the ones that a row speaks of."""
    rows = [kind.objects.filter(sha256__in=digests) for kind in KINDS]
    return {digest for each in rows for digest in each.values_list("sha256", flat=True)}


def remove_unneeded(digests: Iterable[str]) -> None:
    """Delete the papers that no row speaks of any more."""
    wanted = set(digests)
    for digest in wanted - _known(wanted):
        remove(path_of(digest))


def remove_strays() -> int:
    """Delete papers that lie there for a day without a row; say how many there were."""
    count = 0
    for path in settings.HUB_PAPERS.glob("*/*"):
        if not _known([path.name]) and path.stat().st_mtime < time.time() - DAY:
            count += remove(path)
    return count


def findings() -> Iterator[Finding]:
    """Papers that are missing or were changed."""
    for kind, owner in ((PaperConsent, "submission"), (PaperInterest, "form")):
        for row in kind.objects.order_by("pk").iterator():
            if fault := fault_of(path_of(row.sha256), row.sha256):
                of = f"{owner} {getattr(row, f'{owner}_id')}"
                yield Finding(f"{of}: a signed paper {fault}")
