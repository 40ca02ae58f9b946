"""The applicant herself says yes or no to the time that she was told."""

from django.db import transaction
from django.utils.translation import gettext as _

from interest_forms.models import ToldSlot
from interest_forms.schedule.answers import confirm_slot, decline_slot, note_no
from interest_forms.schedule.occupied import Refused, locked


@transaction.atomic
def answer_told(told: ToldSlot, *, is_yes: bool, why: str = "") -> None:
    """To that time and no other: raises `Refused` when it is moved by now.

    A "no" to what she was told last is heard also when the draft is another already.
    """
    told.slot = locked(told.slot)
    if not is_yes and not told.is_open and told.is_last_told:
        note_no(told.slot, why=why)
        return
    if not told.is_open:
        raise Refused(_("This time is not offered any more."))
    if is_yes:
        confirm_slot(told.slot, by=None)
    else:
        decline_slot(told.slot, why=why, by=None)
    told.slot.refresh_from_db()
