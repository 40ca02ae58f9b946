"""Taking a picture down at once, and answering the one who asked for it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.once import made_once
from interest_forms.models import TakedownReport
from places.actions import decide
from places.models import Photo, Place
from places.models.photos import PhotoQuerySet

if TYPE_CHECKING:
    from partners.models import User

Reason, Outcome = TakedownReport.Reason, TakedownReport.Outcome
# What the sender of a picture reads when it was taken down for good.
DECLINED_AS = {
    Reason.ME: Photo.Reason.PEOPLE,
    Reason.CHILD: Photo.Reason.PEOPLE,
    Reason.RIGHTS: Photo.Reason.NOT_OWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What somebody says is wrong: with one picture, or with a place's page."""

    language: str
    reason: str
    place: Place | None = None
    photo: Photo | None = None
    text: str = ""
    contact: str = ""
    client_key: str = ""
    held: str = ""


@transaction.atomic
def report(*, key: UUID, complaint: Complaint) -> TakedownReport:
    """Keep the report; hide its picture at once where the reason asks for it."""
    row, is_new = made_once(TakedownReport, key, lambda: _new_report(key, complaint))
    if is_new:
        hidden = _may_hide(row) and decide(
            _photos(row).filter(state=Photo.State.APPROVED), Photo.State.HIDDEN
        )
        if hidden:
            TakedownReport.objects.filter(pk=row.pk).update(has_hidden=True)
        record("report.receive", row, reason=row.reason, hidden=bool(hidden))
    return row


def _new_report(key: UUID, complaint: Complaint) -> TakedownReport:
    photo, place = complaint.photo, complaint.place
    place = photo.place if photo else place
    owner = photo or place
    return TakedownReport.objects.create(
        key=key,
        language=complaint.language,
        group=owner.group if owner else None,
        place=place,
        photo=photo,
        reason=complaint.reason,
        text=complaint.text,
        contact=complaint.contact,
        client_key=complaint.client_key,
        held=complaint.held,
    )


def _may_hide(row: TakedownReport) -> bool:
    """Whether this report hides its picture before anybody has looked.

    Not when a moderator has decided before that it stays, not when a program seems to
    have sent it, and not when one client, or all together, hide too many in an hour.
    """
    if row.photo is None or row.held or row.reason not in row.HIDES_AT_ONCE:
        return False
    stays = TakedownReport.objects.filter(photo=row.photo, outcome=Outcome.RESTORED)
    recent = TakedownReport.objects.recent().filter(has_hidden=True)
    of_client = recent.filter(client_key=row.client_key)
    return (
        not stays.exists()
        and of_client.count() < settings.HUB_HIDINGS_PER_CLIENT
        and recent.count() < settings.HUB_HIDINGS_IN_ALL
    )


def restore(row: TakedownReport, *, answer: str, text: str, by: "User") -> bool:
    """Show the picture (again); no later report hides it before it is looked at."""
    return _settle(row, Outcome.RESTORED, answer, text, by)


def remove(row: TakedownReport, *, answer: str, text: str, by: "User") -> bool:
    """Take the picture down for good; its file is deleted when its time is over."""
    return _settle(row, Outcome.REMOVED, answer, text, by)


def answer_only(row: TakedownReport, *, answer: str, text: str, by: "User") -> bool:
    """Answer, and leave the picture as it is."""
    return _settle(row, Outcome.ANSWERED, answer, text, by)


@transaction.atomic
def _settle(
    row: TakedownReport, outcome: str, answer: str, text: str, by: "User"
) -> bool:
    """Write the decision down; `False`: somebody else was faster."""
    waiting = TakedownReport.objects.filter(pk=row.pk, decided=None)
    done = waiting.update(
        outcome=outcome,
        answer=answer,
        answer_text=text,
        decided_by=by,
        decided=timezone.now(),
    )
    if not done:
        return False
    photos = _photos(row)
    if outcome == Outcome.RESTORED:
        decide(photos.filter(state=Photo.State.HIDDEN), Photo.State.APPROVED, by=by)
    elif outcome == Outcome.REMOVED:
        reason = DECLINED_AS.get(Reason(row.reason), Photo.Reason.UNSUITABLE)
        shown = photos.filter(state__in=[Photo.State.HIDDEN, Photo.State.APPROVED])
        decide(shown, Photo.State.DECLINED, by=by, reason=reason)
    record(f"report.{outcome}", row, actor=by)
    return True


def _photos(row: TakedownReport) -> PhotoQuerySet:
    return Photo.objects.filter(pk=row.photo_id)
