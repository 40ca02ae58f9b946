"""What the applicant does to her form, each with an audit entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from events.models import Event, Tradition
from hub.shared.audit import record
from hub.shared.once import made_once
from interest_forms import papers
from interest_forms.actions import Answers, submit_photos
from interest_forms.interest.forgetting import forget_applicant
from interest_forms.interest.steps import move
from interest_forms.models import (
    Applicant,
    ExpressionOfInterest,
    FixedDate,
    InterestCall,
    PaperConsent,
    PaperInterest,
    Submission,
)
from interest_forms.owners import group_for
from partners.models import ActionGroup, Territory
from places.actions import KeptFile
from places.models import Place

if TYPE_CHECKING:
    from partners.models import User

State = ExpressionOfInterest.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The applicant: all of it may be empty."""

    name: str = ""
    organisation: str = ""
    eik: str = ""
    phone: str = ""
    email: str = ""
    preferred: str = ""
    under_age: int | None = None

    @property
    def is_known(self) -> bool:
        return any((self.name, self.organisation, self.eik, self.phone, self.email))


@dataclass(frozen=True, slots=True, kw_only=True)
class What:
    """The object that is offered, as the form tells of it."""

    language: str
    title: str
    kind: str
    role: str
    consent_version: str
    call: InterestCall | None = None
    description: str = ""
    place: Place | None = None
    territory: Territory | None = None
    point: Point | None = None
    place_text: str = ""
    event: Event | None = None
    tradition: Tradition | None = None
    months: Sequence[int] = ()
    weekdays: Sequence[int] = ()
    from_hour: time | None = None
    until_hour: time | None = None
    offers: Sequence[str] = ()
    materials: str = ""
    materials_rights: str = ""
    accessibility: str = ""
    film_agreed: bool = False
    naming_agreed: bool = False
    client_key: str = ""
    held: str = ""
    signs: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A whole form."""

    what: What
    who: Who
    days: Sequence[tuple[date, date]] = ()
    # The group whose form it was, where no call and no land says it.
    group: ActionGroup | None = None
    photos: Sequence[KeptFile] = field(default_factory=tuple)
    # What is said of them: `Answers` beside what the form knows itself.
    about_photos: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def express(*, key: UUID, told: Told) -> ExpressionOfInterest:
    """Keep a form: once, however often it is sent. Photos added later come to it."""
    row, is_new = made_once(ExpressionOfInterest, key, lambda: _new_form(key, told))
    if is_new:
        record("interest.receive", row, photos=len(told.photos))
    elif told.photos and row.state != State.WITHDRAWN:
        row.submission = _submit_photos(key, told, row.group)
        row.save(update_fields=["submission"])
    return row


def _submit_photos(key: UUID, told: Told, owner: ActionGroup | None) -> Submission:
    """The photographs are a submission of their own, of the same group.

    How to reach her stands on the form alone.
    """
    what = told.what
    same = (
        *("language", "place", "territory", "point", "place_text"),
        *("client_key", "held", "signs"),
    )
    about: dict[str, Any] = {name: getattr(what, name) for name in same}
    about |= {**told.about_photos, "contact": "", "caption": what.title}
    answers = Answers(**about, owner=owner)
    return submit_photos(key=key, files=told.photos, answers=answers)


def _new_form(key: UUID, told: Told) -> ExpressionOfInterest:
    what = {name: getattr(told.what, name) for name in What.__slots__}
    lists = ("months", "weekdays", "offers", "signs")
    row = ExpressionOfInterest(**what | {name: list(what[name]) for name in lists})
    row.key = key
    row.group = (
        row.call.group
        if row.call
        else group_for(
            place=row.place, territory=row.territory, point=row.point, form=told.group
        )
    )
    if told.photos:
        row.submission = _submit_photos(key, told, row.group)
    row.save()
    FixedDate.objects.bulk_create(
        FixedDate(form=row, day=first, last_day=last)
        for first, last in dict(told.days).items()
    )
    if told.who.is_known:
        who = {name: getattr(told.who, name) for name in Who.__slots__}
        Applicant.objects.create(form=row, **who)
    return row


def enter_from_paper(
    *, key: UUID, told: Told, sheets: Sequence[KeptFile], signed: datetime, by: "User"
) -> ExpressionOfInterest:
    """Keep a form that somebody filled in on paper, with the sheet she signed.

    It speaks of the photos she brought, too: they wait like any others. The sheets are
    kept before the rows, and leave the originals after them.
    """
    with papers.taken_over(sheets), transaction.atomic():
        row = express(key=key, told=told)
        rows = ExpressionOfInterest.objects.filter(pk=row.pk, entered_by=None)
        if rows.update(entered_by=by, consented=signed):
            record("interest.enter", row, actor=by)
        papers.keep_rows(PaperInterest, sheets, form=row)
        if told.photos and row.submission:
            photos = Submission.objects.filter(pk=row.submission.pk)
            photos.update(entered_by=by, consented=signed)
            papers.keep_rows(PaperConsent, sheets, submission=row.submission)
    return row


@transaction.atomic
def forget(form: ExpressionOfInterest) -> None:
    """Her offer stays without her: nobody waits for her answer any more."""
    move(form, State.SCREENING, seen=State.NEEDS_INFO, by=None)
    forget_applicant(form)


@transaction.atomic
def withdraw(form: ExpressionOfInterest) -> None:
    """The applicant takes it back. Who she is goes at once, whatever became of it."""
    move(form, State.WITHDRAWN, by=None)
    forget_applicant(form)
