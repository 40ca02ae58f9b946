"""The demonstration's traditions and events, each with the rule of its day."""

from datetime import time

from events.calendar_actions import keep_rule
from events.models import CalendarRule, Event, Tradition
from hub.demo.walks import Row, kept
from partners.models import Territory
from places import publishing
from places.models import Place


def add_feasts(*, traditions: list[Row], events: list[Row]) -> None:
    """Add and show them all; an event names its tradition by its `key`."""
    known = {row["key"]: _add_tradition(row) for row in traditions}
    for row in events:
        _add_event(row, known)
    for model in (Tradition, Event):
        publishing.show(model.objects.all())


def _add_tradition(row: Row) -> Tradition:
    tradition = kept(Tradition(domain=row["domain"]), row)
    keep_rule(CalendarRule(tradition=tradition, **row["rule"]))
    return tradition


def _add_event(row: Row, known: dict[str, Tradition]) -> None:
    hours = {
        name: time.fromisoformat(row[name])
        for name in ("hour", "last_hour")
        if name in row
    }
    settlements = Territory.objects.settlements()
    event = Event(
        kind=row["kind"],
        tradition=known.get(row["tradition"]),
        place=Place.objects.filter(external_id=row["place"]).first(),
        territory=settlements.filter(code=row["settlement"]).first(),
        **hours,
    )
    keep_rule(CalendarRule(event=kept(event, row), **row["rule"]))
