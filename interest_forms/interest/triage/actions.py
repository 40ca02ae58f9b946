"""What the staff do to a form beside moving it on, each with one audit entry."""

from typing import TYPE_CHECKING

from django.db import transaction

from hub.shared.audit import record
from interest_forms.interest.forgetting import forget_applicant
from interest_forms.interest.quotas import full_for
from interest_forms.interest.steps import move
from interest_forms.interest.triage.choices import ENDINGS
from interest_forms.interest.triage.making import part_of
from interest_forms.models import (
    ExpressionOfInterest,
    InterestCall,
    StaffNote,
    Submission,
)
from partners.models import ActionGroup
from places.models import Photo
from places.models.shown import Shown

if TYPE_CHECKING:
    from partners.models import User

State = ExpressionOfInterest.State


class QuotaFull(Exception):
    """More would be chosen than the call wants."""


@transaction.atomic
def take_step(
    form: ExpressionOfInterest,
    state: str,
    *,
    reason: str = "",
    seen: str | None = None,
    anyway: bool = False,
    by: "User",
) -> bool:
    """Move the form on from where it was `seen`; `False`: it is elsewhere by now.

    What it was the same as is forgotten if it no longer is; so is who sent it, if she
    withdraws it. What goes on was sent by a person. Raises `QuotaFull` unless more may
    be chosen `anyway`.
    """
    if state == State.ACCEPTED:
        _choose_alone(form)
        if full_for(form) and not anyway:
            raise QuotaFull
    if not move(form, state, reason=reason, seen=seen, by=by):
        return False
    form.duplicate_of = None
    if state not in ENDINGS:
        form.held = ""
    form.save(update_fields=["duplicate_of", "held"])
    if state == State.WITHDRAWN:
        forget_applicant(form, by=by)
    return True


def _choose_alone(form: ExpressionOfInterest) -> None:
    """Nobody else chooses for the same call until this is done."""
    calls = InterestCall.objects.select_for_update(no_key=True)
    calls.filter(pk=form.call_id).first()


@transaction.atomic
def call_known(
    form: ExpressionOfInterest,
    *,
    other: ExpressionOfInterest | None = None,
    thing: Shown | None = None,
    reason: str = "",
    seen: str | None = None,
    by: "User",
) -> bool:
    """It is that other form, or that place, event or tradition.

    `False`: the step cannot be taken now.
    """
    first = other and (other.duplicate_of or other)
    if first == form:
        return False
    if not move(form, State.DUPLICATE, reason=reason, seen=seen, by=by):
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
    """Tell the colleagues something. Who is being forgotten takes it with her."""
    list(ExpressionOfInterest.objects.select_for_update(no_key=True).filter(pk=form.pk))
    record("interest.note", form, actor=by)
    return StaffNote.objects.create(form=form, author=by, text=text)


@transaction.atomic
def release(form: ExpressionOfInterest, *, by: "User") -> None:
    """A person sent it, after all: it goes its way like any other."""
    form.held = ""
    form.save(update_fields=["held"])
    record("interest.release", form, actor=by)


@transaction.atomic
def give_to(form: ExpressionOfInterest, group: ActionGroup, *, by: "User") -> bool:
    """Let the group look after a form of nobody's, and after its photographs.

    `False`: some group has it by now. What a group has, nobody takes from it.
    """
    nobodys = ExpressionOfInterest.objects.filter(pk=form.pk, group=None)
    if not nobodys.update(group=group):
        return False
    form.group = group
    sent = Submission.objects.filter(pk=form.submission_id, group=None)
    sent.update(group=group)
    Photo.objects.filter(submission=form.submission_id, group=None).update(group=group)
    record("interest.give", form, actor=by, group=group.pk)
    return True
