"""Days as they are written in a line of text, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_ALT, WEEKDAYS
from django.utils.translation import get_language, pgettext

CAPITAL_MONTHS = ("en", "el")


def day_words(day: date) -> str:
    """ "5 May 2026"; a moment is taken as the day it falls on here."""
    if isinstance(day, datetime):
        day = timezone.localdate(day)
    parts = {
        "day": day.day,
        "month": month_name(day.month, MONTHS_ALT),
        "year": day.year,
    }
    return pgettext("a day", "%(day)d %(month)s %(year)d") % parts


def weekday_words(day: date, words: str = "") -> str:
    """ "Saturday, 8 May 2027"; or with other words for the day."""
    parts = {"weekday": weekday_name(day), "day": words or day_words(day)}
    return pgettext("a day", "%(weekday)s, %(day)s") % parts


def span_words(first: date, last: date) -> str:
    """ "24–26 May 2027"; "30 April – 2 May 2027"; a year is said once."""
    if first == last:
        return day_words(first)
    if first.year != last.year:
        return f"{day_words(first)} – {day_words(last)}"
    if first.month != last.month:
        return f"{short_day_words(first)} – {day_words(last)}"
    parts = {
        "first": first.day,
        "last": last.day,
        "month": month_name(last.month, MONTHS_ALT),
        "year": last.year,
    }
    return pgettext("days", "%(first)d–%(last)d %(month)s %(year)d") % parts


def short_day_words(day: date) -> str:
    """ "8 May", where the year is known."""
    parts = {"day": day.day, "month": month_name(day.month, MONTHS_ALT)}
    return pgettext("a day", "%(day)d %(month)s") % parts


def weekday_name(day: date | int) -> str:
    """As it stands inside a line; of a day, or by its number: Monday is 0."""
    number = day.weekday() if isinstance(day, date) else day
    return _as_in_a_line(str(WEEKDAYS[number]))


def moment_words(moment: datetime) -> str:
    """ "5 May 2026, 14:20"."""
    return f"{day_words(moment)}, {timezone.localtime(moment):%H:%M}"


def month_name(month: int, names: Mapping[int, str] = MONTHS) -> str:
    """As it stands inside a line: only English and Greek begin it with a capital.

    `MONTHS_ALT` holds the forms that follow a day (Greek: Μαΐου, not Μάιος).
    """
    return _as_in_a_line(str(names[month]))


def _as_in_a_line(name: str) -> str:
    return name if get_language() in CAPITAL_MONTHS else name.lower()
