"""The next dates of an event or a tradition, as its own page tells them."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from events.models import CalendarRule, Event, Occurrence, Tradition, YearOverride
from events.rules import RuleFaults

# So many of the next dates stand on a page.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date that comes; or a day on which, as was decided, it is not held."""

    # By which the dates are in order.
    day: date
    occurrence: Occurrence | None = None
    # What was decided, where there is no date.
    skipped: YearOverride | None = None
    # The day by the rule from which it was moved.
    instead_of: date | None = None


def next_dates(what: Event | Tradition) -> list[NextDate]:
    """The next dates, and the years between them in which it is not held."""
    rule = rule_of(what)
    dates = what.occurrences.upcoming().select_related("registration_sheet")[:SHOWN]
    told = [_told(one, rule) for one in dates]
    if rule:
        told += _skipped(rule)
    return sorted(told, key=lambda one: one.day)[:SHOWN]


def last_date(what: Event | Tradition) -> Occurrence | None:
    """The last date that is over and was not called off."""
    over = what.occurrences.filter(last_day__lt=timezone.localdate())
    kept = over.exclude(status=Occurrence.Status.CANCELLED)
    return kept.order_by("-day", "-starts").first()


def rule_of(what: Event | Tradition) -> CalendarRule | None:
    """Its calendar rule, if it has one that makes sense."""
    rule = getattr(what, "rule", None)
    try:
        return rule if rule and rule.rule else None
    except RuleFaults:
        return None


def _told(one: Occurrence, rule: CalendarRule | None) -> NextDate:
    before = None
    if rule and one.rule_year and one.status == Occurrence.Status.MOVED:
        before = rule.rule.first_day(one.rule_year)
    return NextDate(one.day, one, instead_of=before if before != one.day else None)


def _skipped(rule: CalendarRule) -> list[NextDate]:
    today = timezone.localdate()
    decided = rule.overrides.filter(year__gte=today.year, kind="skipped")
    days = [(rule.rule.first_day(one.year), one) for one in decided]
    return [NextDate(day, skipped=one) for day, one in days if day and day >= today]
