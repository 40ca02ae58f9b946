"""The store of signed papers: private, each named by its SHA-256, never rendered."""

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from hub.shared.findings import Finding, fault_of
from interest_forms.models import PaperConsent
from places.photos import originals
from places.photos.orphans import DAY, remove


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


def remove_unneeded(digests: Iterable[str]) -> None:
    """Delete the papers that no row speaks of any more."""
    wanted = set(digests)
    rows = PaperConsent.objects.filter(sha256__in=wanted)
    for digest in wanted - set(rows.values_list("sha256", flat=True)):
        remove(path_of(digest))


def remove_strays() -> int:
    """Delete papers that lie there for a day without a row; say how many there were."""
    count = 0
    for path in settings.HUB_PAPERS.glob("*/*"):
        is_known = PaperConsent.objects.filter(sha256=path.name).exists()
        if not is_known and path.stat().st_mtime < time.time() - DAY:
            count += remove(path)
    return count


def findings() -> Iterator[Finding]:
    """Papers that are missing or were changed."""
    for row in PaperConsent.objects.order_by("pk").iterator():
        if fault := fault_of(path_of(row.sha256), row.sha256):
            yield Finding(f"submission {row.submission_id}: a signed paper {fault}")
