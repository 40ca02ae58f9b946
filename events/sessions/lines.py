"""The programme of an event as lines of plain text, for what shows nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from events.models import Occurrence, Session
from events.sessions.plan import day_of
from hub.shared.days import short_day_words
from hub.shared.translation import translated


def sessions_of(dates: Iterable[Occurrence]) -> Mapping[int | None, list[Session]]:
    """By their event, in their order; one query.

    Not prefetched: that would tie each event to itself, and a long calendar would
    fill the memory until somebody sweeps it.
    """
    events = {date_.event_id: date_.event for date_ in dates if date_.event}
    found: dict[int | None, list[Session]] = defaultdict(list)
    rows = Session.objects.filter(event__in=list(events)).in_order()
    for session in rows.select_related("room"):
        session.event = events[session.event_id]
        found[session.event_id].append(session)
    return found


def lines_of(sessions: Sequence[Session], date_: Occurrence) -> list[str]:
    """ "10:00–10:45 Old fountains (Great hall)"; of several days, with the day."""
    are_days = len({session.day for session in sessions}) > 1
    return [_line(session, date_ if are_days else None) for session in sessions]


def _line(session: Session, date_: Occurrence | None) -> str:
    words = f"{session.hour:%H:%M}–{session.last_hour:%H:%M} "
    if date_ and (day := day_of(date_.day, session.day)):
        words = f"{short_day_words(day)}, {words}"
    words += translated(session, "title").value
    if session.room:
        session.room.event = session.event
        words += f" ({translated(session.room, 'name').value})"
    return words
