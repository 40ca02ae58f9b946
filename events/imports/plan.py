"""What an import would do: shown before it is done, and then done by the same words."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from events.imports.found import Found, Reading
from events.imports.ics import read_ics
from events.imports.table import read_table
from events.models import Event, Occurrence
from events.words import when_words
from partners.models import ActionGroup


class Line(NamedTuple):
    """One event of the file, as it stands in the preview."""

    name: str
    when: str
    number: int


@dataclass(frozen=True)
class Plan:
    """A file held against the events that the group has."""

    reading: Reading
    group: ActionGroup

    @classmethod
    def of(cls, content: bytes, name: str, group: ActionGroup) -> "Plan":
        """The plan for a file of that name; unreadable ones raise."""
        is_calendar = (
            content.lstrip(b"\xef\xbb\xbf \r\n")[:15].upper() == b"BEGIN:VCALENDAR"
        )
        if is_calendar or name.lower().endswith((".ics", ".ical")):
            return cls(read_ics(content, group.zone), group)
        return cls(read_table(content), group)

    @cached_property
    def _known_sources(self) -> set[str]:
        sources = [one.source for one in self.reading.found]
        rows = Event.objects.of_group(self.group).filter(source__in=sources)
        return set(rows.values_list("source", flat=True))

    @cached_property
    def new(self) -> list[Found]:
        """What would be added. An event that stands twice in the file comes once."""
        firsts = {one.source: one for one in reversed(self.reading.found)}
        return [
            one
            for one in self.reading.found
            if firsts[one.source] is one and one.source not in self._known_sources
        ]

    @property
    def known(self) -> list[Found]:
        new = {id(one) for one in self.new}
        return [one for one in self.reading.found if id(one) not in new]

    @property
    def new_lines(self) -> list[Line]:
        return [line_of(one) for one in self.new]

    @property
    def known_lines(self) -> list[Line]:
        return [line_of(one) for one in self.known]


def line_of(found: Found) -> Line:
    span = found.first.span
    held = Occurrence(
        day=span.first, last_day=span.last, hour=span.hour, last_hour=span.last_hour
    )
    return Line(found.name, when_words(held), len(found.dates))
