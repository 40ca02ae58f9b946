"""Reading events out of a table (CSV): one row a date."""

import csv
import io
import re
from datetime import date, time

from django.utils.translation import gettext as _

from events.hours import Span, ends_on
from events.imports.found import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_VENUE,
    MOST_DATES,
    MOST_EVENTS,
    Found,
    Held,
    Reading,
    Refused,
    UnreadableCalendar,
    fitting,
    source_of,
)
from hub.shared.text import normalise

NEEDED = {"name", "day"}
COLUMNS = ("name", "day", "begins", "last_day", "ends", "venue", "summary", "uid")
DAY = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[./](\d\d?)[./](\d{4}))\.?")
HOUR = re.compile(r"(\d\d?)[:.](\d\d)(?::00)?")
LONGEST = {"name": LONGEST_NAME, "venue": LONGEST_VENUE, "summary": LONGEST_TEXT}
FIRST_YEAR, LAST_YEAR = 1900, 2100


def read_table(content: bytes) -> Reading:
    """The events of the table; rows of one name, or one uid, are dates of one event."""
    rows = _rows(content)
    reading = Reading()
    events: dict[str, Found] = {}
    broken = set()
    for number, row in enumerate(rows, start=2):
        name = row["name"]
        source = source_of(row["uid"], "table", name, row["venue"])
        try:
            held = _held(row)
        except Refused as problem:
            broken.add(source)
            words = _("row %(number)d: %(problem)s")
            told = words % {"number": number, "problem": problem}
            reading.refused.append((name[:80], told))
            continue
        event = events.setdefault(source, Found(source, name, []))
        event.dates.append(held)
        event.venue = event.venue or row["venue"]
        event.summary = event.summary or row["summary"]
    for source, event in events.items():
        if source in broken:
            reading.refused.append(
                (event.name[:80], _("another of its dates is refused"))
            )
        elif len(event.dates) > MOST_DATES:
            most = _("it has more than %(most)d dates") % {"most": MOST_DATES}
            reading.refused.append((event.name, most))
        else:
            reading.found.append(event)
    return reading


def _rows(content: bytes) -> list[dict[str, str]]:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
        head = text.partition("\n")[0]
        delimiter = max(";,\t", key=head.count)
        table = csv.reader(
            io.StringIO(text, newline=""), delimiter=delimiter, strict=True
        )
        names = [normalise(cell).lower() for cell in next(table, [])]
        rows = [row for row in table if any(cell.strip() for cell in row)]
    except UnicodeError as problem:
        message = _("Save the table as CSV in UTF-8: its letters cannot be read.")
        raise UnreadableCalendar(message) from problem
    except csv.Error as problem:
        raise UnreadableCalendar(_("This is not a table (CSV).")) from problem
    _check(names, rows)
    blank = dict.fromkeys(COLUMNS, "")
    return [blank | dict(zip(names, map(normalise, row), strict=False)) for row in rows]


def _check(names: list[str], rows: list[list[str]]) -> None:
    known = ", ".join(COLUMNS)
    if not set(names) >= NEEDED or not set(names) <= {*COLUMNS}:
        message = _("The first row must name the columns. We know these: %(known)s.")
        raise UnreadableCalendar(message % {"known": known})
    if len(set(names)) < len(names) or any(len(row) > len(names) for row in rows):
        raise UnreadableCalendar(_("A row has more cells than there are columns."))
    if not rows:
        raise UnreadableCalendar(_("There is no event in this table."))
    if len(rows) > MOST_EVENTS:
        message = _("There are more than %(most)d events in this file.")
        raise UnreadableCalendar(message % {"most": MOST_EVENTS})


def _held(row: dict[str, str]) -> Held:
    if not row["name"]:
        raise Refused(_("it has no name"))
    for column, longest in LONGEST.items():
        fitting(row[column], longest)
    first = _day(row["day"])
    hour, last_hour = _hour(row["begins"]), _hour(row["ends"])
    if last_hour and hour is None:
        raise Refused(_("it ends at an hour but does not begin at one"))
    last = (
        _day(row["last_day"]) if row["last_day"] else ends_on(first, 1, hour, last_hour)
    )
    if last < first or (last == first and hour and last_hour and last_hour < hour):
        raise Refused(_("it ends before it begins"))
    if (last - first).days > 366:
        raise Refused(_("it lasts longer than a year"))
    return Held(Span(first, last, hour, last_hour))


def _day(written: str) -> date:
    found = DAY.fullmatch(written)
    if found is None:
        raise Refused(_("“%(day)s” is no day, such as 2027-08-28") % {"day": written})
    year, month, day, second_day, second_month, second_year = found.groups()
    numbers = (year or second_year, month or second_month, day or second_day)
    try:
        one = date(*map(int, numbers))
    except ValueError:
        raise Refused(_("there is no such day: %(day)s") % {"day": written}) from None
    if not FIRST_YEAR <= one.year < LAST_YEAR:
        raise Refused(_("it is not in this century or the last"))
    return one


def _hour(written: str) -> time | None:
    if not written:
        return None
    found = HOUR.fullmatch(written)
    try:
        hour, minute = map(int, found.groups()) if found else (99, 0)
        return time(hour, minute)
    except ValueError:
        raise Refused(
            _("“%(hour)s” is no hour, such as 18:30") % {"hour": written}
        ) from None
