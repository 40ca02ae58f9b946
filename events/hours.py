"""From days and hours as a village tells them to moments that can be compared."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Span:
    """From a day on, until a day; without hours they are whole days.

    `first` and `last` are days as the village tells them (both belong to it); without
    an hour to end at, what begins at an hour is told by its beginning alone.
    """

    first: date
    last: date
    hour: time | None = None
    last_hour: time | None = None

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """When it begins and when it is over (that moment no longer).

        An hour that the night of a change to summer time leaves out is taken as told
        by the clock before (PEP 495, `fold=0`); nothing is over before it began.
        """
        if self.hour is None:
            after = self.last + timedelta(days=1)
            return _at(self.first, MIDNIGHT, zone), _at(after, MIDNIGHT, zone)
        starts = _at(self.first, self.hour, zone)
        if self.last_hour is None:
            return starts, starts
        return starts, max(starts, _at(self.last, self.last_hour, zone))


def ends_on(first: date, days: int, hour: time | None, last_hour: time | None) -> date:
    """The last of so many days; what ends before it began ends after midnight."""
    last = first + timedelta(days=days - 1)
    is_past_midnight = days == 1 and hour and last_hour and last_hour <= hour
    return last + timedelta(days=1) if is_past_midnight else last


def is_one_night(
    first: date, last: date, hour: time | None, last_hour: time | None
) -> bool:
    """Whether it is one evening, although it ends on the next day."""
    if hour is None or last_hour is None:
        return False
    return last == first + timedelta(days=1) and last_hour <= hour


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    # In UTC: moments of one zone are compared as their clocks show them.
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)
