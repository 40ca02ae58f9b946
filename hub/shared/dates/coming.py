"""Days that people announce: "28 август", "24–26.08.2027", "Saturday, 28 August"."""

import re
from datetime import date, timedelta
from functools import cache

from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import override

from hub.shared.dates.reading import read_day
from hub.shared.text import fold

WITHOUT_YEAR = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*\.?")
SHORT_YEAR = re.compile(r"(\d{1,2}\s*[./]\s*\d{1,2}\s*[./]\s*)(\d\d)(?!\d)")
# From a day to a day; the dash comes last, so that "до" is not left with a day.
RANGE = re.compile(
    r"(?:(?:от|from|de la|από|du|de)\s+)?(.+?)"
    r"\s*(?:\s(?:до|to|until|până(?: la| pe)?|έως|ως|μέχρι|au)\s|[-–—])\s*(.+)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")


class WrongWeekday(ValueError):
    """The day that is named is another day of the week than is said."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


def read_coming_days(text: str, today: date) -> tuple[date, date]:
    """The first and the last day; `ValueError` when they cannot be told for sure.

    A day without a year is the next one from today on.
    """
    text = SHORT_YEAR.sub(r"\g<1>20\2", text.strip())
    try:
        day = _read_one(text, today)
    except WrongWeekday:
        raise
    except ValueError:
        return _read_range(text, today)
    return day, day


def _read_range(text: str, today: date) -> tuple[date, date]:
    found = RANGE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    last = _read_one(found[2], today)
    written = found[1].strip(" .")
    if written.isascii() and written.isdigit():
        first = last.replace(day=int(written))
    else:
        # The year is told once, at the end.
        first = _read_one(found[1], last - timedelta(days=365))
    if first > last:
        raise ValueError(text)
    return first, last


def _read_one(text: str, today: date) -> date:
    plain, named = _without_weekday(text)
    day = _read_day(plain, today)
    if named and day.weekday() not in named:
        raise WrongWeekday(day)
    return day


def _read_day(text: str, today: date) -> date:
    if found := WITHOUT_YEAR.fullmatch(text):
        text = f"{found[1]}.{found[2]}."
    for whole in (text, *(_in_year(text, today.year + n) for n in (0, 1))):
        try:
            day = read_day(whole)
        except ValueError:
            continue
        if whole == text or day >= today:
            return day
    raise ValueError(text)


def _in_year(text: str, year: int) -> str:
    return f"{text}{year}" if text.endswith(".") else f"{text} {year}"


def _without_weekday(text: str) -> tuple[str, set[int]]:
    """The text less the days of the week in it, and which these may be."""
    named: set[int] = set()
    kept = text
    for word in WORD.findall(text):
        if days := weekdays().get(fold(word)):
            named |= days
            kept = kept.replace(word, " ", 1)
    return kept.strip(" ,.") if named else text, named


@cache
def weekdays() -> dict[str, set[int]]:
    """Every name of a day of the week in our languages, as it is compared."""
    known: dict[str, set[int]] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for number, name in WEEKDAYS.items():
                known.setdefault(fold(str(name)), set()).add(number)
    return known
