from events.models.events import Event
from events.models.occurrences import Occurrence
from events.models.traditions import RegisterEntry, Tradition

__all__ = ["Event", "Occurrence", "RegisterEntry", "Tradition"]
