"""Many photos decided at once, after a look at what will happen to each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from interest_forms.canned import canned_for, chosen
from interest_forms.models import CannedWords, Submission
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
# Those that tell every sender something.
REASONS = [one for one in Photo.Reason.choices if one[0] != Photo.Reason.OTHER]


@dataclass(frozen=True, slots=True)
class Line:
    """One photo of the preview; `obstacle` says why it is left out.

    `note` says why approving it shows it only later.
    """

    photo: Photo
    obstacle: str
    note: str

    @property
    def picture(self) -> str:
        return thumbnail(self.photo, 320)


def preview(photos: PhotoQuerySet, act: str, *, by: "User") -> list[Line]:
    """What the act of this moderator would do to each photo, the oldest first."""
    rows = photos.select_related("place__territory__parent", "submission")
    rows = rows.order_by("submission__received", "submission", "position", "pk")
    return [
        Line(photo, obstacle(photo, act, by), note(photo, act)) for photo in rows[:MOST]
    ]


def obstacle(photo: Photo, act: str, by: "User") -> str:
    """Why the photo cannot be decided on now; empty: it can."""
    if photo.state != Photo.State.PENDING:
        return photo.get_state_display()
    if photo.submission and photo.submission.held:
        return _("held for checking: release it first")
    if act == APPROVE and photo.place_id is None:
        return _("no place chosen yet")
    if act == APPROVE and photo.awaits_guardian:
        return _("a parent or guardian has not agreed yet")
    if act == APPROVE and photo.first_approved_by_id == by.pk:
        return _("approved by you already: a second person has to look")
    return ""


def note(photo: Photo, act: str) -> str:
    """That two people approve photos of a fragile place."""
    place = photo.place
    if act != APPROVE or place is None or not place.needs_two_people:
        return ""
    if photo.first_approved_by_id is None:
        return _("fragile place: shown once a second person has approved it, too")
    return _("fragile place: a first person has approved it, you are the second")


@transaction.atomic
def decide_many(
    photos: PhotoQuerySet, ids: Iterable[int], act: str, *, by: "User", reason: str = ""
) -> tuple[int, int]:
    """Do it to those that can be decided on still. One undo for all.

    How many were decided, and how many wait for a second person.
    """
    waiting = photos.pending().filter(pk__in=ids, submission__held="")
    if act == APPROVE:
        waiting = waiting.publishable()
    before = list(waiting.order_by("pk").select_for_update(of=["self"]))
    if not before:
        return 0, 0
    if act == APPROVE:
        rows = Photo.objects.filter(pk__in=[photo.pk for photo in before])
        count = approve_photos(rows, by=by)
    else:
        count = _decline_each(before, reason, by)
    remember_decision(before, by=by)
    return count, len(before) - count


def _decline_each(photos: list[Photo], reason: str, by: "User") -> int:
    """Every sender reads her group's ready-made words, in her language."""
    sent_in = {photo.submission_id for photo in photos}
    submissions = Submission.objects.select_related("place").filter(pk__in=sent_in)
    words = {one.pk: _words(one, reason) for one in submissions}
    said: dict[str, list[int]] = defaultdict(list)
    for photo in photos:
        said[words[photo.submission_id]].append(photo.pk)
    return sum(
        decline_photos(
            Photo.objects.filter(pk__in=ids), reason=reason, words=text, by=by
        )
        for text, ids in said.items()
    )


def _words(submission: Submission, reason: str) -> str:
    canned = chosen(canned_for(submission, CannedWords.Purpose.DECLINE), reason)
    return canned.words if canned else ""
