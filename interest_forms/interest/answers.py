"""What the applicant answers when the staff ask her something about her form."""

from collections.abc import Iterable

from django.db import transaction

from hub.shared.audit import record
from interest_forms.actions import MOST_IN_A_ROW
from interest_forms.interest.steps import move
from interest_forms.models import ExpressionOfInterest, StateChange

State = ExpressionOfInterest.State


@transaction.atomic
def answer(form: ExpressionOfInterest, *, text: str) -> bool:
    """Keep her words, once however often they are sent; `False`: they are not kept.

    The first answer brings the form back to those who look at it. What she adds, and
    what comes when nobody waits for it any more, moves nothing.
    """
    row = ExpressionOfInterest.objects.select_for_update().get(pk=form.pk)
    steps = list(row.changes.all())
    if any(one.reason == text for one in answers_in(steps)):
        return True
    if not may_answer(row, steps):
        return False
    if row.state == State.NEEDS_INFO:
        return move(form, State.SCREENING, reason=text, by=None)
    StateChange.objects.create(
        form=row, before=row.state, after=row.state, reason=text, by=None
    )
    record("interest.answer", row)
    return True


def may_answer(form: ExpressionOfInterest, steps: list[StateChange]) -> bool:
    """Whether something was asked, and somebody could read all that she has said.

    Of whom nothing is to be known no more words are kept.
    """
    is_asked = any(one.after == State.NEEDS_INFO for one in steps)
    has_room = len(answers_in(steps)) < MOST_IN_A_ROW
    return is_asked and has_room and not form.person_deleted


def answers_in(steps: Iterable[StateChange]) -> list[StateChange]:
    """Her answers to what was asked last."""
    answers: list[StateChange] = []
    for one in steps:
        if one.after == State.NEEDS_INFO:
            answers = []
        elif one.is_answer:
            answers.append(one)
    return answers
