"""What the staff do to a form beside moving it on, each with one audit entry."""

from typing import TYPE_CHECKING

from django.db import transaction

from hub.shared.audit import record
from interest_forms.interest.forgetting import forget_applicant
from interest_forms.interest.steps import move
from interest_forms.interest.triage.making import part_of
from interest_forms.models import ExpressionOfInterest, StaffNote
from places.models.shown import Shown

if TYPE_CHECKING:
    from partners.models import User

State = ExpressionOfInterest.State


@transaction.atomic
def take_step(
    form: ExpressionOfInterest, state: str, *, reason: str = "", by: "User"
) -> bool:
    """Move the form on; what it was the same as is forgotten if it no longer is.

    So is who sent it, if she withdraws it.
    """
    if not move(form, state, reason=reason, by=by):
        return False
    if form.duplicate_of_id:
        form.duplicate_of = None
        form.save(update_fields=["duplicate_of"])
    if state == State.WITHDRAWN:
        forget_applicant(form, by=by)
    return True


@transaction.atomic
def call_known(
    form: ExpressionOfInterest,
    *,
    other: ExpressionOfInterest | None = None,
    thing: Shown | None = None,
    reason: str = "",
    by: "User",
) -> bool:
    """It is that other form, or that place, event or tradition.

    `False`: the step cannot be taken now.
    """
    first = other and (other.duplicate_of or other)
    if first == form or not move(form, State.DUPLICATE, reason=reason, by=by):
        return False
    form.duplicate_of = first
    changed = ["duplicate_of"]
    if thing:
        changed.append(part_of(thing))
        setattr(form, part_of(thing), thing)
    form.save(update_fields=changed)
    return True


@transaction.atomic
def add_note(form: ExpressionOfInterest, *, text: str, by: "User") -> StaffNote:
    """Tell the colleagues something."""
    record("interest.note", form, actor=by)
    return StaffNote.objects.create(form=form, author=by, text=text)


@transaction.atomic
def release(form: ExpressionOfInterest, *, by: "User") -> None:
    """A person sent it, after all: it goes its way like any other."""
    form.held = ""
    form.save(update_fields=["held"])
    record("interest.release", form, actor=by)
