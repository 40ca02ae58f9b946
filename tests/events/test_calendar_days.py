"""On which days the calendar shows what is easily told wrong."""

from datetime import date, timedelta

import pytest
import time_machine

from events.calendar.days import days_of
from tests.events.spans import SPANS
from tests.factories import EventFactory, OccurrenceFactory

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_february():
    with time_machine.travel("2027-02-01 12:00+02:00", tick=False):
        yield


def is_on(client, query, name="Събор на Белчин"):
    return name in client.get(f"/bg/calendar/?{query}").text


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
def test_date_is_on_each_of_its_days_and_a_night_on_the_one_it_begins(client, span):
    one = OccurrenceFactory(**span.held)
    around = days_of(one.day - ONE_DAY, one.last_day + ONE_DAY)
    last = one.day if one.is_past_midnight else one.last_day

    seen = [day for day in around if is_on(client, f"day={day}")]

    assert seen == [*days_of(one.day, last)]


def test_feast_over_the_turn_of_the_year_is_in_both_years(client):
    span = SPANS["three whole days over the turn of the year"]
    OccurrenceFactory(event=EventFactory(name_bg="Сурва"), **span.held)
    night = SPANS["an evening until after midnight"]
    OccurrenceFactory(event=EventFactory(name_bg="Бал"), **night.held)

    for query in (
        "month=2027-12&view=list",
        "month=2028-01&view=list",
        "week=2027-W52",
    ):
        assert is_on(client, query, "Сурва")
    assert is_on(client, "month=2027-12&view=list", "Бал")
    assert not is_on(client, "month=2028-01&view=list", "Бал")
    # Of a year the first of what begins in each month is named.
    assert is_on(client, "year=2027", "Сурва")
    assert date(2028, 1, 1).isocalendar()[:2] == (2027, 52)
