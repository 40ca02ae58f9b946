"""The applicant says yes or no to the time that she was told, or staff note it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from interest_forms.models import ToldSlot
from interest_forms.schedule.answers import confirm_slot, decline_slot, note_no
from interest_forms.schedule.occupied import Refused, locked

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def answer_told(
    told: ToldSlot, *, is_yes: bool, why: str = "", by: "User | None"
) -> None:
    """To that time and no other: raises `Refused` when it is moved by now.

    A "no" to what she was told last is heard also when the draft is another already.
    Who is forgotten leaves no words.
    """
    told.slot = locked(told.slot)
    if told.slot.form.person_deleted:
        why = ""
    if not is_yes and not told.is_open and told.is_last_told:
        note_no(told.slot, why=why, by=by)
        return
    if not told.is_open:
        raise Refused(_("This time is not offered any more."))
    if is_yes:
        confirm_slot(told.slot, by=by)
    else:
        decline_slot(told.slot, why=why, by=by)
    told.slot.refresh_from_db()
