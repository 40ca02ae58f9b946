"""A full quota asks before one more is accepted, and says how far it is filled."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from interest_forms.models import CallQuota
from tests.factories import MembershipFactory
from tests.interest_factories import InterestCallFactory
from tests.interest_forms.interest.desk import BOARD, desk_of, form_of, state_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("of", ["village", "municipality"])
def test_full_quota_is_asked_about_and_not_forbidden(
    client, coordinator, group, village, of
):
    call = InterestCallFactory(group=group)
    where = village if of == "village" else village.parent
    CallQuota.objects.create(call=call, kind="landmark", territory=where, most=1)
    facts = {"call": call, "territory": village}
    form_of(group, state="filmed", **facts)
    form = form_of(group, state="screening", **facts)
    elsewhere = form_of(group, state="screening", call=call)

    client.post(BOARD, {"step": f"{elsewhere.pk}:accepted"})
    asked = client.post(BOARD, {"step": f"{form.pk}:accepted"})
    page = client.get(asked["Location"])
    step = {"act": "step", "state": "accepted"}
    again = client.post(desk_of(form), step)

    assert state_of(elsewhere) == "accepted"
    assert [one.chosen for one in page.context["full"]] == [1]
    assert (again.status_code, state_of(form)) == (422, "screening")
    client.post(desk_of(form), {**step, "anyway": "on"})
    assert state_of(form) == "accepted"
    assert client.get(desk_of(form)).context["full"] == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_for_the_last_seat_one_is_asked(group):
    call = InterestCallFactory(group=group)
    CallQuota.objects.create(call=call, kind="landmark", most=1)
    forms = [form_of(group, state="screening", call=call) for _number in range(2)]
    colleagues = [Client(), Client()]
    for colleague in colleagues:
        user = MembershipFactory(group=group, role="coordinator").user
        colleague.force_login(user)
    together, before_the_commit = Barrier(2), Barrier(2)

    def accept(colleague, form):
        step = {"act": "step", "state": "accepted"}
        try:
            with transaction.atomic(), suppress(BrokenBarrierError):
                together.wait(60)
                answer = colleague.post(desk_of(form), step)
                # Both come here if neither waits for the other.
                before_the_commit.wait(0.5)
            return answer.status_code, "anyway" in answer.text
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(accept, colleagues, forms))

    assert answers == [(302, False), (422, True)]
    assert sorted(map(state_of, forms)) == ["accepted", "screening"]


def test_call_tells_its_coordinator_how_far_it_is_filled(
    client, coordinator, group, village
):
    call = InterestCallFactory(group=group)
    CallQuota.objects.create(call=call, kind="landmark", most=3)
    form_of(group, call=call, state="filmed")
    form_of(group, call=call, state="declined")

    page = client.get(
        reverse("admin:interest_forms_interestcall_change", args=[call.pk]),
        headers={"accept-language": "en"},
    )

    assert "a landmark: 1 of 3" in page.text
