"""Days and hours of villages, as moments."""

from datetime import UTC, date, time
from zoneinfo import ZoneInfo

import pytest

from events.hours import Span, ends_on

SOFIA = ZoneInfo("Europe/Sofia")


def utc(span):
    return [f"{moment.astimezone(UTC):%m-%d %H:%M}" for moment in span.moments(SOFIA)]


def test_whole_days_last_until_the_midnight_after():
    span = Span(date(2027, 5, 1), date(2027, 5, 3))

    assert utc(span) == ["04-30 21:00", "05-03 21:00"]


@pytest.mark.parametrize(
    ("day", "moments"),
    [
        # Summer time begins on 28 March 2027, and ends on 31 October.
        (date(2027, 3, 28), ["03-27 22:00", "03-28 21:00"]),
        (date(2027, 10, 31), ["10-30 21:00", "10-31 22:00"]),
    ],
)
def test_day_of_a_change_of_clocks_is_a_whole_day(day, moments):
    assert utc(Span(day, day)) == moments


def test_what_begins_at_an_hour_may_leave_its_end_open():
    day = date(2027, 8, 28)

    assert utc(Span(day, day, time(19))) == ["08-28 16:00", "08-28 16:00"]
    assert utc(Span(day, day, time(19), time(21))) == ["08-28 16:00", "08-28 18:00"]


def test_evening_that_ends_after_midnight_ends_on_the_next_day():
    evening = date(2027, 12, 31)

    assert ends_on(evening, 1, time(20), time(2)) == date(2028, 1, 1)
    assert ends_on(evening, 1, time(20), time(23)) == evening
    assert ends_on(evening, 3, time(20), time(2)) == date(2028, 1, 2)
    assert ends_on(evening, 1, None, None) == evening
