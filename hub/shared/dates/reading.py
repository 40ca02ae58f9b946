"""What people write when they are asked how old a picture is, in five languages."""

import re
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.translation import override

from hub.shared.dates.partial import Certainty, PartialDate
from hub.shared.text import fold


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in fold(text).split())


ABOUT = _words(
    "about around circa ca approximately",
    "около ок към приблизително",
    "aproximativ jurul cam",
    "περίπου γύρω κατά",
    "vers environ",
)
BEFORE = _words("before", "преди до", "înainte", "πριν", "avant")
DECADE = _words(
    "s decade", "те ти години годините", "anii", "δεκαετία", "années", "décennie"
)
# Words that may stand beside a date without changing it.
AND_SO_ON = _words(
    "the in year of from",
    "г год година през в във от на",
    "anul anului în de din lui prin",
    "το τη του της στο στη έτος χρονιά",
    "le la l les en de des an année du",
)
DAY = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4})")
MONTH = re.compile(r"(\d{1,2})\s*[./]\s*(\d{4})")
# 1930s, '30s: people who write two digits mean the last century.
WORD = re.compile(r"(?P<number>\d{1,4})(?P<decade>s)?|(?P<word>[a-z]+)")
CENTURY = 1900


def read_date(text: str) -> PartialDate:
    """The date; `ValueError` when it cannot be told for sure, or has not come yet."""
    when = _read(text.strip())
    if date(when.year, when.month or 1, when.day or 1) > date.today():  # noqa: DTZ011 -- a day more or less
        raise ValueError(text)
    return when


def read_day(text: str) -> date:
    """A whole date, be it to come or past; `ValueError` when a part is missing."""
    when = _read(text.strip())
    return date(when.year, when.month, when.day)


def _read(text: str) -> PartialDate:
    numeric = text.rstrip(" .гГ")
    if found := DAY.fullmatch(numeric):
        day, month, year = map(int, found.groups())
        return PartialDate(year, month, day)
    if found := MONTH.fullmatch(numeric):
        month, year = map(int, found.groups())
        return PartialDate(year, month)
    try:
        return PartialDate.from_edtf(text)
    except ValueError:
        return _read_words(text)


def _read_words(text: str) -> PartialDate:
    numbers, words, month = [], set(), 0
    for found in WORD.finditer(fold(text)):
        if found["word"] in months():
            month = months()[found["word"]]
        elif found["word"]:
            words.add(found["word"])
        else:
            numbers.append(int(found["number"]))
            words |= {"s"} if found["decade"] else set()
    if "?" in text or "~" in text:
        words.add("ca")
    if words - ABOUT - BEFORE - DECADE - AND_SO_ON:
        raise ValueError(text)
    return _dated(numbers, month, words)


def _dated(numbers: list[int], month: int, words: set[str]) -> PartialDate:
    *day, year = numbers or [0]
    if len(day) > bool(month):
        raise ValueError(numbers)
    if month:
        if words & (ABOUT | BEFORE):
            raise ValueError(words)
        return PartialDate(year, month, sum(day))
    if words & BEFORE:
        return PartialDate(year, certainty=Certainty.BEFORE)
    if words & DECADE and year % 10 == 0:
        decade = year + CENTURY if 10 <= year < 100 else year
        return PartialDate(decade, certainty=Certainty.DECADE)
    if words & ABOUT:
        return PartialDate(year, certainty=Certainty.ABOUT)
    return PartialDate(year)


@cache
def months() -> dict[str, int]:
    """Every name of a month in our languages, as it is compared."""
    known: dict[str, int] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for names in (MONTHS, MONTHS_ALT):
                known |= {fold(str(name)): number for number, name in names.items()}
    return known
