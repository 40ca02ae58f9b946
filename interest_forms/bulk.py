"""Many photos decided at once, after a look at what will happen to each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from interest_forms.undo import remember_decision
from places.actions import approve_photos, decline_photos
from places.models import Photo
from places.models.photos import PhotoQuerySet
from places.staff_pictures import thumbnail

if TYPE_CHECKING:
    from partners.models import User

APPROVE, DECLINE = "approve", "decline"
# So many photos are looked at in one go.
MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One photo of the preview; `obstacle` says why it is left out."""

    photo: Photo
    obstacle: str

    @property
    def picture(self) -> str:
        return thumbnail(self.photo, 320)


def preview(photos: PhotoQuerySet, act: str) -> list[Line]:
    """What the act would do to each of the photos, the oldest first."""
    rows = photos.select_related("place__territory__parent", "submission")
    rows = rows.order_by("submission__received", "submission", "position", "pk")
    return [Line(photo, obstacle(photo, act)) for photo in rows[:MOST]]


def obstacle(photo: Photo, act: str) -> str:
    """Why the photo cannot be decided on now; empty: it can."""
    if photo.state != Photo.State.PENDING:
        return photo.get_state_display()
    if photo.submission and photo.submission.held:
        return _("held for checking: release it first")
    if act == APPROVE and photo.place_id is None:
        return _("no place chosen yet")
    if act == APPROVE and photo.awaits_guardian:
        return _("a parent or guardian has not agreed yet")
    return ""


@transaction.atomic
def decide_many(
    photos: PhotoQuerySet, ids: Iterable[int], act: str, *, by: "User", reason: str = ""
) -> int:
    """Do it to those that can be decided on still; say how many. One undo for all."""
    waiting = photos.pending().filter(pk__in=ids, submission__held="")
    if act == APPROVE:
        waiting = waiting.publishable()
    before = list(waiting.order_by("pk").select_for_update(of=["self"]))
    if not before:
        return 0
    chosen = Photo.objects.filter(pk__in=[photo.pk for photo in before])
    if act == APPROVE:
        count = approve_photos(chosen, by=by)
    else:
        count = decline_photos(chosen, reason=reason, by=by)
    remember_decision(before, by=by)
    return count
