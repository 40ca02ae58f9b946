"""The days of a month or a week with the first of what is held on each.

The cost does not grow with the number of dates: of each day a few are read by the
index, and nobody counts further than a reader cares.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import DateField
from django.db.models.expressions import RawSQL

from events.calendar.entries import Entry, entries_of
from events.calendar.filters import DateFilter
from events.calendar.name_days import NameDay, name_days_of
from events.models import Occurrence
from events.models.occurrences import OccurrenceQuerySet

# So many of a day are named; so many are counted.
NAMED, COUNTED = 3, 30
ONE_DAY = timedelta(days=1)
THAT_DAY = RawSQL("days.day", (), output_field=DateField())
FIRST_OF_EACH = """
    SELECT days.day, found.id FROM (
        SELECT generate_series(%s::date, %s::date, interval '1 day')::date AS day
    ) AS days CROSS JOIN LATERAL (({begun}) UNION ALL ({lasting})) AS found(id)
"""


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the first of what is held on it."""

    day: date
    entries: list[Entry]
    # How many beside those; as many as anybody counts, at most.
    more: int
    is_counted: bool
    name_days: list[NameDay]

    @property
    def iso(self) -> str:
        return self.day.isoformat()

    @property
    def is_filled(self) -> bool:
        return bool(self.entries or self.name_days)

    @property
    def number(self) -> str:
        """How many there are: "3", or "30+" beyond the limit."""
        count = len(self.entries) + self.more
        return str(count) if self.is_counted else f"{count}+"

    @property
    def more_text(self) -> str:
        """ "12", or "27+" beyond the limit."""
        return str(self.more) if self.is_counted else f"{self.more}+"


def days_between(first: date, last: date, wanted: DateFilter) -> list[Day]:
    """Every day from the first to the last: two queries."""
    numbers = _numbers(first, last, wanted.apply())
    chosen = {pk for found in numbers.values() for pk in found[:NAMED]}
    rows = Occurrence.objects.filter(pk__in=chosen)
    known = {entry.pk: entry for entry in entries_of(rows)}
    return [_day(day, numbers[day], known) for day in days_of(first, last)]


def days_of(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def _numbers(
    first: date, last: date, dates: OccurrenceQuerySet
) -> defaultdict[date, list[int]]:
    """Of each day the primary keys of the first that are held, ongoing ones last."""
    begun = dates.filter(day=THAT_DAY).in_order()
    parts = {"begun": begun, "lasting": dates.going_on(THAT_DAY)}
    sql, params = {}, [first, last]
    for name, part in parts.items():
        query = part.values_list("pk")[:COUNTED].query
        sql[name], values = query.sql_with_params()
        params += values
    found = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(FIRST_OF_EACH.format(**sql), params)
        for day, pk in cursor.fetchall():
            found[day].append(pk)
    return found


def _day(day: date, numbers: list[int], known: dict[int, Entry]) -> Day:
    counted = numbers[:COUNTED]
    entries = [known[pk] for pk in numbers[:NAMED] if pk in known]
    is_counted = len(counted) < COUNTED
    more = len(counted) - min(NAMED, len(counted))
    return Day(day, entries, more, is_counted, name_days_of(day))
