"""Photographs whose time is over: their files go, a bare row stays to say so.

Rows first, files second: a crash between the two leaves files that no row needs, and
the daily cleaning takes those.
"""

import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from places.models import CameraRecord, Photo
from places.models.photos import PhotoQuerySet
from places.photos.originals import path_of
from places.photos.orphans import ORIGINAL_SECONDS, remove


@transaction.atomic
def purge(photos: PhotoQuerySet, *, most: int) -> int:
    """Delete files, words and camera records of up to `most` photos; say how many."""
    rows = list(photos.order_by("pk").select_for_update(skip_locked=True)[:most])
    ids = [photo.pk for photo in rows]
    CameraRecord.objects.filter(photo__in=ids).delete()
    Photo.objects.filter(pk__in=ids).update(
        purged=timezone.now(),
        recipe=0,
        token="",
        colour="",
        dhash=None,
        credit="",
        taken=None,
        **{f"caption_{language}": "" for language, _name in settings.LANGUAGES},
    )
    transaction.on_commit(lambda: remove_files(rows))
    return len(rows)


def remove_files(photos: Iterable[Photo], *, at_once: bool = False) -> None:
    """Delete the files of photos that are gone, unless another photo needs them.

    An original that came in lately may belong to a form somebody is still filling in:
    it waits for the daily cleaning, except when it must go `at_once`.
    """
    rows = list(photos)
    for digest in _unneeded("sha256", {photo.sha256 for photo in rows}):
        if at_once or not _is_young(path_of(digest)):
            remove(path_of(digest))
    remove_renditions({photo.token for photo in rows})


def remove_renditions(tokens: set[str]) -> None:
    """Delete the files of these tokens, unless a photo of the same bytes has one."""
    for token in _unneeded("token", tokens):
        folder = settings.HUB_RENDITIONS / token[:2]
        for path in folder.glob(f"{token}-*"):
            remove(path)


def forget_original(digest: str) -> None:
    """Delete a file that was put among the originals, unless it is somebody's photo."""
    for unneeded in _unneeded("sha256", {digest}):
        remove(path_of(unneeded))


def _unneeded(column: str, values: set[str]) -> set[str]:
    kept = Photo.objects.filter(purged=None, **{f"{column}__in": values})
    return values - {""} - set(kept.values_list(column, flat=True))


def _is_young(path: Path) -> bool:
    try:
        return path.stat().st_mtime > time.time() - ORIGINAL_SECONDS
    except FileNotFoundError:
        return False
