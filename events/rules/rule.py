"""When a feast is held: "the first Sunday after Petrovden", in any year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from events.rules.anchors import FIRST_YEAR, LAST_YEAR, MONTHS, Anchor, AnchorKind

WEEK = 7
NO_WEEKDAY = -1
LONGEST_DURATION = 60
# A month has at most five of a weekday; of those that end it, two have names.
MOST_WEEKDAYS = {AnchorKind.MONTH_END: 2}
FIVE = 5


class Snap(TextChoices):
    """Where the weekday lies that a rule goes to."""

    NONE = "", _("no weekday: that very day")
    ON_OR_AFTER = "on_or_after", _("first such weekday on that day or after it")
    AFTER = "after", _("first such weekday after that day")
    ON_OR_BEFORE = "on_or_before", _("last such weekday on that day or before it")
    BEFORE = "before", _("last such weekday before that day")
    NEAREST = "nearest", _("such weekday nearest to that day")
    NTH = "nth", _("second, third … such weekday (of a month, or after that day)")


class RuleFaults(ValueError):
    """What is wrong with a rule: `faults` has a sentence for each field."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Rule:
    """A day of the year that can be computed, and the years in which it is held.

    The anchor's day goes to a weekday (0 is Monday), and waits for `not_before` when
    that is later. `nth` counts weekdays of the month (from its end when the anchor is
    the end), or after the anchor's day. The feast lasts `duration` days. It is held
    every `every` years, among them `held_in`, from `first_year` to `last_year`.
    A year is the one of the anchor: 25 December by the old calendar, in 2026, is
    7 January 2027.
    """

    anchor: Anchor
    snap: Snap = Snap.NONE
    weekday: int = NO_WEEKDAY
    nth: int = 0
    not_before: Anchor | None = None
    duration: int = 1
    every: int = 1
    held_in: int | None = None
    first_year: int | None = None
    last_year: int | None = None

    def __post_init__(self) -> None:
        later = self.not_before.faults() if self.not_before else {}
        faults = {
            **self.anchor.faults(),
            **{f"not_before_{field}": fault for field, fault in later.items()},
            **self._weekday_faults(),
            **self._year_faults(),
        }
        if faults:
            raise RuleFaults(faults)

    def first_day(self, year: int) -> date | None:
        """The day on which the feast of that year begins; `None` if there is none."""
        if not self.is_held_in(year):
            return None
        start = self.anchor.in_year(year)
        day = start and self._snapped(start)
        later = self.not_before and self.not_before.in_year(year)
        return max(day, later) if day and later else day

    def is_held_in(self, year: int) -> bool:
        first, last = self.first_year or FIRST_YEAR, self.last_year or LAST_YEAR
        in_turn = (year - (self.held_in or 0)) % self.every == 0
        return first <= year <= last and in_turn

    def upcoming(self, since: date, count: int) -> list[date]:
        """The first days that come next, of at most so many years."""
        return list(islice(self._days_since(since), count))

    def _days_since(self, since: date) -> Iterator[date]:
        for year in range(max(since.year - 1, FIRST_YEAR), LAST_YEAR + 1):
            day = self.first_day(year)
            if day and day >= since:
                yield day

    def _snapped(self, start: date) -> date | None:
        if self.snap == Snap.NONE:
            return start
        # The weekday on that day or after it; the other ones lie a week around it.
        ahead = start + timedelta(days=(self.weekday - start.weekday()) % WEEK)
        exact = ahead == start
        weeks = {
            Snap.ON_OR_AFTER: 0,
            Snap.AFTER: int(exact),
            Snap.ON_OR_BEFORE: int(exact) - 1,
            Snap.BEFORE: -1,
            Snap.NEAREST: -int((ahead - start).days > WEEK // 2),
            Snap.NTH: self._nth_week(exact=exact),
        }[self.snap]
        day = ahead + timedelta(weeks=weeks)
        of_month = self.snap == Snap.NTH and self.anchor.kind in MONTHS
        return None if of_month and day.month != start.month else day

    def _nth_week(self, *, exact: bool) -> int:
        counted = self.nth - 1
        if self.anchor.kind == AnchorKind.MONTH_END:
            return int(exact) - 1 - counted
        if self.anchor.kind == AnchorKind.MONTH_START:
            return counted
        return counted + int(exact)

    def _weekday_faults(self) -> dict[str, str]:
        faults = {}
        if self.snap and self.weekday == NO_WEEKDAY:
            faults["weekday"] = _("A weekday is missing: choose one, or no weekday.")
        if not self.snap and self.weekday != NO_WEEKDAY:
            faults["snap"] = _("Say where the weekday lies, or choose no weekday.")
        if self.snap != Snap.NTH:
            return faults
        if not 1 <= self.nth <= MOST_WEEKDAYS.get(self.anchor.kind, FIVE):
            faults["nth"] = _(
                "Write which one: 1 to 5, or counted from the end of a month 1 or 2."
            )
        if self.anchor.kind in MONTHS and self.anchor.offset:
            faults["offset"] = _("Weekdays of a month are counted without days beside.")
        return faults

    def _year_faults(self) -> dict[str, str]:
        faults = {}
        if not 1 <= self.duration <= LONGEST_DURATION:
            faults["duration"] = _("Write 1 to 60 days.")
        if self.every < 1:
            faults["every"] = _("Write 1 for every year, 2 for every second year …")
        elif self.every > 1 and self.held_in is None:
            faults["held_in"] = _("Write one year in which it is held.")
        if (self.first_year or FIRST_YEAR) > (self.last_year or LAST_YEAR):
            faults["last_year"] = _("The last year is before the first one.")
        return faults
