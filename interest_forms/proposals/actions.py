"""Everything that is done to an event told by a resident, each with an audit entry."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.adding import add_event
from events.hours import Span
from events.models import Event
from hub.shared.audit import record
from hub.shared.once import made_once
from interest_forms.actions import Answers, submit_photos
from interest_forms.models import EventProposal, ProposedDate
from interest_forms.owners import group_for
from partners.models import ActionGroup, Organisation, Territory
from places.actions import KeptFile
from places.models import Place

if TYPE_CHECKING:
    from partners.models import User

Outcome = EventProposal.Outcome
# What fits on a card; longer descriptions stand on the page alone.
LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvent:
    """What somebody tells of an event."""

    language: str
    name: str
    kind: str
    spans: Sequence[Span]
    consent_version: str
    place: Place | None = None
    territory: Territory | None = None
    group: ActionGroup | None = None
    place_text: str = ""
    venue: str = ""
    description: str = ""
    organiser: str = ""
    link: str = ""
    entry: str = ""
    price: Decimal | None = None
    accessibility: str = ""
    sender_name: str = ""
    contact: str = ""
    under_age: int | None = None
    client_key: str = ""
    held: str = ""
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a moderator says of it instead, where she knows better."""

    name: str
    kind: str
    group: ActionGroup
    territory: Territory | None
    venue: str


@transaction.atomic
def tell(
    *,
    key: UUID,
    told: ToldEvent,
    files: Sequence[KeptFile] = (),
    answers: Answers | None = None,
) -> EventProposal:
    """Keep what was told for the moderators: once, however often the form is sent.

    Photos that came with it, and what was said of them, are a submission of their own.
    """
    row, is_new = made_once(EventProposal, key, lambda: _new_proposal(key, told))
    if is_new:
        record("proposal.receive", row, dates=len(told.spans))
    if answers and files and row.submission is None:
        row.submission = submit_photos(key=key, files=files, answers=answers)
        row.save(update_fields=["submission"])
    return row


def _new_proposal(key: UUID, told: ToldEvent) -> EventProposal:
    row, dates = drafted(told)
    row.key = key
    row.group = group_for(place=told.place, territory=told.territory, form=told.group)
    row.save()
    ProposedDate.objects.bulk_create(dates)
    return row


def drafted(told: ToldEvent) -> tuple[EventProposal, list[ProposedDate]]:
    """What was told, as it would be kept."""
    said = {field.name: getattr(told, field.name) for field in fields(told)}
    spans = said.pop("spans")
    row = EventProposal(**said | {"signs": list(told.signs)})
    dates = [
        ProposedDate(
            proposal=row,
            day=span.first,
            last_day=span.last,
            hour=span.hour,
            last_hour=span.last_hour,
        )
        for span in spans
    ]
    return row, dates


@transaction.atomic
def approve(
    row: EventProposal,
    *,
    correction: Correction,
    is_shown: bool,
    text: str = "",
    by: "User",
) -> Event | None:
    """Make an event of it; `None`: somebody else was faster."""
    if not _settle(row, Outcome.APPROVED, text=text, by=by):
        return None
    event = add_event(
        group=correction.group,
        language=row.language,
        texts={
            "name": correction.name,
            "venue": correction.venue,
            "accessibility": row.accessibility,
            **_description(row),
        },
        spans=[date.span for date in row.dates.all()],
        is_shown=is_shown,
        by=by,
        kind=correction.kind,
        place=row.place,
        territory=correction.territory,
        organiser=_organisation(row),
        website=row.link,
        entry=row.entry,
        price=row.price,
    )
    EventProposal.objects.filter(pk=row.pk).update(event=event, group=correction.group)
    return event


@transaction.atomic
def call_known(row: EventProposal, *, event: Event, text: str, by: "User") -> bool:
    """It is that event of the calendar; `False`: somebody else was faster."""
    return _settle(row, Outcome.KNOWN, text=text, by=by, event=event)


@transaction.atomic
def decline(row: EventProposal, *, answer: str, text: str, by: "User") -> bool:
    """It does not come into the calendar; the sender reads why."""
    return _settle(row, Outcome.DECLINED, answer=answer, text=text, by=by)


@transaction.atomic
def withdraw(row: EventProposal) -> None:
    """The sender takes it back. Her name and contact go at once, whatever it became."""
    _settle(row, Outcome.WITHDRAWN)
    forget_sender(row)


@transaction.atomic
def forget_sender(row: EventProposal, *, by: "User | None" = None) -> None:
    """Delete who told of it, and what was written to her."""
    rows = EventProposal.objects.filter(pk=row.pk, person_deleted=None)
    gone = rows.update(
        **dict.fromkeys(EventProposal.PERSONAL, ""), person_deleted=timezone.now()
    )
    if gone:
        record("proposal.forget_sender", row, actor=by)


def _settle(
    row: EventProposal,
    outcome: str,
    *,
    answer: str = "",
    text: str = "",
    by: "User | None" = None,
    **changes: Any,
) -> bool:
    """Write the decision down; `False`: there is one already."""
    done = EventProposal.objects.filter(pk=row.pk, decided=None).update(
        outcome=outcome,
        answer=answer,
        answer_text=text,
        decided_by=by,
        decided=timezone.now(),
        **changes,
    )
    if done:
        record(f"proposal.{outcome}", row, actor=by)
    return bool(done)


def _description(row: EventProposal) -> dict[str, str]:
    """What it says of itself: on the card when it is short, else on the page."""
    text: str = row.description
    if row.organiser and not _organisation(row):
        with translation.override(row.language):
            line = _("Organiser: %(name)s") % {"name": row.organiser}
        text = f"{text}\n\n{line}".strip()
    return {"summary" if len(text) <= LONGEST_SUMMARY else "story": text}


def _organisation(row: EventProposal) -> Organisation | None:
    """The organisation of ours that bears the name of the organiser."""
    if not row.organiser:
        return None
    alike = Q(pk__in=[])
    for code, _name in settings.LANGUAGES:
        alike |= Q(**{f"name_{code}__iexact": row.organiser})
    found = list(Organisation.objects.filter(alike).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
