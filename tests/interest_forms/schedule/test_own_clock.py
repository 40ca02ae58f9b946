"""A group elsewhere plans, and is told of, by its own clock, not by the portal's."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from interest_forms.models import InterestCall, ScheduleLetter, ToldSlot, WeekPlan
from interest_forms.schedule import mailing
from interest_forms.schedule.actions import keep_backup, place_slot
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.plan_actions import ask_for_plan
from interest_forms.schedule.planning.making import make_plan
from interest_forms.schedule.public import days_ahead
from interest_forms.schedule.publishing import publish_schedule
from interest_forms.schedule.slot_forms import Choices, initial_of_form
from interest_forms.schedule.suggest import suggestions_for
from tests.interest_factories import (
    CrewFactory,
    InterestCallFactory,
    hours,
)

SLOTS = "admin:interest_forms_scheduleslot"
# A Sunday, 23:30 in Paris; in Sofia, where the portal is, it is Monday, 0:30.
NIGHT = datetime(2027, 5, 9, 21, 30, tzinfo=UTC)
SUNDAY, MONDAY = date(2027, 5, 9), date(2027, 5, 10)
HOUR = timedelta(hours=1)
# 10:00 in Paris.
VISIT = datetime(2027, 5, 18, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def by_night():
    with time_machine.travel(NIGHT, tick=False):
        yield


@pytest.fixture
def crew(db):
    return CrewFactory(group__time_zone="Europe/Paris", weekdays=list(range(7)))


@pytest.fixture
def told(slot, staff):
    """What was told of a visit at 10:00, two days later in bad weather."""
    return tell(slot, staff)


@pytest.fixture
def slot(form, crew, staff):
    slot = place_slot(form, crew, hours(VISIT), by=staff)
    keep_backup(slot, hours(VISIT + timedelta(days=2)), by=staff)
    return slot


def tell(slot, staff):
    publish_schedule(slot.crew.group, by=staff)
    return ToldSlot.objects.get(slot=slot)


@pytest.mark.parametrize(
    ("page", "hours_told"),
    [
        ("week", "<p>10:00–11:30,"),
        ("month", "18.05. 10:00<"),
        ("round", "10:00–11:30"),
        ("changes", "18.05. 10:00–11:30,"),
    ],
)
def test_pages_of_the_schedule_tell_the_hour_of_the_group(
    desk, crew, slot, page, hours_told
):
    asked = {"day": "2027-05-18", "crew": crew.pk}

    assert hours_told in desk.get(reverse(f"{SLOTS}_{page}"), asked).text


def test_card_is_dropped_on_the_hour_that_is_written_there(desk, crew):
    page = desk.get(reverse(f"{SLOTS}_week"), {"day": "2027-05-18"}).text

    assert re.findall(r"<li[^>]*>(\d\d:\d\d)", page)[0] == "09:00"
    assert re.findall(r'data-hour="(.*?)"', page)[0] == "09:00"


def test_applicant_is_told_the_hour_of_the_group(client, told):
    mailing.send(ScheduleLetter.objects.get(kind="day"))
    receipt = client.get(told.form.get_absolute_url()).text
    answer = client.get(told.answer_path).text
    yes = client.post(told.answer_path, {"act": "confirm"}).text

    (letter,) = mail.outbox
    assert all("18 май, 10:00–11:30" in one for one in (letter.body, receipt, answer))
    assert all("20 май 2027, 10:00" in one for one in (letter.body, yes))


def test_crew_is_told_its_own_hours(crew, told):
    member = crew.members.create(name="Иван", email="ivan@example.org")
    letters = ScheduleLetter.objects
    mailing.send(letters.create(version=told.version, kind="crew", member=member))

    (letter,) = mail.outbox
    assert "18 май, 10:00–11:30" in letter.body
    assert "20 май, 10:00" in letter.body


def test_pages_open_on_the_day_of_the_group(desk, crew):
    page = desk.get(reverse(f"{SLOTS}_week")).context

    assert (page["today"], page["week"].sunday) == (SUNDAY, SUNDAY)
    asked = desk.get(reverse(f"{SLOTS}_round"), {"crew": crew.pk}).context
    assert asked["round"].day == SUNDAY
    assert desk.get(reverse(f"{SLOTS}_week"), {"day": str(MONDAY)}).context["day"]


def test_tomorrow_is_suggested_and_planned(crew, form):
    assert suggestions_for(form)[0].visit.day == MONDAY

    plan = WeekPlan.objects.create(group=crew.group, monday=MONDAY)
    make_plan(plan)

    assert plan.visits.get().span.lower.date() == MONDAY


def test_first_day_of_a_feast_that_goes_on_is_today(crew, form):
    form.fixed_dates.create(day=date(2027, 5, 1), last_day=date(2027, 5, 30))

    assert initial_of_form(form, Choices(crew.group))["day"] == SUNDAY


def test_week_is_planned_until_it_is_over_for_the_group(desk, crew):
    add = reverse("admin:interest_forms_weekplan_add")
    assert desk.get(add).context["adminform"].form.initial["monday"] == MONDAY
    last = MONDAY - timedelta(days=7)

    with time_machine.travel(NIGHT - timedelta(days=1), tick=False):
        plan = WeekPlan(group=crew.group, monday=last)
        assert not plan.is_over
        typed = {"group": crew.group_id, "monday": str(last)}
        assert desk.post(add, typed).status_code == 302
    with time_machine.travel(NIGHT + HOUR, tick=False), pytest.raises(Refused):
        ask_for_plan(plan, by=crew.group.memberships.get().user)


@pytest.mark.parametrize(("after", "is_shown"), [(0.45, True), (0.55, False)])
def test_visit_of_tonight_is_public_until_midnight(form, crew, staff, after, is_shown):
    """It ends at 23:20 in Paris, when it is the next day in Sofia already."""
    with time_machine.travel(NIGHT - 5 * HOUR, tick=False):
        late = hours(NIGHT - timedelta(minutes=100))
        told = tell(place_slot(form, crew, late, by=staff), staff)

    with time_machine.travel(NIGHT + after * HOUR, tick=False):
        found = [one for day in days_ahead(None) for one in day.named]

    assert found == [told] * is_shown


@pytest.mark.parametrize(("after", "is_open"), [(0.45, True), (0.55, False)])
def test_call_takes_forms_until_midnight_of_its_group(client, crew, after, is_open):
    over = InterestCallFactory(
        group=crew.group, opens=date(2027, 1, 1), closes=SUNDAY, name_bg="Пролетна"
    )
    new = InterestCallFactory(group=crew.group, opens=MONDAY, name_bg="Лятна")

    with time_machine.travel(NIGHT + after * HOUR, tick=False):
        page = client.get(over.get_absolute_url())
        found = (over.is_open, over.is_over, page.context["asks"])
        now_open = InterestCall.objects.open().get()

    assert found == (is_open, not is_open, is_open)
    assert now_open == (over if is_open else new)


@pytest.mark.parametrize("name", ["interestcall_enter", "submission_add"])
def test_day_of_signing_is_filled_in_as_it_will_be_taken(desk, crew, name):
    add = reverse(f"admin:interest_forms_{name}")

    page = desk.get(add, {"group": crew.group_id})

    assert page.context["form"].initial["signed_on"] == SUNDAY
