"""The days a page of the calendar is of: a year, month, week, weekend or day."""

from calendar import SATURDAY
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.text import capfirst
from django.utils.translation import gettext

from hub.shared.days import month_name, span_words, weekday_words

# So many years back and ahead the calendar has pages.
YEARS = 10
WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
WRITTEN = {
    "year": "%Y-%m-%d",
    "month": "%Y-%m-%d",
    "week": "%G-W%V-%u",
    "day": "%Y-%m-%d",
}
# What completes a written year, month or week to a day.
FIRST_DAY = {"year": "-01-01", "month": "-01", "week": "-1", "day": ""}


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last; `name` is how the address calls its kind."""

    name: str
    first: date
    last: date

    @property
    def value(self) -> str:
        """As the address writes it."""
        written = {
            "year": f"{self.first:%Y}",
            "month": f"{self.first:%Y-%m}",
            "week": f"{self.first:%G-W%V}",
        }
        return written.get(self.name, f"{self.first}")

    @property
    def title(self) -> str:
        if self.name == "year":
            return gettext("The year %(year)s") % {"year": self.first.year}
        if self.name == "month":
            return f"{capfirst(month_name(self.first.month, MONTHS))} {self.first.year}"
        if self.name == "day":
            return capfirst(weekday_words(self.first))
        if self.name == "weekend":
            return gettext("This weekend")
        return span_words(self.first, self.last)

    @property
    def shown(self) -> tuple[date, date]:
        """The days of the page: a month is filled up to whole weeks."""
        if self.name != "month":
            return self.first, self.last
        monday = self.first - timedelta(days=self.first.weekday())
        sunday = self.last + timedelta(days=6 - self.last.weekday())
        return monday, sunday

    @property
    def previous(self) -> "Period | None":
        return self._beside(self.first - A_DAY)

    @property
    def next(self) -> "Period | None":
        return self._beside(self.last + A_DAY)

    def _beside(self, day: date) -> "Period | None":
        if self.name == "weekend" or not _has_pages(day):
            return None
        return of_day(self.name, day)


def period_of(data: QueryDict) -> Period:
    """What `?year=`, `?month=2027-05`, `?week=2027-W18`, `?day=`, `?weekend=` ask."""
    today = timezone.localdate()
    if written := data.get("weekend"):
        if written != "1":
            raise Http404
        return of_day("weekend", today)
    for name, pattern in WRITTEN.items():
        if written := data.get(name):
            day = _read(f"{written}{FIRST_DAY[name]}", pattern)
            return of_day(name, day)
    return of_day("month", today)


def of_day(name: str, day: date) -> Period:
    """The year, month or week of the day; the weekend that is on or comes next."""
    if name == "year":
        return Period(name, date(day.year, 1, 1), date(day.year, 12, 31))
    monday = day - timedelta(days=day.weekday())
    if name == "month":
        first = day.replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return Period(name, first, following - A_DAY)
    if name == "week":
        return Period(name, monday, monday + WEEK - A_DAY)
    if name == "weekend":
        return Period(name, monday + timedelta(days=SATURDAY), monday + WEEK - A_DAY)
    return Period(name, day, day)


def _has_pages(day: date) -> bool:
    return abs(day.year - timezone.localdate().year) <= YEARS


def _read(written: str, pattern: str) -> date:
    try:
        day = datetime.strptime(written, pattern).replace(tzinfo=UTC).date()
    except ValueError:
        raise Http404 from None
    if not _has_pages(day):
        raise Http404
    return day
