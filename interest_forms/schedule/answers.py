"""What the applicant says to the time she was offered, or staff note for her."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.shared.audit import record
from interest_forms.interest.steps import State, move
from interest_forms.models import ScheduleSlot, SlotState
from interest_forms.schedule.occupied import Refused, locked

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def confirm_slot(slot: ScheduleSlot, *, by: "User | None") -> None:
    """She will be there (`by` is `None`: she says so herself). Twice does no harm."""
    _answer(slot, SlotState.CONFIRMED, "", by)


@transaction.atomic
def decline_slot(slot: ScheduleSlot, *, why: str = "", by: "User | None") -> None:
    """The time does not suit her: it is free again, and her object waits for a day."""
    declined = _answer(slot, SlotState.DECLINED, why, by)
    move(declined.form, State.ACCEPTED, reason=why, by=by)


def note_no(slot: ScheduleSlot, *, why: str, by: "User | None") -> None:
    """The time she was told does not suit her; the draft has another one already."""
    ScheduleSlot.objects.filter(pk=slot.pk).update(
        why_not=why, answered=timezone.now(), answered_by=by
    )
    record("slot.note_no", slot, actor=by)


def _answer(
    slot: ScheduleSlot, state: SlotState, why: str, by: "User | None"
) -> ScheduleSlot:
    slot = locked(slot)
    if slot.state not in {SlotState.PLANNED, SlotState.CONFIRMED}:
        raise Refused(_("This time is not offered any more."))
    ScheduleSlot.objects.filter(pk=slot.pk).update(
        state=state, why_not=why, answered=timezone.now(), answered_by=by
    )
    record(f"slot.{state}", slot, actor=by)
    return slot
