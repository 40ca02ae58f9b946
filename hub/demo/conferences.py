"""The demonstration's conference: its day, its sessions, who speaks, who may come."""

from datetime import time, timedelta
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from events.hours import Span
from events.models import (
    Event,
    Occurrence,
    OnlineAccess,
    RegistrationSheet,
    Room,
    Session,
    Speaker,
)
from events.registration.actions import keep_sheet
from hub.demo.walks import Row, kept, texts_of
from partners.models import Territory
from places import publishing

T = TypeVar("T", bound=Model)


def add_conferences(rows: list[Row]) -> None:
    """Add and show them; each is held so many weeks after the portal was filled."""
    for row in rows:
        event = _add_event(row)
        _add_programme(event, row)
        OnlineAccess.objects.create(event=event, link=row["link"])
        held = Occurrence.of_event(event, _span(row))
        held.save()
        seats = {name: row[name] for name in ("capacity", "reserved")}
        keep_sheet(RegistrationSheet(occurrence=held, **seats))


def _add_event(row: Row) -> Event:
    span = _span(row)
    event = Event(
        kind=row["kind"],
        attended=row["attended"],
        territory=Territory.objects.settlements().get(code=row["settlement"]),
        hour=span.hour,
        last_hour=span.last_hour,
    )
    publishing.show(Event.objects.filter(pk=kept(event, row).pk))
    return event


def _add_programme(event: Event, row: Row) -> None:
    rooms, speakers = (
        {one["key"]: _told(model(event=event), one) for one in row[name]}
        for name, model in (("rooms", Room), ("speakers", Speaker))
    )
    for one in row["sessions"]:
        session = Session(
            event=event,
            kind=one["kind"],
            room=rooms.get(one["room"]),
            hour=time.fromisoformat(one["hour"]),
            last_hour=time.fromisoformat(one["last_hour"]),
        )
        _told(session, one).speakers.set(speakers[key] for key in one["speakers"])


def _told(part: T, row: Row) -> T:
    """Saved with its texts in the languages it has."""
    for name, text in texts_of(row).items():
        setattr(part, name, text)
    part.save()
    return part


def _span(row: Row) -> Span:
    """On that weekday (0: Monday) so many weeks from now, with its hours."""
    day = timezone.localdate() + timedelta(weeks=row["weeks_ahead"])
    day += timedelta(days=row["weekday"] - day.weekday())
    hours = (time.fromisoformat(row[name]) for name in ("hour", "last_hour"))
    return Span(day, day, *hours)
