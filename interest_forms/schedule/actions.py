"""What people do with the schedule: give an object its day, move it, take it back."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from hub.shared.audit import record
from interest_forms.interest.steps import State, move
from interest_forms.models import (
    Crew,
    Equipment,
    ExpressionOfInterest,
    ScheduleSlot,
    SlotState,
)
from interest_forms.schedule.occupied import Refused, hold, locked, told_in_words

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def place_slot(
    form: ExpressionOfInterest,
    crew: Crew,
    span: DateTimeTZRange,
    *,
    equipment: Sequence[Equipment] = (),
    note: str = "",
    by: "User",
) -> ScheduleSlot:
    """Give an accepted object its day. Raises `Refused`, with the reason in words."""
    if not move(form, State.SCHEDULED, by=by):
        raise Refused(_("Only what is accepted and has no day yet can be given one."))
    slot = ScheduleSlot(form=form, crew=crew, span=span, note=note)
    return _placed(slot, equipment, by)


@transaction.atomic
def keep_backup(
    slot: ScheduleSlot,
    span: DateTimeTZRange,
    *,
    crew: Crew | None = None,
    equipment: Sequence[Equipment] | None = None,
    by: "User",
) -> ScheduleSlot:
    """Keep a second time for bad weather; `None`: with what the visit itself has.

    One that is past already gives way to it.
    """
    slot = locked(slot)
    if slot.state not in {SlotState.PLANNED, SlotState.CONFIRMED}:
        raise Refused(_("This visit has no day of its own."))
    backup = ScheduleSlot(
        form=slot.form,
        crew=crew or slot.crew,
        span=span,
        state=SlotState.BACKUP,
        stands_in_for=slot,
        note=slot.note,
    )
    _check_ahead(backup)
    for kept in slot.form.slots.filter(state=SlotState.BACKUP):
        if kept.is_begun:
            cancel_slot(kept, by=by)
    things = slot.equipment.all() if equipment is None else equipment
    return _placed(backup, things, by)


@transaction.atomic
def move_slot(
    slot: ScheduleSlot,
    crew: Crew,
    span: DateTimeTZRange,
    *,
    equipment: Sequence[Equipment] | None = None,
    by: "User",
) -> ScheduleSlot:
    """Another time or crew; `equipment`: what goes along then (`None`: as before).

    Who agreed to the old time is asked again.
    """
    slot = locked(slot)
    if not slot.is_open:
        raise Refused(_("What is over or given up cannot be moved."))
    before = slot.span
    things = list(slot.equipment.all() if equipment is None else equipment)
    check_group(slot.form, crew, things)
    slot.crew, slot.span = crew, span
    if slot.state == SlotState.BACKUP:
        _check_ahead(slot)
    if slot.state == SlotState.CONFIRMED and before != span:
        slot.state, slot.answered, slot.answered_by = SlotState.PLANNED, None, None
    hold(crew, things)
    with told_in_words(slot, things):
        # What stays behind may be wanted elsewhere at the new time.
        slot.taken_along.exclude(equipment__in=things).delete()
        slot.save()
        slot.equipment.add(*things)
    record("slot.move", slot, actor=by, before=iso(before), after=iso(span))
    return slot


@transaction.atomic
def cancel_slot(slot: ScheduleSlot, *, reason: str = "", by: "User") -> None:
    """Give the time up; unless it was the backup, the object waits for another day."""
    slot = locked(slot)
    if not slot.is_open:
        raise Refused(_("This visit is over or given up already."))
    was_backup = slot.state == SlotState.BACKUP
    _set_state(slot, SlotState.CANCELLED)
    if not was_backup:
        move(slot.form, State.ACCEPTED, reason=reason, by=by)
    record("slot.cancel_visit", slot, actor=by)


@transaction.atomic
def use_backup(slot: ScheduleSlot, *, by: "User") -> ScheduleSlot:
    """The weather was bad: the time kept for that is the visit's now."""
    slot = locked(slot)
    backup = slot.form.slots.filter(state=SlotState.BACKUP).first()
    if backup is None or slot.state not in {SlotState.PLANNED, SlotState.CONFIRMED}:
        raise Refused(_("No time is kept for bad weather."))
    if backup.is_begun:
        told = _(
            "The time kept for bad weather is past. Move the visit to another day."
        )
        raise Refused(told)
    _set_state(slot, SlotState.CANCELLED)
    _set_state(backup, SlotState.PLANNED)
    record("slot.use_backup", backup, actor=by, before=iso(slot.span))
    return backup


RESULT = ("photos", "video_minutes", "models_3d", "files", "release_signed")


@transaction.atomic
def enter_result(
    slot: ScheduleSlot, *, by: "User", **result: int | date | None
) -> None:
    """What the crew brought home (`RESULT`); entered again, it is corrected."""
    slot = locked(slot)
    if slot.state not in {SlotState.PLANNED, SlotState.CONFIRMED, SlotState.DONE}:
        raise Refused(_("Nothing was filmed on this visit."))
    if slot.is_ahead:
        raise Refused(_("The day of this visit is still to come."))
    is_corrected = slot.state == SlotState.DONE
    for name in RESULT:
        setattr(slot, name, result.get(name))
    slot.state = SlotState.DONE
    slot.save()
    # Another visit may be planned by now: that one is not filmed yet.
    if slot.form.state == State.SCHEDULED and not is_corrected:
        move(slot.form, State.FILMED, by=by)
    told = {name: result.get(name) for name in RESULT if name != "release_signed"}
    record("slot.enter_result", slot, actor=by, **told)


def _placed(
    slot: ScheduleSlot, equipment: Sequence[Equipment], by: "User"
) -> ScheduleSlot:
    things = list(equipment)
    check_group(slot.form, slot.crew, things)
    hold(slot.crew, things)
    with told_in_words(slot, things):
        slot.save()
        slot.equipment.add(*things)
    record("slot.give_day", slot, actor=by, span=iso(slot.span), state=slot.state)
    return slot


def check_group(
    form: ExpressionOfInterest, crew: Crew, equipment: Sequence[Equipment]
) -> None:
    """Raises `Refused` unless all are of one group."""
    if {crew.group_id, *(one.group_id for one in equipment)} != {form.group_id}:
        raise Refused(_("Crew, equipment and object are of different groups."))


def _check_ahead(backup: ScheduleSlot) -> None:
    if backup.is_begun:
        told = _(
            "A time for bad weather must be ahead; this one is past. Choose another."
        )
        raise Refused(told)


def _set_state(slot: ScheduleSlot, state: SlotState) -> None:
    slot.state = state
    slot.save(update_fields=["state"])


def iso(span: DateTimeTZRange) -> str:
    """For the audit trail."""
    return f"{span.lower.isoformat()}/{span.upper.isoformat()}"
