"""Do rows and files agree? Read row by row, and each file once."""

from collections.abc import Iterator
from functools import partial
from hashlib import file_digest

from django.db.models import F, Max, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from hub.shared.findings import Finding
from places.maps import strays
from places.models import Photo, Place
from places.models.coverage import NEVER, SOMETIME, WINTER
from places.photos import orphans, renditions
from places.photos.originals import path_of

CHUNK = 500


def findings(*, quick: bool = False) -> Iterator[Finding]:
    """Every broken promise about photos and old maps.

    `quick`: without hashing the originals.
    """
    yield from _originals(quick=quick)
    yield from _leases()
    yield from _coverage()
    yield from _files()
    yield from strays.findings()


def _originals(*, quick: bool) -> Iterator[Finding]:
    """Each row's original exists with its size and hash, and so do its renditions."""
    # Photos of the same bytes follow one another, so that the file is read once.
    photos = Photo.objects.filter(purged=None).order_by("sha256", "pk")
    last, fault = ("", 0), ""
    for photo in photos.iterator(chunk_size=CHUNK):
        if (photo.sha256, photo.size) != last:
            last = (photo.sha256, photo.size)
            fault = _fault_of_original(photo, quick=quick)
        if fault:
            yield Finding(f"photo {photo.pk}: {fault}")
        else:
            yield from _of_a_sound_original(photo)
        yield from _missing_renditions(photo, can_be_made=not fault)


def _fault_of_original(photo: Photo, *, quick: bool) -> str:
    path = path_of(photo.sha256)
    if not path.is_file():
        return f"the original {photo.sha256} is missing"
    if path.stat().st_size != photo.size:
        return f"the original {photo.sha256} has not its {photo.size} bytes"
    if quick:
        return ""
    with path.open("rb") as file:
        is_whole = file_digest(file, "sha256").hexdigest() == photo.sha256
    return "" if is_whole else f"the original {photo.sha256} was changed"


def _of_a_sound_original(photo: Photo) -> Iterator[Finding]:
    """The original of a photo may have come back with a backup."""
    if photo.problem == Photo.Problem.ORIGINAL_MISSING:
        row = Photo.objects.filter(pk=photo.pk)
        yield Finding(
            f"photo {photo.pk}: it was given up, but its original is there",
            row.take_up_again,
        )


def _missing_renditions(photo: Photo, *, can_be_made: bool) -> Iterator[Finding]:
    if photo.state not in Photo.KEPT or not photo.is_rendered:
        return
    if renditions.exists(photo):
        return
    row = Photo.objects.filter(pk=photo.pk)
    yield Finding(
        f"photo {photo.pk} ({photo.state}): renditions are missing",
        row.make_again if can_be_made else None,
    )


def _coverage() -> Iterator[Finding]:
    """The days that places carry are those of their public photos."""
    shown = Q(photos__state=Photo.State.APPROVED, photos__recipe__gt=0)
    winter = shown & Q(photos__taken__month__in=WINTER)
    taken = Coalesce("photos__taken", Value(SOMETIME))
    places = Place.objects.annotate(
        day=Coalesce(Max(taken, filter=shown), Value(NEVER)),
        winter_day=Coalesce(Max("photos__taken", filter=winter), Value(NEVER)),
    ).exclude(photographed=F("day"), photographed_in_winter=F("winter_day"))
    rows = places.order_by("pk").values_list("pk", "day", "winter_day")
    for pk, day, winter_day in rows.iterator(chunk_size=CHUNK):
        kept = {"photographed": day, "photographed_in_winter": winter_day}
        yield Finding(
            f"place {pk}: it does not carry the days of its public photos",
            partial(Place.objects.filter(pk=pk).update, **kept),
        )


def _leases() -> Iterator[Finding]:
    """Nothing is being worked on past its lease."""
    late = Photo.objects.filter(
        state__in=(*Photo.UNFINISHED, *Photo.KEPT), lease_until__lt=timezone.now()
    )
    for photo in late.order_by("pk").iterator(chunk_size=CHUNK):
        lost = Photo.objects.filter(pk=photo.pk, lease_until=photo.lease_until)
        yield Finding(
            f"photo {photo.pk}: its worker's time ran out at {photo.lease_until:%c}",
            partial(lost.update, lease_until=None),
        )


def _files() -> Iterator[Finding]:
    """No file lies about that no row speaks of."""
    for path in orphans.orphaned_files():
        yield Finding(f"{path}: no photo has this file", partial(orphans.remove, path))
