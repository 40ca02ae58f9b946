"""Two people score a form by the group's own criteria, each for herself."""

from decimal import Decimal

import pytest
from django.urls import reverse

from hub.shared.audit import history
from interest_forms.interest.triage.scores import give_scores, sheet_of
from interest_forms.models import ExpressionOfInterest
from tests.factories import MembershipFactory
from tests.interest_factories import CriterionFactory, ExpressionOfInterestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(group):
    return [MembershipFactory(group=group, role=role).user for role in ROLES]


ROLES = ["moderator", "editor", "coordinator"]


@pytest.fixture
def criteria(group):
    return [CriterionFactory(group=group, weight=weight) for weight in (1, 3)]


@pytest.fixture
def form(group):
    return ExpressionOfInterestFactory(group=group)


def address(form, view="score"):
    name = f"admin:interest_forms_expressionofinterest_{view}"
    return reverse(name, args=[form.pk])


def points(criteria, *numbers):
    return dict(zip([one.pk for one in criteria], numbers, strict=True))


def told(form):
    form = ExpressionOfInterest.objects.get(pk=form.pk)
    return form.score, form.is_disputed


def test_weighted_mean_is_told_when_both_have_scored(form, criteria, people):
    first, second, third = people

    assert give_scores(form, points(criteria, 5, 2), by=first)
    assert told(form) == (None, False)
    assert give_scores(form, points(criteria, 4, 3), by=second)
    assert told(form) == (Decimal("3.00"), False)
    assert not give_scores(form, points(criteria, 0, 0), by=third)
    assert told(form) == (Decimal("3.00"), False)


@pytest.mark.parametrize(("other", "is_disputed"), [(3, False), (2, True)])
def test_more_than_two_points_apart_is_flagged(
    form, criteria, people, other, is_disputed
):
    first, second, _third = people
    give_scores(form, points(criteria, 5, 4), by=first)

    give_scores(form, points(criteria, other, 4), by=second)

    assert told(form)[1] is is_disputed


def test_scorer_sees_the_others_points_only_after_her_own(form, criteria, people):
    first, second, _third = people
    give_scores(form, points(criteria, 5, 2), by=first)

    before = sheet_of(form, second)
    give_scores(form, points(criteria, 1, 1), by=second)
    after = sheet_of(form, second)

    assert [one[1] for one in before.rows] == [[], []]
    assert [one[1] for one in after.rows] == [[5, 1], [2, 1]]


def test_nobody_scores_twice(form, criteria, people):
    first, *_others = people
    give_scores(form, points(criteria, 5, 2), by=first)

    assert not give_scores(form, points(criteria, 0, 0), by=first)

    assert sheet_of(form, first).rows[0][1] == [5]


def test_points_are_given_on_the_page_and_none_may_be_left_out(
    client, form, criteria, people
):
    client.force_login(people[1])
    fields = [f"criterion-{one.pk}" for one in criteria]

    refused = client.post(address(form), {fields[0]: "4"})
    assert (refused.status_code, form.scores.count()) == (422, 0)
    assert "checked" in refused.text

    client.post(address(form), dict.fromkeys(fields, "4"))
    assert [score.points for score in form.scores.all()] == [4, 4]
    assert [entry.verb for entry in history(form)] == ["interest.score"]


@pytest.mark.parametrize(("role", "left"), [(0, 2), (2, 0)])
def test_coordinator_alone_has_it_scored_anew(
    client, form, criteria, people, role, left
):
    give_scores(form, points(criteria, 5, 2), by=people[1])
    client.force_login(people[role])

    client.post(address(form), {"anew": "on"})

    assert form.scores.count() == left


def test_changed_weight_weighs_anew_what_was_scored(client, form, criteria, people):
    first, second, coordinator = people
    give_scores(form, points(criteria, 5, 1), by=first)
    give_scores(form, points(criteria, 5, 1), by=second)
    assert told(form)[0] == Decimal("2.00")
    client.force_login(coordinator)
    light = criteria[0]

    client.post(
        reverse("admin:interest_forms_criterion_change", args=[light.pk]),
        {"group": light.group_id, "name_bg": "Нужда", "weight": "9", "position": "0"},
    )

    assert told(form)[0] == Decimal("4.00")


def test_deleted_criterion_counts_no_longer(client, form, criteria, people):
    first, second, coordinator = people
    give_scores(form, points(criteria, 5, 1), by=first)
    give_scores(form, points(criteria, 5, 1), by=second)
    client.force_login(coordinator)

    client.post(
        reverse("admin:interest_forms_criterion_delete", args=[criteria[1].pk]),
        {"post": "yes"},
    )

    assert told(form)[0] == Decimal("5.00")
