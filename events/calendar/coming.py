"""What comes next, in a few lines, for pages of other things."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from events.calendar.entries import Entry, entries_of
from events.calendar.periods import of_day
from events.models import Event, Occurrence, Tradition
from events.models.occurrences import OccurrenceQuerySet
from partners.models import ActionGroup
from places.models import Place

# So many dates stand on a page of something else; so many events at a place are read.
SHOWN, EVENTS = 6, 200


def weekend_dates() -> list[Entry]:
    """The first of what is held this weekend."""
    period = of_day("weekend", timezone.localdate())
    dates = Occurrence.objects.public().between(period.first, period.last)
    return entries_of(dates.in_order()[:SHOWN])


def next_of_all() -> list[Entry]:
    """The first of what begins today or later."""
    dates = Occurrence.objects.public().filter(day__gte=timezone.localdate())
    return entries_of(dates.in_order()[:SHOWN])


def with_next_dates(rows: Iterable[Any]) -> list[Any]:
    """The events or the traditions, each with its `next_date`, if one is known."""
    found = list(rows)
    dates = _next_by_owner(found) if found else {}
    for row in found:
        row.next_date = dates.get(row.pk)
    return found


def _next_by_owner(rows: list[Any]) -> dict[int, Occurrence]:
    owner = "event" if isinstance(rows[0], Event) else "tradition"
    dates = Occurrence.objects.filter(
        **{f"{owner}__in": rows}, last_day__gte=timezone.localdate()
    )
    first = dates.order_by(owner, "day", "starts", "pk").distinct(owner)
    return {getattr(one, f"{owner}_id"): one for one in first}


def next_of_group(group: ActionGroup) -> list[Entry]:
    """The next dates of a group; of its events and its traditions, each by an index."""
    dates = Occurrence.objects.public()
    parts = dates.filter(event__group=group), dates.filter(tradition__group=group)
    return _first(part.upcoming() for part in parts)


def held_at(places: Collection[Place]) -> dict[str, Any]:
    """`traditions` that belong to these places; the next `dates` of them and there."""
    traditions = Tradition.objects.published().filter(places__in=places).distinct()
    events = Event.objects.published().filter(place__in=places).newest_first()
    there = list(events.values_list("pk", flat=True)[:EVENTS])
    known = list(traditions)
    dates = Occurrence.objects.filter(Q(event__in=there) | Q(tradition__in=known))
    return {"traditions": known, "dates": _first([dates.upcoming()])}


def _first(parts: Iterable[OccurrenceQuerySet]) -> list[Entry]:
    found = [entry for part in parts for entry in entries_of(part[:SHOWN])]
    return sorted(found, key=lambda entry: (entry.day, entry.starts))[:SHOWN]
