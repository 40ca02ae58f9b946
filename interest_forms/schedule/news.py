"""What an applicant knows of her object's day, and whether a change is news to her."""

from collections.abc import Iterable

from django.utils import timezone

from interest_forms.models import (
    ScheduleLetter,
    ScheduleSlot,
    SlotState,
    ToldSlot,
)
from interest_forms.models.slots import STANDS
from interest_forms.schedule.changes import Change, Changed


def known_number(letters: Iterable[ScheduleLetter]) -> int:
    """Of the version before the first that she was to be told and was not.

    `letters`: about her object, the newest first.
    """
    known = 0
    for letter in letters:
        known = letter.version.number
        if letter.is_read:
            break
        known -= 1
    return known


def is_news(changed: Changed) -> bool:
    """She knows what she has declined herself; what is over is no news."""
    if changed.ends < timezone.now():
        return False
    if changed.change != Change.CANCELLED:
        return True
    return all(one.answered_by_id is not None for one in declined(changed))


def declined(changed: Changed) -> list[ScheduleSlot]:
    """Her "no" to the time that is dropped: her own, or noted for her."""
    return [
        slot
        for slot in changed.form.slots.all()
        if slot.state == SlotState.DECLINED
        and changed.before
        and slot.span == changed.before.span
    ]


def stands(told: ToldSlot) -> bool:
    """Whether the day has not been given up since it was told."""
    return told.slot.state in STANDS
