"""The days that rules count from: a date, Easter, the start or the end of a month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Between these years the old (Julian) calendar is 13 days behind: from 1 March 1900
# to 28 February 2100 by its own count (Meeus, Astronomical Algorithms, chapter 7).
FIRST_YEAR, LAST_YEAR = 1900, 2099
OLD_STYLE = timedelta(days=13)
LONGEST_OFFSET = 200
LEAP_YEAR = 2024


class AnchorKind(TextChoices):
    """What a rule counts from."""

    DATE = "date", _("a date")
    ORTHODOX_EASTER = "orthodox_easter", _("Orthodox Easter")
    WESTERN_EASTER = "western_easter", _("Western Easter")
    MONTH_START = "month_start", _("the start of a month")
    MONTH_END = "month_end", _("the end of a month")


EASTERS = {
    AnchorKind.ORTHODOX_EASTER: EASTER_ORTHODOX,
    AnchorKind.WESTERN_EASTER: EASTER_WESTERN,
}
MONTHS = frozenset({AnchorKind.MONTH_START, AnchorKind.MONTH_END})


@dataclass(frozen=True, slots=True)
class Anchor:
    """One day of every year, and so many days before (negative) or after it.

    `month` (1 to 12) belongs to a date and to months, `day` (1 to 31) to a date;
    where they do not belong they are 0, or are not looked at.
    An old-style date is one of the Julian calendar. 29 February comes in leap years
    only; who means the last day of February takes the end of that month.
    """

    kind: AnchorKind
    month: int = 0
    day: int = 0
    offset: int = 0
    old_style: bool = False

    def in_year(self, year: int) -> date | None:
        """The day with its offset, which may lie in the year before or after."""
        start = self._start(year)
        return None if start is None else start + timedelta(days=self.offset)

    def faults(self) -> dict[str, str]:
        """What is wrong with it, by field."""
        faults = {}
        if self.kind not in EASTERS and not self.month:
            faults["month"] = _("A month is missing: choose one.")
        elif self.kind == AnchorKind.DATE and not self._is_date():
            faults["day"] = _("This month has no such day: write another one.")
        if abs(self.offset) > LONGEST_OFFSET:
            faults["offset"] = _("Write at most 200 days before or after.")
        if self.old_style and self.kind != AnchorKind.DATE:
            faults["old_style"] = _("Only a date can be one of the old calendar.")
        return faults

    def _start(self, year: int) -> date | None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(year)
        if self.kind in EASTERS:
            return easter(year, EASTERS[self.kind])
        last = monthrange(year, self.month)[1]
        if self.kind == AnchorKind.MONTH_START:
            return date(year, self.month, 1)
        if self.kind == AnchorKind.MONTH_END:
            return date(year, self.month, last)
        if self.day > last:
            return None
        return date(year, self.month, self.day) + (OLD_STYLE * self.old_style)

    def _is_date(self) -> bool:
        return 1 <= self.day <= monthrange(LEAP_YEAR, self.month)[1]
