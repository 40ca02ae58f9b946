"""A slip of the pen in a year is told where it is typed, and breaks no page."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from interest_forms.models import ScheduleSlot, Unavailability, WeekPlan
from tests.factories import MembershipFactory
from tests.interest_factories import (
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
)

FAR = "Този ден е твърде далече. Вижте годината."
SLOTS = "admin:interest_forms_scheduleslot"


@pytest.fixture(autouse=True)
def before_the_visits():
    with time_machine.travel(datetime(2027, 5, 10, 9, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize("year", ["0001", "0202", "9999"])
def test_visit_absence_or_week_of_another_age_is_not_taken(desk, crew, year):
    day = f"{year}-12-31"
    form = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    slot = ScheduleSlotFactory(crew=crew)
    time = {"crew": crew.pk, "day": day, "hour": "23:59", "minutes": "600"}
    away = {"crew": crew.pk, "starts": f"{day}T00:00", "ends": "2027-06-01T00:00"}
    typed = [
        (f"{SLOTS}_week_place", [form.pk], time),
        (f"{SLOTS}_place", [form.pk], time | {"anyway": ""}),
        (
            f"{SLOTS}_change",
            [slot.pk],
            {"act": "backup", "backup-day": day, "backup-hour": "00:00"},
        ),
        ("admin:interest_forms_unavailability_add", [], away),
        (
            "admin:interest_forms_weekplan_add",
            [],
            {"group": crew.group_id, "monday": day},
        ),
    ]

    told = [desk.post(reverse(name, args=args), data) for name, args, data in typed]

    assert [FAR in page.text for page in told] == [True] * len(typed)
    assert ScheduleSlot.objects.get() == slot
    assert not Unavailability.objects.exists()
    assert not WeekPlan.objects.exists()


def test_release_is_not_signed_in_another_age(desk, crew):
    page = reverse(f"{SLOTS}_change", args=[ScheduleSlotFactory(crew=crew).pk])

    answer = desk.post(page, {"act": "result", "release_signed": "0202-05-09"})

    assert (answer.status_code, FAR in answer.text) == (422, True)


@pytest.mark.parametrize("name", ["slots_a_day", "minutes_a_slot"])
def test_crew_of_endless_days_is_told_what_fits(client, crew, name):
    user = MembershipFactory(group=crew.group, role="coordinator").user
    client.force_login(user)
    members = {"members-TOTAL_FORMS": "0", "members-INITIAL_FORMS": "0"}
    hours = {"day_begins": "09:00", "day_ends": "17:00", "weekdays": "1"}
    typed = {"group": crew.group_id, "name": "Екип", "slots_a_day": "4"} | members
    typed |= hours | {"minutes_a_slot": "60", name: "9" * 30}

    answer = client.post(reverse("admin:interest_forms_crew_add"), typed)

    assert "Толкова обекти не се събират в часовете на деня." in answer.text
    assert crew.group.crews.count() == 1


def test_address_with_a_day_of_another_age_leads_to_today(desk, crew):
    for page in ("week", "month", "round"):
        for day in ("0001-01-01", "9999-12-31"):
            asked = {"day": day, "crew": crew.pk}
            answer = desk.get(reverse(f"{SLOTS}_{page}"), asked)
            assert (page, answer.status_code) == (page, 200)
