"""What happens hour by hour, from the lines in which it was written."""

import re
from dataclasses import dataclass

from events.models import Event
from hub.shared.translation import Text, translated

HOUR = r"\d{1,2}[:.]\d{2}"
LINE = re.compile(
    rf"(?P<hours>{HOUR}(?:\s*[-–—]\s*{HOUR})?)\s*(?:[-–—:]\s+)?(?P<what>.+)"
)


@dataclass(frozen=True, slots=True)
class Hour:
    """One line of a programme; `hours` is empty where the line tells none."""

    hours: str
    what: Text


def hours_of(event: Event) -> list[Hour]:
    """ "10:00 Procession" as the hour and what happens then; in order of writing."""
    text = translated(event, "programme")
    lines = (line.strip() for line in text.value.splitlines())
    return [_hour(line, text) for line in lines if line]


def _hour(line: str, text: Text) -> Hour:
    found = LINE.fullmatch(line)
    hours = re.sub(r"\s*[-–—]\s*", "–", found["hours"]) if found else ""
    what = found["what"] if found else line
    return Hour(hours.replace(".", ":"), Text(what, text.language, text.fell_back))
