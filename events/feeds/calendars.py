"""A calendar written date by date: its length costs time, not memory."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone, translation

from events.feeds.vevents import vevent_of
from events.models import Occurrence
from events.models.occurrences import OccurrenceQuerySet
from events.sessions.lines import sessions_of
from partners.models import ActionGroup, Territory

# What is over is told for so long, what is to come for as long as rules make dates.
DAYS_BACK = 400
DAYS_AHEAD = 11 * 366
# So many dates in one feed, and so many of them in memory.
MOST = 10_000
BATCH = 200
# How often calendars should ask again.
REFRESH = timedelta(hours=1)


def dates_of(rows: OccurrenceQuerySet) -> list[int]:
    """The keys of the dates in the window, in order: if too many, the next ones."""
    today = timezone.localdate()
    first, last = window(today)
    rows = rows.filter(day__gte=first, day__lte=last).values_list("pk", flat=True)
    coming = rows.filter(last_day__gte=today).order_by("day", "starts", "pk")[:MOST]
    past = rows.filter(last_day__lt=today).order_by("-day", "-starts", "-pk")
    next_ones = list(coming)
    return [*reversed(past[: MOST - len(next_ones)]), *next_ones]


def window(today: date) -> tuple[date, date]:
    return today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)


def written(keys: list[int], title: str, language: str) -> Iterator[bytes]:
    """The calendar of these dates, in pieces. What was hidden meanwhile is left out.

    The language holds while a piece is made, not while somebody waits for the next.
    """
    with translation.override(language):
        head, tail = frame(title, language)
    yield head
    for start in range(0, len(keys), BATCH):
        with translation.override(language):
            piece = b"".join(_batch(keys[start : start + BATCH]))
        yield piece
    yield tail


def _batch(keys: list[int]) -> Iterator[bytes]:
    territories = Territory.objects.with_label()
    rows = (
        Occurrence.objects.public()
        .select_related(
            "event__group", "event__place__group", "event__territory__parent"
        )
        .select_related("tradition__group")
        .prefetch_related(Prefetch("tradition__territories", territories))
        .in_bulk(keys)
    )
    sessions = sessions_of(rows.values())
    found = (rows[key] for key in keys if key in rows)
    return (vevent_of(one, sessions.get(one.event_id, ())).to_ical() for one in found)


def frame(title: str, language: str) -> tuple[bytes, bytes]:
    """What stands before and after the dates."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Megdan//{settings.SITE_URL}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    whole = calendar.to_ical()
    tail = b"END:VCALENDAR\r\n"
    zones = b"".join(_clocks(timezone.localdate().year))
    return whole.removesuffix(tail) + zones, tail


def _clocks(year: int) -> Iterable[bytes]:
    """The clocks of all groups: a calendar must hold each it names."""
    names = ActionGroup.objects.order_by().values_list("time_zone", flat=True)
    return [_clock(name, year) for name in sorted({settings.TIME_ZONE, *names})]


@lru_cache(maxsize=100)
def _clock(name: str, year: int) -> bytes:
    """When summer time begins and ends, for longer than any window lasts."""
    first, last = date(year - 2, 1, 1), date(year + 13, 1, 1)
    clock = icalendar.Timezone.from_tzinfo(ZoneInfo(name), None, first, last)
    return clock.to_ical()
