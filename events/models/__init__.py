from events.models.events import Event
from events.models.occurrences import Occurrence
from events.models.rules import CalendarRule, YearOverride
from events.models.traditions import RegisterEntry, Tradition

__all__ = [
    "CalendarRule",
    "Event",
    "Occurrence",
    "RegisterEntry",
    "Tradition",
    "YearOverride",
]
