"""The programme of an event as lines of plain text, for what shows nothing else."""

from events.models import Event, Occurrence, Session
from events.sessions.plan import day_of
from hub.shared.days import short_day_words
from hub.shared.translation import translated


def lines_of(event: Event, date_: Occurrence) -> list[str]:
    """ "10:00–10:45 Old fountains (Great hall)"; of several days, with the day.

    The sessions are fetched already, with their rooms and in their order.
    """
    sessions = list(event.sessions.all())
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
