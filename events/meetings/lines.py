"""Lines of a tour as people paste them: village | venue | date | hour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from hub.shared.dates import read_day
from hub.shared.text import normalise

# A spreadsheet parts its cells by tabs; people type bars or semicolons.
SEPARATORS = "\t|;"
HOUR = re.compile(
    r"(\d{1,2})(?:\s*[.:h]\s*(\d{2})(?::00)?)?\s*(?:ч\.?|ч[аa]с[аa]?|h|ώρα)?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, read as far as it can be; `number` counts as an editor does.

    A day or hour that could not be read is `None`.
    """

    number: int
    village: str
    venue: str
    day: date | None
    hour: time | None
    written_day: str = ""
    written_hour: str = ""


def read_lines(text: str) -> list[Line]:
    """The lines that say anything, less the heads of a spreadsheet's columns."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    # A tab may be the empty cell that a line begins or ends with: it is kept.
    rows = [row.strip(" ") for row in text.splitlines()]
    is_first = True
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            continue
        is_head = is_first and not any(sign.isdigit() for sign in row)
        is_first = False
        if not (is_head and len(_cells(row)) > 2):
            yield _line(number, row)


def _line(number: int, row: str) -> Line:
    village, venue, day, hour = [*_cells(row), "", "", "", ""][:4]
    return Line(number, village, venue, _day(day), read_hour(hour), day, hour)


def _cells(row: str) -> list[str]:
    separator = next((sign for sign in SEPARATORS if sign in row), "\t")
    return [normalise(cell) for cell in row.split(separator)]


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        return None


def read_hour(text: str) -> time | None:
    """ "18:00", "18", "18 ч."; `None` when it is no hour."""
    found = HOUR.fullmatch(text.casefold())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
