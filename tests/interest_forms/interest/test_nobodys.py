"""A form that no group looks after: a superuser is told of it, and gives it to one."""

import pytest
from django.urls import reverse

from hub.shared.audit import history
from interest_forms.models import ExpressionOfInterest
from tests.factories import (
    ActionGroupFactory,
    MembershipFactory,
    PhotoFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.interest_factories import ExpressionOfInterestFactory
from tests.interest_forms.interest.desk import BOARD, desk_of

pytestmark = pytest.mark.django_db
GIVE = 'value="give"'


@pytest.fixture
def superuser(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def form():
    return ExpressionOfInterestFactory(group=None, territory=None, title="Воденицата")


def test_superuser_is_led_from_the_board_to_the_forms_of_nobody(
    client, superuser, form
):
    ExpressionOfInterestFactory(group=None, state="withdrawn")
    ExpressionOfInterestFactory(title="Тепавицата")

    page = client.get(BOARD)

    assert "1 заявление не е на никоя група" in page.text
    table = client.get("/admin/interest_forms/expressionofinterest/?group__isnull=True")
    assert "Воденицата" in table.text
    assert "Тепавицата" not in table.text


def test_group_that_is_given_a_form_sees_it_with_its_photographs(
    client, superuser, form
):
    form.submission = SubmissionFactory(group=None)
    form.save()
    photo = PhotoFactory(submission=form.submission, place=None, group=None)
    member = MembershipFactory(role="coordinator")
    assert GIVE in client.get(desk_of(form)).text

    client.post(desk_of(form), {"act": "give", "group": member.group_id})

    client.force_login(member.user)
    page = client.get(desk_of(form))
    assert f"/{photo.pk}" in "".join(page.context["photos"])
    assert GIVE not in page.text
    assert [(one.verb, one.actor) for one in history(form)] == [
        ("interest.give", superuser)
    ]
    form.submission.refresh_from_db()
    assert form.submission.group == member.group


def test_object_of_nobody_is_given_no_day(client, superuser, form):
    for name in ("place", "week_place"):
        page = reverse(f"admin:interest_forms_scheduleslot_{name}", args=[form.pk])
        assert client.post(page, {}).status_code == 404


@pytest.mark.parametrize("written", ["", "0", "x", "999999"])
def test_group_that_is_none_is_asked_for_again(client, superuser, form, written):
    answer = client.post(desk_of(form), {"act": "give", "group": written})

    assert answer.status_code == 422
    assert "Изберете групата." in answer.text
    assert not ExpressionOfInterest.objects.exclude(group=None).exists()


def test_form_that_a_group_has_is_given_to_no_other(client, superuser):
    form = ExpressionOfInterestFactory()

    client.post(desk_of(form), {"act": "give", "group": ActionGroupFactory().pk})

    assert ExpressionOfInterest.objects.get().group == form.group
    client.force_login(MembershipFactory(group=form.group, role="coordinator").user)
    client.post(desk_of(form), {"act": "give", "group": ActionGroupFactory().pk})
    assert ExpressionOfInterest.objects.get().group == form.group
