"""Days as they are written in a line of text, in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_ALT
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


def moment_words(moment: datetime) -> str:
    """ "5 May 2026, 14:20"."""
    return f"{day_words(moment)}, {timezone.localtime(moment):%H:%M}"


def month_name(month: int, names: Mapping[int, str] = MONTHS) -> str:
    """As it stands inside a line: only English and Greek begin it with a capital.

    `MONTHS_ALT` holds the forms that follow a day (Greek: Μαΐου, not Μάιος).
    """
    name = str(names[month])
    return name if get_language() in CAPITAL_MONTHS else name.lower()
