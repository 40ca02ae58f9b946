"""The dates of an event that returns, in a window around today."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import takewhile
from typing import Any

import icalendar
from dateutil.rrule import rrule, rrulestr
from django.utils import timezone
from django.utils.translation import gettext as _

from events.imports.found import MOST_DATES, Refused
from events.imports.times import moment_of, start_of

# Rules go on for ever: dates are made of them for so long.
DAYS_BACK, DAYS_AHEAD = 400, 3 * 366
# Other rules are hardly ever meant, and some of them never come to an end.
FREQUENCIES = {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}
PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
PARTS |= {"BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"}


def dates_of_series(part: icalendar.Component) -> list[date | datetime]:
    """When each date begins, in order; one for an event that does not return."""
    start = moment_of(part["DTSTART"])
    if "RRULE" not in part and "RDATE" not in part:
        return [start_of(part["DTSTART"])]
    left_out = set(_listed(part, "EXDATE"))
    added = set(_listed(part, "RDATE"))
    ruled = set(_ruled(part["RRULE"], start)) if "RRULE" in part else {_key(start)}
    dates = sorted((ruled | added) - left_out)
    if not dates:
        raise Refused(_("all of its dates are left out"))
    if len(dates) > MOST_DATES:
        message = _("it has more than %(most)d dates")
        raise Refused(message % {"most": MOST_DATES})
    return dates


def _listed(part: icalendar.Component, name: str) -> Iterator[date | datetime]:
    written = part.get(name, [])
    for one in written if isinstance(written, list) else [written]:
        for prop in one.dts:
            yield start_of(prop)


def _ruled(rule: Any, start: date | datetime) -> Iterator[date | datetime]:
    """By the clock of the event's own zone, as the rule means it."""
    if isinstance(rule, list):
        raise Refused(_("it has more than one rule"))
    if not set(rule) <= PARTS or rule["FREQ"][0] not in FREQUENCIES:
        raise Refused(_("its rule is of a kind that we do not read"))
    is_day = not isinstance(start, datetime)
    today = datetime.combine(timezone.localdate(), time(0))
    last = today + timedelta(days=DAYS_AHEAD)
    moments = list(takewhile(lambda moment: moment <= last, _by_the_wall(rule, start)))
    # A series that is long over is taken as it was.
    near = [one for one in moments if one >= today - timedelta(days=DAYS_BACK)]
    for moment in near or moments:
        yield moment.date() if is_day else _key(moment.replace(tzinfo=_clock(start)))


def _by_the_wall(rule: Any, start: date | datetime) -> rrule:
    """The rule without zones, its end told by the clock of its beginning."""
    plain = icalendar.vRecur(rule)
    if "UNTIL" in plain:
        end = plain["UNTIL"][0]
        if not isinstance(end, datetime):
            end = datetime.combine(end, time(23, 59, 59))
        elif end.tzinfo:
            end = end.astimezone(_clock(start) or UTC).replace(tzinfo=None)
        plain["UNTIL"] = [end]
    begins = datetime.combine(start, _hour_of(start))
    return rrulestr(plain.to_ical().decode(), dtstart=begins)


def _hour_of(start: date | datetime) -> time:
    return start.time() if isinstance(start, datetime) else time(0)


def _clock(start: date | datetime) -> tzinfo | None:
    return start.tzinfo if isinstance(start, datetime) else None


def _key(start: date | datetime) -> date | datetime:
    if isinstance(start, datetime) and start.tzinfo:
        return start.astimezone(UTC)
    return start
