"""What was found in a file, before anything is kept of it."""

from dataclasses import dataclass, field
from hashlib import blake2b

from django.utils.translation import gettext as _

from events.hours import Span
from events.models import Occurrence

MOST_EVENTS = 1000
# Dates of one event, and how long the texts may be that are taken.
MOST_DATES = 400
LONGEST_NAME, LONGEST_VENUE, LONGEST_TEXT = 200, 200, 5000
LONGEST_SOURCE = 200


class UnreadableCalendar(Exception):
    """Nothing of the file is taken; the words are for whoever sent it."""


class Refused(Exception):
    """One event cannot be read whole; the words say why."""


@dataclass(frozen=True, slots=True)
class Held:
    """One time it is held, as the village tells it."""

    span: Span
    status: str = Occurrence.Status.CONFIRMED


@dataclass(slots=True)
class Found:
    """One event with all its dates. By `source` it is known again."""

    source: str
    name: str
    dates: list[Held]
    summary: str = ""
    venue: str = ""
    website: str = ""

    @property
    def first(self) -> Held:
        return min(self.dates, key=lambda held: (held.span.first, str(held.span.hour)))


@dataclass(slots=True)
class Reading:
    """All that a file holds: what can be taken, and what not and why."""

    found: list[Found] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def fitting(text: str, longest: int) -> str:
    """The text, whole. One that is too long to be kept whole is refused."""
    if len(text) > longest:
        message = _("a text of it is longer than %(most)d letters")
        raise Refused(message % {"most": longest})
    return text


def source_of(written: str, *instead: object) -> str:
    """The calendar's own key of an event, else one made of what it says."""
    if 0 < len(written) <= LONGEST_SOURCE:
        return written
    told = repr((written, *instead)).encode()
    return f"made-{blake2b(told, digest_size=16).hexdigest()}"
