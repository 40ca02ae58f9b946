"""The programme as a page shows it: days, and in each what runs side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from events.hours import Span
from events.models import Event, Occurrence, Room, Session, Speaker
from hub.shared.translation import Text, translated


@dataclass(frozen=True, slots=True)
class Lane:
    """What is held in one room while other things are held elsewhere."""

    room: Room | None
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the day; in several lanes if sessions overlap."""

    lanes: list[Lane]

    @property
    def is_parallel(self) -> bool:
        return len(self.lanes) > 1


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of the event. Without a `date` nobody knows yet when it is."""

    number: int
    date: date | None
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole programme. It is false where there is none."""

    sessions: list[Session]
    days: list[PlannedDay]
    speakers: list[Speaker]

    def __bool__(self) -> bool:
        return bool(self.sessions)

    @property
    def told_in(self) -> Text | None:
        """A title, if none is in the reader's language: that is said once for all."""
        titles = [translated(session, "title") for session in self.sessions]
        languages = {title.fell_back and title.language for title in titles}
        is_one = len(languages) == 1 and titles[0].fell_back
        return titles[0] if is_one else None


def plan_of(event: Event, dates: Sequence[Occurrence]) -> Plan:
    """The programme, on the days of the next of these dates, else of the last one.

    The sessions are fetched already (`sessions_in_order`).
    """
    sessions = list(event.sessions.all())
    if not sessions:
        return Plan([], [], [])
    first = dates[0] if dates else event.occurrences.order_by("day").last()
    first_day = first.day if first else None
    days = [
        PlannedDay(number, day_of(first_day, number), _stretches(of_day))
        for number, of_day in groupby(sessions, key=lambda one: one.day)
    ]
    return Plan(sessions, days, _speakers(event, sessions))


def day_of(first_day: date | None, number: int) -> date | None:
    return first_day + timedelta(days=number - 1) if first_day else None


def moments_of(session: Session, date_: Occurrence) -> tuple[datetime, datetime]:
    """When the session begins and ends on that date, by the clock of the group."""
    day = date_.day + timedelta(days=session.day - 1)
    starts, ends = Span(day, day, session.hour, session.last_hour).moments(date_.zone)
    return starts.astimezone(date_.zone), ends.astimezone(date_.zone)


def _stretches(sessions: Iterable[Session]) -> list[Stretch]:
    """The sessions of a day, cut wherever all rooms are between two of them."""
    together: list[list[Session]] = []
    until = None
    for session in sessions:
        if until is None or session.hour >= until:
            together.append([])
            until = session.last_hour
        together[-1].append(session)
        until = max(until, session.last_hour)
    return [Stretch(_lanes(ones)) for ones in together]


def _lanes(sessions: list[Session]) -> list[Lane]:
    in_rooms = sorted(sessions, key=lambda one: (one.room_id or 0, one.hour))
    by_room = groupby(in_rooms, key=lambda one: one.room)
    return [Lane(room, list(ones)) for room, ones in by_room]


def _speakers(event: Event, sessions: list[Session]) -> list[Speaker]:
    """Each once, in the order in which they speak; all parts know their event."""
    found: dict[int, Speaker] = {}
    for session in sessions:
        if session.room:
            session.room.event = event
        for speaker in session.speakers.all():
            speaker.event = event
            found.setdefault(speaker.pk, speaker)
    return list(found.values())
