"""A year, month by month, with the first of what begins in each.

Of a month a few are read by the index of days: the cost does not grow with the number
of dates that a busy month has.
"""

from dataclasses import dataclass
from datetime import date

from events.calendar.entries import Entry, entries_of
from events.calendar.filters import DateFilter
from events.calendar.periods import Period, of_day
from events.models import Occurrence

MONTHS = range(1, 13)
# So many of a month are named.
NAMED = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year, and whether more begins in it than is named."""

    period: Period
    entries: list[Entry]
    has_more: bool


def months_of(year: int, wanted: DateFilter) -> list[Month]:
    """The twelve months: two queries, and what is new."""
    periods = [of_day("month", date(year, number, 1)) for number in MONTHS]
    dates = wanted.apply().in_order()
    first, *others = [
        dates.filter(day__range=(one.first, one.last)).values_list("pk")[: NAMED + 1]
        for one in periods
    ]
    found = [pk for (pk,) in first.union(*others, all=True)]
    entries = entries_of(Occurrence.objects.filter(pk__in=found).in_order())
    return [_month(one, entries) for one in periods]


def _month(period: Period, entries: list[Entry]) -> Month:
    there = [one for one in entries if period.first <= one.day <= period.last]
    return Month(period, there[:NAMED], len(there) > NAMED)
