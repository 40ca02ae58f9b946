"""What is shown to visitors is published: its form says so by itself."""

from typing import TYPE_CHECKING

from django.db.models import Q

from hub.shared.audit import history
from interest_forms.interest.steps import move
from interest_forms.models import ExpressionOfInterest, InterestObject

if TYPE_CHECKING:
    from partners.models import User

State = ExpressionOfInterest.State
BATCH = 200


def publish_shown() -> int:
    """Take forms that are made ready, and whose thing is shown, their last step."""
    shown = Q()
    for part in InterestObject.PARTS:
        shown |= Q(**{f"made__{part}__published__isnull": False})
    ready = ExpressionOfInterest.objects.filter(shown, state=State.PROCESSED)
    forms = ready.order_by("pk")[:BATCH]
    return sum(move(form, State.PUBLISHED, by=_who_showed(form)) for form in forms)


def _who_showed(form: ExpressionOfInterest) -> "User":
    """Who showed the thing to visitors; else who had made or linked it."""
    shown = history(form.made.thing).filter(verb__endswith=".publish")
    made = history(form).filter(verb="interest.make")
    entries = [rows.exclude(actor=None).first() for rows in (shown, made)]
    return next(entry.actor for entry in entries if entry)
