"""Everything that is done to places and photos, each with one audit entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.spelling import learn
from hub.shared.text import search_key
from hub.shared.versions import raise_versions
from partners.models import ActionGroup
from places.models import CameraRecord, Photo, Place
from places.models.photos import PhotoQuerySet
from places.photos.exif import CameraFacts
from places.photos.renditions import camera_fields
from places.positions import public_point
from places.two_people import approvable_by, keep_first_approvals

if TYPE_CHECKING:
    from partners.models import User

NAME_FIELDS = ("name_bg", "name_en", "name_ro", "name_el", "name_fr")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A resident's file that lies in the store of originals."""

    sha256: str
    size: int
    format: str
    name: str


def prepare_place(place: Place) -> Place:
    """Set what follows from the place's other fields: address, search, point shown."""
    place.slug = place.latin_slug
    names = [getattr(place, field) for field in NAME_FIELDS]
    if place.territory:
        names.append(place.territory.name)
    place.search = search_key(names)
    place.public_point = public_point(
        place.point, place.precision, place.territory.point if place.territory else None
    )
    return place


@transaction.atomic
def save_place(place: Place, *, by: "User | None" = None) -> Place:
    """Keep a new or changed place."""
    keep_place(place, by=by)
    raise_versions([place.group_id])
    return place


def keep_place(place: Place, *, by: "User | None" = None) -> Place:
    """Keep a place; the caller raises the versions."""
    keep_places([place], by=by)
    return place


def keep_places(places: Sequence[Place], *, by: "User | None" = None) -> None:
    """Keep new and changed places; the caller raises the versions when all are kept.

    Whoever raises a version keeps other publishers waiting until the transaction ends.
    """
    for place in places:
        prepare_place(place)
    new = [place for place in places if not place.pk]
    changed = [place for place in places if place.pk]
    for place in changed:
        place.save()
    Place.objects.bulk_create(new)
    learn([place.search for place in places])
    record("place.add", new, actor=by)
    record("place.change", changed, actor=by)


@transaction.atomic
def hand_over_place(place: Place, *, by: "User") -> None:
    """Keep a place that came to another group: photos and submissions go with it."""
    before = set(Place.objects.filter(pk=place.pk).values_list("group", flat=True))
    keep_place(place, by=by)
    before |= set(place.photos.values_list("group", flat=True))
    place.photos.update(group=place.group)
    place.submissions.update(group=place.group)
    record("place.hand_over", place, actor=by, group=place.group_id)
    raise_versions(before | {place.group_id})


@transaction.atomic
def save_photo(photo: Photo, *, by: "User") -> Photo:
    """Keep changed words about a photo: caption, credit, rights, date."""
    photo.save()
    record("photo.change", photo, actor=by)
    raise_versions([photo.group_id])
    return photo


def add_photo(
    file: KeptFile,
    *,
    place: Place | None,
    group: ActionGroup | None,
    caption: str,
    language: str,
    noted: CameraFacts | None = None,
    **fields: Any,
) -> Photo:
    """Keep a photo whose original is in the store; a worker prepares it.

    `noted` is what the camera noted of a copy that does not say so itself.
    """
    photo = Photo(
        sha256=file.sha256,
        size=file.size,
        format=file.format,
        place=place,
        group=group,
        **{f"caption_{language}": caption},
        **fields,
    )
    photo.save()
    told = camera_fields(noted or CameraFacts())
    CameraRecord.objects.create(photo=photo, file_name=file.name, **told)
    return photo


@transaction.atomic
def approve_photos(photos: PhotoQuerySet, *, by: "User") -> int:
    """Show the pending ones among the photos to visitors; say how many there were.

    The others stay as they are: `obstacles` and `waits_for_second` tell why.
    """
    shown = list(approvable_by(photos.publishable(), by).values_list("pk", flat=True))
    keep_first_approvals(photos.publishable(), by=by)
    ready = Photo.objects.publishable().filter(pk__in=shown)
    return decide(approvable_by(ready, by), Photo.State.APPROVED, by=by)


def decline_photos(
    photos: PhotoQuerySet, *, reason: str, by: "User", words: str = ""
) -> int:
    """Say no to the photos that wait, with the reason the sender will read.

    `words` are in her language; without them she reads what the reason is called.
    """
    declined = Photo.State.DECLINED
    return decide(photos.undecided(), declined, by=by, reason=reason, words=words)


def hide_photos(photos: PhotoQuerySet, *, by: "User") -> int:
    """Take published photos off every page at once."""
    shown = photos.filter(state=Photo.State.APPROVED)
    return decide(shown, Photo.State.HIDDEN, by=by)


def reopen_photos(photos: PhotoQuerySet, *, by: "User") -> int:
    """Put decided photos back into the queue."""
    decided = photos.filter(
        state__in=[Photo.State.APPROVED, Photo.State.DECLINED, Photo.State.HIDDEN],
        purged=None,
    )
    return decide(decided, Photo.State.PENDING, by=by)


@transaction.atomic
def decide(
    photos: PhotoQuerySet,
    state: str,
    *,
    by: "User | None" = None,
    reason: str = "",
    words: str = "",
) -> int:
    """Set the photos' state, note who did it, and refresh what visitors see."""
    # Always in one order, so that two moderators never wait for each other.
    changed = list(photos.order_by("pk").select_for_update(of=["self"]))
    if not changed:
        return 0
    Photo.objects.filter(pk__in=[photo.pk for photo in changed]).update(
        state=state,
        reason=reason,
        reason_text=words,
        decided_by=by,
        decided=timezone.now(),
        **({} if state == Photo.State.APPROVED else {"first_approved_by": None}),
    )
    detail = {"reason": reason} if reason else {}
    record(f"photo.{state}", changed, actor=by, **detail)
    raise_versions(photo.group_id for photo in changed)
    return len(changed)


@transaction.atomic
def caption_photo(
    photo: Photo, *, text: str, language: str, by: "User | None" = None
) -> None:
    """Write what the photo shows, in one language."""
    Photo.objects.filter(pk=photo.pk).update(**{f"caption_{language}": text})
    record("photo.caption", photo, actor=by, language=language)
    raise_versions([photo.group_id])


@transaction.atomic
def correct_caption(photo: Photo, *, text: str, language: str) -> None:
    """The sender corrects her words; a published photo is looked at again first."""
    caption_photo(photo, text=text, language=language)
    shown = Photo.objects.filter(pk=photo.pk, state=Photo.State.APPROVED)
    decide(shown, Photo.State.PENDING)


@transaction.atomic
def confirm_date(photo: Photo, *, taken: date) -> None:
    """The sender agrees that this day is shown with the photo."""
    Photo.objects.filter(pk=photo.pk).update(taken=taken)
    record("photo.date", photo)
    raise_versions([photo.group_id])
