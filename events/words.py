"""Dates of events in the reader's language."""

from events.models import Occurrence
from hub.shared.days import day_words


def when_words(occurrence: Occurrence) -> str:
    """ "24 May 2027, 10:00–12:00"; "24 May 2027 – 26 May 2027, 10:00"."""
    days = _span(day_words(occurrence.day), day_words(occurrence.last_day), " – ")
    if occurrence.hour is None:
        return days
    first = f"{occurrence.hour:%H:%M}"
    if occurrence.last_hour is None:
        return f"{days}, {first}"
    last = f"{occurrence.last_hour:%H:%M}"
    if occurrence.is_past_midnight:
        days = day_words(occurrence.day)
    return f"{days}, {_span(first, last, '–')}"


def _span(first: str, last: str, dash: str) -> str:
    return first if first == last else f"{first}{dash}{last}"
