"""In the two nights in which clocks are changed an hour is an hour."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from interest_forms.models import Unavailability
from tests.factories import MembershipFactory
from tests.interest_factories import (
    CrewFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    hours,
)

SLOTS = "admin:interest_forms_scheduleslot"
HOUR = timedelta(hours=1)
# There is no 03:30 in the one; in the other there are two.
NIGHTS = ["2027-03-28", "2027-10-31"]


@pytest.fixture(autouse=True)
def in_winter():
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC), tick=False):
        yield


def long(span):
    """Two moments by one clock Python would compare by what that clock shows."""
    return span.upper.astimezone(UTC) - span.lower.astimezone(UTC)


@pytest.mark.parametrize("night", NIGHTS)
def test_visit_in_the_night_is_as_long_as_it_was_typed(desk, crew, night):
    form = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    typed = {"crew": crew.pk, "day": night, "hour": "03:30", "minutes": "60"}

    desk.post(reverse(f"{SLOTS}_week_place", args=[form.pk]), typed)

    slot = form.slots.get()
    assert long(slot.span) == HOUR
    page = desk.get(reverse(f"{SLOTS}_week"), {"day": night})
    (shown,) = page.context["week"].slots
    assert (shown, shown.time_form["minutes"].value()) == (slot, 60)


@pytest.mark.parametrize("night", NIGHTS)
def test_time_for_bad_weather_in_the_night_is_as_long_as_the_visit(desk, crew, night):
    visit = hours(datetime(2027, 3, 2, 8, tzinfo=UTC), 60)
    slot = ScheduleSlotFactory(crew=crew, span=visit)
    typed = {"backup-day": night, "backup-hour": "03:30", "anyway": ""}

    desk.post(reverse(f"{SLOTS}_change", args=[slot.pk]), {"act": "backup", **typed})

    assert long(slot.backups.get().span) == HOUR


def test_absence_that_the_lost_hour_swallows_is_told_not_kept(client, db):
    group = CrewFactory(group__time_zone="Europe/Lisbon").group
    client.force_login(MembershipFactory(group=group).user)
    add = reverse("admin:interest_forms_unavailability_add")
    # In Lisbon there is no 01:30 in that night.
    away = {"crew": group.crews.get().pk, "starts": f"{NIGHTS[0]}T01:30"}

    swallowed = client.post(add, away | {"ends": f"{NIGHTS[0]}T02:00"})

    assert "Така би свършило, преди да започне." in swallowed.text
    client.post(add, away | {"ends": f"{NIGHTS[0]}T02:45"})
    assert long(Unavailability.objects.get().span) == HOUR / 4


@pytest.mark.parametrize("night", NIGHTS)
def test_crew_that_works_at_night_has_slots_of_one_length(crew, night):
    crew.day_begins, crew.minutes_a_slot = time(1), 180

    spans = crew.spans_of(date.fromisoformat(night))

    assert set(map(long, spans)) == {3 * HOUR}
