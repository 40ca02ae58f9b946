"""Reads an English sentence of a rule and finds the days it means, by looking.

It shares no code with the rules: weekdays, months, counts and years are the words'.
"""

import re
from calendar import day_name, month_name
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

WEEKDAYS, MONTHS = list(day_name), list(month_name)
ORDINALS = ["first", "second", "third", "fourth", "fifth", "last but one", "last"]
EASTERS = {"Orthodox Easter": EASTER_ORTHODOX, "Western Easter": EASTER_WESTERN}
DATE = re.compile(r"(\d{1,2}) ([A-Z][a-z]+)")
COUNTED = re.compile(r"(?:the day that comes )?(\d+) days? (after|before) (.*)")
OF_MONTH = re.compile(r"the (.+) ([A-Z]\w+day) of (\w+)")
BESIDE = re.compile(
    r"the (?:(\w+) )?([A-Z]\w+day) (on or after|on or before|after|before|nearest) (.*)"
)
EVERY = re.compile(r"(.*), every (\d+) years, as in (\d+)")
YEARS = re.compile(r"(.*), (?:from (\d+) to (\d+)|since (\d+)|until (\d+))")
LASTING = re.compile(r"(.*), for (\d+) days")


def read(sentence: str, year: int) -> tuple[date | None, int]:
    """The first day in that year, if there is one, and for how many days it lasts."""
    held, lasting = True, 1
    if found := YEARS.fullmatch(sentence):
        sentence, first, last, since, until = found.groups()
        held &= int(first or since or 0) <= year <= int(last or until or 9999)
    if found := EVERY.fullmatch(sentence):
        sentence = found[1]
        held &= (year - int(found[3])) % int(found[2]) == 0
    if found := LASTING.fullmatch(sentence):
        sentence, lasting = found[1], int(found[2])
    parts = re.split(r" or (?!after|before)", sentence.partition(", whichever")[0])
    days = [_day(part, year) for part in parts]
    return max(filter(None, days)) if held and days[0] else None, lasting


def _day(words: str, year: int) -> date | None:
    words = words.removeprefix("on ")
    if found := OF_MONTH.fullmatch(words):
        ordinal, weekday, month = found.groups()
        start = date(year, MONTHS.index(month), 1)
        days = [day for day in _all(weekday, start) if day.month == start.month]
    elif found := BESIDE.fullmatch(words):
        ordinal, weekday, side, words = found.groups()
        start = _start(words, year)
        days = _beside(start, weekday, side) if start else []
    else:
        return _start(words, year)
    at = ORDINALS.index(ordinal) if ordinal else 0
    at = at if at < 5 else at - len(ORDINALS)
    return days[at] if -len(days) <= at < len(days) else None


def _all(weekday: str, start: date) -> list[date]:
    around = (start + timedelta(days=n) for n in range(-45, 46))
    return [day for day in around if WEEKDAYS[day.weekday()] == weekday]


def _beside(start: date, weekday: str, side: str) -> list[date]:
    days = _all(weekday, start)
    if side == "nearest":
        return sorted(days, key=lambda day: abs(day - start))
    if side.startswith("on or") and start in days:
        return [start]
    if side.endswith("after"):
        return [day for day in days if day > start]
    return [day for day in days if day < start]


def _start(words: str, year: int) -> date | None:
    """A day without a weekday. Where a feast is named, its day is in the brackets."""
    plain, _, bracket = words.removesuffix(")").partition(" (")
    if found := COUNTED.fullmatch(words):
        count, side, rest = found.groups()
        days = timedelta(days=int(count) if side == "after" else -int(count))
        start = _start(rest, year)
        return start and start + days
    if plain in EASTERS:
        return easter(year, EASTERS[plain])
    if found := re.fullmatch(r"the last day of (\w+)", plain):
        month = MONTHS.index(found[1])
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if found := DATE.match(plain):
        return _written(int(found[1]), found[2], year, old="old calendar" in plain)
    return _start(bracket, year)


def _written(day: int, month: str, year: int, *, old: bool) -> date | None:
    try:
        written = date(year, MONTHS.index(month), day)
    except ValueError:
        return None
    return written + timedelta(days=13 * old)
