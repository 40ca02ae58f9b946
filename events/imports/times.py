"""Moments of a calendar as a village tells them: days and hours of its own clock."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _

from events.hours import Span
from events.imports.found import Held, Refused
from events.models import Occurrence

FIRST, LAST = date(1900, 1, 1), date(2100, 1, 1)
STATUSES = {
    "TENTATIVE": Occurrence.Status.TENTATIVE,
    "CANCELLED": Occurrence.Status.CANCELLED,
}


def moment_of(prop: Any) -> date | datetime:
    """The day or moment of a property, whose clock must be known."""
    found = prop.dt
    if not isinstance(found, date):
        raise Refused(_("its dates cannot be read"))
    if isinstance(found, datetime) and found.tzinfo is None and "TZID" in prop.params:
        message = _("nobody knows the clock “%(name)s”")
        raise Refused(message % {"name": prop.params["TZID"]})
    day = found.date() if isinstance(found, datetime) else found
    if not FIRST <= day < LAST:
        raise Refused(_("it is not in this century or the last"))
    return found


def start_of(prop: Any) -> date | datetime:
    """A start that can be compared with others of its series."""
    found = moment_of(prop)
    if isinstance(found, datetime) and found.tzinfo:
        return found.astimezone(ZoneInfo("UTC"))
    return found


def held_at(
    part: icalendar.Component, zone: ZoneInfo, start: date | datetime | None = None
) -> Held:
    """When the event is held; `start`: on this date of its series instead."""
    own = moment_of(part["DTSTART"])
    status = STATUSES.get(str(part.get("STATUS", "")).upper())
    span = _span(own if start is None else start, _length(part, own), zone)
    return Held(span, status or Occurrence.Status.CONFIRMED)


def _length(part: icalendar.Component, start: date | datetime) -> timedelta:
    """How long it takes. What ends when it begins has no length that is told."""
    if "DTEND" in part:
        end = moment_of(part["DTEND"])
        if isinstance(end, datetime) != isinstance(start, datetime):
            raise Refused(
                _("it begins at an hour and ends without one, or the reverse")
            )
        length = end - start
    elif "DURATION" in part:
        length = _lasting(part["DURATION"])
    else:
        return timedelta(0)
    if length < timedelta(0):
        raise Refused(_("it ends before it begins"))
    if length > timedelta(days=366):
        raise Refused(_("it lasts longer than a year"))
    return length


def _lasting(prop: Any) -> timedelta:
    return prop.dt


def _span(start: date | datetime, length: timedelta, zone: ZoneInfo) -> Span:
    if not isinstance(start, datetime):
        # The day after is no longer of it; some calendars write the day itself.
        days = max(length.days, 1)
        return Span(start, start + timedelta(days=days - 1))
    begins, ends = _here(start, zone), _here(_after(start, length), zone)
    hour, last_hour = _hour(begins), _hour(ends)
    if not length:
        return Span(begins.date(), begins.date(), hour)
    return Span(begins.date(), ends.date(), hour, last_hour)


def _after(start: datetime, length: timedelta) -> datetime:
    """So much later by every clock, not by the one on the wall."""
    if start.tzinfo is None:
        return start + length
    return start.astimezone(ZoneInfo("UTC")) + length


def _here(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone) if moment.tzinfo else moment


def _hour(moment: datetime) -> time:
    return time(moment.hour, moment.minute)
