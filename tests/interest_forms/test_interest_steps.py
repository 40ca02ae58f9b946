"""The way of a form of interest, from hand to hand."""

import pytest
from django.utils import timezone

from hub.shared.audit import history
from interest_forms.interest.steps import may_become, move
from interest_forms.models import ExpressionOfInterest
from tests.factories import UserFactory
from tests.interest_factories import ExpressionOfInterestFactory

pytestmark = pytest.mark.django_db

State = ExpressionOfInterest.State


def test_form_goes_the_whole_way_and_each_step_is_kept():
    form, user = ExpressionOfInterestFactory(), UserFactory()
    way = ["screening", "needs_info", "screening", "accepted", "scheduled"]
    way += ["filmed", "processed", "published"]

    taken = [move(form, state, reason=f"до {state}", by=user) for state in way]

    assert taken == [True] * len(way)
    form.refresh_from_db()
    assert form.state == State.PUBLISHED
    steps = form.changes.values_list("before", "after", "reason", "by")
    assert list(steps) == [
        (before, after, f"до {after}", user.pk)
        for before, after in zip(["submitted", *way], way, strict=False)
    ]
    assert [entry.verb for entry in history(form)] == ["interest.step"] * len(way)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("submitted", "scheduled"),
        ("declined", "filmed"),
        ("accepted", "published"),
        ("withdrawn", "screening"),
        ("withdrawn", "withdrawn"),
    ],
)
def test_step_that_leads_nowhere_is_not_taken(before, after):
    form = ExpressionOfInterestFactory(state=before)

    assert move(form, after, by=UserFactory()) is False

    form.refresh_from_db()
    assert form.state == before
    assert not form.changes.exists()


def test_form_can_be_withdrawn_at_any_time():
    states = set(State) - {State.WITHDRAWN}

    assert all(State.WITHDRAWN in may_become(state) for state in states)


def test_who_is_forgotten_leaves_no_words_by_a_step():
    form = ExpressionOfInterestFactory(person_deleted=timezone.now())

    move(form, "needs_info", reason="Къде е?", by=UserFactory())
    move(form, "screening", reason="При Мария.", by=None)

    assert list(form.changes.values_list("reason", flat=True)) == ["Къде е?", ""]


def test_step_of_two_at_once_is_taken_by_one():
    form = ExpressionOfInterestFactory(state="screening")
    same = ExpressionOfInterest.objects.get(pk=form.pk)

    assert move(form, "declined", by=UserFactory()) is True
    assert move(same, "declined", by=UserFactory()) is False

    assert form.changes.count() == 1
