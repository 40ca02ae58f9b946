"""An applicant is told by telephone, and what she says to it is noted for her."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.shared.audit import record
from interest_forms.models import ScheduleLetter
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.told_answers import answer_told

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def note_call(
    letter: ScheduleLetter, *, suits: bool | None = None, why: str = "", by: "User"
) -> None:
    """She knows what the version says; `suits`: her answer to the day, if she gave one.

    Raises `Refused` when somebody has told her already, or the day is another by now.
    """
    rows = ScheduleLetter.objects.select_for_update(of=["self"]).select_related(
        "version"
    )
    letter = rows.get(pk=letter.pk)
    if letter.is_read:
        raise Refused(_("Somebody has told her already."))
    if suits is not None:
        told = letter.version.slots.filter(form=letter.form_id).first()
        if told is None:
            raise Refused(_("This time is not offered any more."))
        answer_told(told, is_yes=suits, why=why, by=by)
    letter.state = ScheduleLetter.State.DROPPED
    letter.told, letter.told_by = timezone.now(), by
    letter.save(update_fields=["state", "told", "told_by"])
    record("schedule.note_call", letter, actor=by)
