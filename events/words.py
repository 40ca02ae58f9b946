"""Dates of events in the reader's language."""

from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext, pgettext

from hub.shared.days import (
    moment_words,
    short_day_words,
    span_words,
    weekday_name,
    weekday_words,
)


class Told(Protocol):
    """Days and hours as the village tells them: of a row, or of an entry."""

    day: date
    last_day: date
    hour: time | None
    last_hour: time | None

    @property
    def is_past_midnight(self) -> bool: ...


def when_words(told: Told) -> str:
    """ "Saturday, 8 May 2027, 10:00–12:00"; "Monday–Wednesday, 24–26 May 2027"."""
    days = days_words(told)
    return f"{days}, {hours_words(told)}" if told.hour else days


def days_words(told: Told) -> str:
    """ "Saturday, 8 May 2027"; "Monday–Wednesday, 24–26 May 2027"."""
    if told.last_day == told.day or told.is_past_midnight:
        return weekday_words(told.day)
    parts = {
        "weekday": f"{weekday_name(told.day)}–{weekday_name(told.last_day)}",
        "day": span_words(told.day, told.last_day),
    }
    return pgettext("a day", "%(weekday)s, %(day)s") % parts


def hours_words(told: Told) -> str:
    """ "10:00–12:00", "10:00", or that it is the whole day."""
    if told.hour is None:
        return gettext("all day")
    first = f"{told.hour:%H:%M}"
    if told.last_hour is None:
        return first
    return f"{first}–{told.last_hour:%H:%M}"


def until_words(told: Told) -> str:
    """Until when something of several days goes on."""
    return gettext("until %(day)s") % {"day": short_day_words(told.last_day)}


def moment_there_words(moment: datetime, zone: ZoneInfo) -> str:
    """ "5 May 2026, 14:20" by the clock of that place."""
    with timezone.override(zone):
        return moment_words(moment)
