"""Everything that is done to attendance."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from events.attendance import photographs
from events.attendance.photographs import KeptPhoto
from events.models import (
    Attendance,
    AttendanceSheet,
    AttendanceWithdrawal,
    Attendee,
    HeadCount,
    Occurrence,
    Registrant,
    Registration,
)
from events.models.attendance import person_key
from hub.shared.audit import record
from partners.models import User


@dataclass(frozen=True, slots=True)
class Seen:
    """A person as she was met: what she said of herself, and no more."""

    name: str
    village: str = ""
    organisation: str = ""
    gender: str = ""
    is_under_30: bool = False


@transaction.atomic
def enter(
    occurrence: Occurrence,
    seen: Seen,
    *,
    how: str,
    nonce: UUID,
    by: User,
    taken: datetime | None = None,
    sheet: AttendanceSheet | None = None,
    registration: Registration | None = None,
) -> tuple[Attendance, bool]:
    """Enter that she was there; `False`: it was entered before.

    The same nonce is the same entry, and nobody is at one meeting twice.
    """
    # One after the other: what two enter at once would be entered twice.
    Occurrence.objects.select_for_update(of=["self"]).get(pk=occurrence.pk)
    if known := occurrence.attendances.filter(nonce=nonce).first():
        return known, False
    attendee, known = _who_it_is(occurrence, seen, registration)
    if known:
        return known, False
    now = timezone.now()
    entry = Attendance.objects.create(
        occurrence=occurrence,
        attendee=attendee,
        how=how,
        registration=registration,
        sheet=sheet,
        gender=seen.gender,
        is_under_30=seen.is_under_30,
        nonce=nonce,
        taken=min(taken or now, now),
        entered_by=by,
    )
    record("attendance.enter", entry, actor=by, how=str(how))
    return entry, True


def _who_it_is(
    occurrence: Occurrence, seen: Seen, registration: Registration | None
) -> tuple[Attendee | None, Attendance | None]:
    """The person, and nothing; or her entry at this meeting, if she has one."""
    there = occurrence.attendances.standing()
    if registration and (known := there.filter(registration=registration).first()):
        return None, known
    attendee = known_person(occurrence.group_id, seen)
    known = there.filter(attendee=attendee).first()
    if known and registration and known.registration_id:
        # Two people of one name have registered: they are two.
        return known_person(occurrence.group_id, seen, registration.pk), None
    return attendee, known


def enter_registered(
    registration: Registration,
    *,
    how: str,
    nonce: UUID,
    by: User,
    taken: datetime | None = None,
) -> tuple[Attendance, bool]:
    """Enter that she came who had registered; `False`: she was entered before."""
    return enter(
        registration.occurrence,
        Seen(registration.registrant_name),
        how=how,
        nonce=nonce,
        by=by,
        taken=taken,
        registration=registration,
    )


def known_person(
    group_id: int | None, seen: Seen, namesake: int | None = None
) -> Attendee:
    """The group's row of this person, made when it has none.

    A namesake, who bears the name of somebody else at the meeting, is told apart by
    the number of her registration.
    """
    key = person_key(seen.name, seen.village)
    if namesake:
        key = f"{key}|{namesake}"
    attendee, is_new = Attendee.objects.get_or_create(
        group_id=group_id,
        key=key,
        defaults={
            "name": seen.name,
            "village": seen.village,
            "organisation": seen.organisation,
        },
    )
    if seen.organisation and not is_new:
        Attendee.objects.filter(pk=attendee.pk).update(organisation=seen.organisation)
    return attendee


@transaction.atomic
def withdraw(entry: Attendance, *, by: User) -> None:
    """The entry was a mistake: she was not there, or is another person."""
    _row, is_new = AttendanceWithdrawal.objects.get_or_create(
        entry=entry, defaults={"by": by}
    )
    if is_new:
        record("attendance.withdraw_entry", entry, actor=by)


@transaction.atomic
def forget_person(attendee: Attendee, *, by: User) -> None:
    """Delete her name in all lists of the group; that one person came stays counted."""
    entered = attendee.attendances.values("registration")
    Registrant.objects.filter(registration__in=entered).delete()
    if Attendee.objects.filter(pk=attendee.pk, forgotten=None).forget():
        record("attendance.forget_person", attendee, actor=by)


@transaction.atomic
def count_heads(occurrence: Occurrence, number: int, *, by: User) -> None:
    """So many people sat there, whoever they were."""
    count = HeadCount.objects.create(occurrence=occurrence, number=number, by=by)
    record("attendance.count_heads", count, actor=by, number=number)


@transaction.atomic
def add_sheet(occurrence: Occurrence, photo: KeptPhoto, *, by: User) -> AttendanceSheet:
    """Keep the photograph of a signed sheet; the same one twice is one sheet."""
    sheet, is_new = AttendanceSheet.objects.get_or_create(
        occurrence=occurrence,
        sha256=photo.sha256,
        purged=None,
        defaults={"format": photo.format, "added_by": by},
    )
    if is_new:
        record("attendance.add_sheet", sheet, actor=by)
    return sheet


@transaction.atomic
def drop_sheet(sheet: AttendanceSheet, *, by: User) -> None:
    """Delete the photograph; what was typed from it stays."""
    record("attendance.drop_sheet", sheet, actor=by)
    photographs.purge([sheet])
