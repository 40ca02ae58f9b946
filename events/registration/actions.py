"""Everything that is done to registrations, each under the lock of their sheet.

Whoever registers, cancels or is given a seat waits for the row of the date's sheet, so
that no seat is given twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.models import (
    Registrant,
    Registration,
    RegistrationAnswer,
    RegistrationSheet,
)
from events.models.registration_sheets import SeatState
from events.models.registrations import hash_of, receipt_token
from events.registration.mailing import Kind, tell
from hub.shared.audit import record
from hub.shared.once import made_once

if TYPE_CHECKING:
    from partners.models import User

State, Ending = SeatState, Registration.Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who registers, as she said it."""

    name: str
    language: str
    contact: str = ""
    client_key: str = ""
    held: str = ""
    # By the ids of the group's questions.
    answers: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def keep_sheet(sheet: RegistrationSheet) -> None:
    """Keep how people register; seats that were added are offered to those in line."""
    sheet.save()
    offer_seats(_locked(sheet.pk))


@transaction.atomic
def register(
    sheet: RegistrationSheet,
    *,
    key: UUID,
    person: Person,
    as_guest: bool = False,
    by: "User | None" = None,
) -> Registration:
    """Give the person a seat, or the last place in the line.

    The same form sent twice is one registration. A guest takes one of the reserved
    seats while there is one.
    """
    sheet = _locked(sheet.pk)
    _note_told_first(sheet)
    is_guest = as_guest and _has_reserved_seat(sheet)
    new = Registration(
        key=key,
        token_hash=hash_of(receipt_token(key)),
        sheet=sheet,
        state=State.CONFIRMED if is_guest else _state_of_next(sheet, person.held),
        is_guest=is_guest,
        language=person.language,
        held=person.held,
        client_key=person.client_key,
        entered_by=by,
    )
    row, is_new = made_once(Registration, key, lambda: _saved(new))
    if is_new:
        _keep_person(row, person)
        tell(row, Kind.RECEIVED)
        record(
            "registration.receive",
            sheet,
            actor=by,
            registration=row.pk,
            state=str(row.state),
        )
    return row


@transaction.atomic
def cancel(registration: Registration, *, by: "User | None" = None) -> bool:
    """Give the seat back; who is first in line is offered it. False: it was already."""
    sheet, row = _locked_with(registration)
    if row.state == State.CANCELLED:
        return False
    _set(row, State.CANCELLED, ending=Ending.GROUP if by else Ending.HERSELF)
    record("registration.cancel", sheet, actor=by, registration=row.pk)
    offer_seats(sheet)
    return True


@transaction.atomic
def accept(registration: Registration, *, by: "User | None" = None) -> bool:
    """Take the seat that is offered. False: the offer has ended, or never was."""
    sheet, row = _locked_with(registration)
    if row.state != State.OFFERED or row.offered_until <= timezone.now():
        return False
    _set(row, State.CONFIRMED)
    record("registration.accept", sheet, actor=by, registration=row.pk)
    return True


@transaction.atomic
def seat(registration: Registration, *, by: "User") -> bool:
    """Give a seat to one who waits: a free one, or else a reserved one."""
    sheet, row = _locked_with(registration)
    if row.state == State.CONFIRMED:
        return True
    if row.state != State.OFFERED and sheet.free_seats() == 0:
        if not _has_reserved_seat(sheet):
            return False
        row.is_guest = True
    _set(row, State.CONFIRMED)
    record(
        "registration.seat", sheet, actor=by, registration=row.pk, guest=row.is_guest
    )
    return True


@transaction.atomic
def release(registration: Registration, *, by: "User") -> None:
    """It was a person, no program: she has her seat, or her place in the line."""
    sheet, row = _locked_with(registration)
    if row.held and row.state == State.WAITING:
        _set(row, _state_of_next(sheet, held=""))
        tell(row, Kind.RECEIVED)
        record("registration.release", sheet, actor=by, registration=row.pk)


@transaction.atomic
def move(registration: Registration, to: RegistrationSheet, *, by: "User") -> None:
    """Register her for another date instead."""
    sheets = {pk: _locked(pk) for pk in sorted({registration.sheet_id, to.pk})}
    row = Registration.objects.get(pk=registration.pk)
    before = sheets[row.sheet_id]
    row.sheet, row.is_guest = sheets[to.pk], False
    _set(row, _state_of_next(row.sheet, held=""))
    _note_told_first(row.sheet)
    tell(row, Kind.CHANGED)
    told = {"registration": row.pk, "to": row.sheet_id}
    record("registration.move", before, actor=by, **told)
    offer_seats(before)


@transaction.atomic
def forget_contact(registration: Registration) -> None:
    """She wants no more letters: her telephone or e-mail is deleted."""
    rows = Registrant.objects.filter(registration=registration).exclude(contact="")
    if rows.update(contact=""):
        told = {"registration": registration.pk}
        record("registration.refuse_letters", registration.sheet, **told)


@transaction.atomic
def expire_offers(sheet: RegistrationSheet) -> None:
    """Offer seats that were not taken in time to the next in line."""
    sheet = _locked(sheet.pk)
    late = list(sheet.registrations.with_late_offers())
    for row in late:
        _set(row, State.CANCELLED, ending=Ending.EXPIRED)
    record("registration.expire", sheet, registrations=_ids(late))
    offer_seats(sheet)


def offer_seats(sheet: RegistrationSheet) -> None:
    """Offer what is free to those in line. The sheet is locked by the caller."""
    if sheet.is_over:
        return
    free = sheet.free_seats()
    offered = list(sheet.registrations.in_line()[:free])
    until = timezone.now() + timedelta(hours=settings.HUB_OFFER_HOURS)
    for row in offered:
        _set(row, State.OFFERED, offered_until=min(until, sheet.last_moment))
        tell(row, Kind.OFFER)
    if offered:
        record("registration.offer", sheet, registrations=_ids(offered))


def _note_told_first(sheet: RegistrationSheet) -> None:
    if sheet.told_starts is None:
        sheet.note_told()


def _state_of_next(sheet: RegistrationSheet, held: str) -> SeatState:
    """Nobody overtakes those who wait already."""
    free = sheet.free_seats()
    is_free = free is None or (free > 0 and not sheet.registrations.in_line().exists())
    return State.CONFIRMED if is_free and not held else State.WAITING


def _has_reserved_seat(sheet: RegistrationSheet) -> bool:
    guests = sheet.registrations.seated().filter(is_guest=True)
    return guests.count() < sheet.reserved


def _keep_person(row: Registration, person: Person) -> None:
    registrant = Registrant.objects.create(
        registration=row, name=person.name, contact=person.contact
    )
    RegistrationAnswer.objects.bulk_create(
        RegistrationAnswer(registrant=registrant, question_id=number, text=text)
        for number, text in person.answers.items()
    )


def _saved(row: Registration) -> Registration:
    row.save(force_insert=True)
    return row


def _set(
    row: Registration,
    state: SeatState,
    *,
    ending: str = "",
    offered_until: datetime | None = None,
) -> None:
    """Its new state. A cancelled one keeps why it was held."""
    row.state, row.ending, row.offered_until = state, ending, offered_until
    if state != State.CANCELLED:
        row.held = ""
    row.save()


def _locked(sheet_id: int) -> RegistrationSheet:
    sheets = RegistrationSheet.objects.select_for_update(of=["self"])
    return sheets.with_event().with_where().get(pk=sheet_id)


def _locked_with(row: Registration) -> tuple[RegistrationSheet, Registration]:
    """The registration as it is once its sheet is locked."""
    sheet = _locked(row.sheet_id)
    return sheet, Registration.objects.get(pk=row.pk)


def _ids(rows: list[Registration]) -> list[int]:
    return [row.pk for row in rows]
