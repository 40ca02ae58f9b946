"""The public schedule: dates of what was told last, titles and villages of those whose
applicants agreed to be named there.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import F

from interest_forms.models import ToldSlot
from partners.clocks import by_clock_of, today_of
from partners.models import ActionGroup

# Further ahead nobody plans; a page is not longer than this.
MOST = 500


@dataclass(frozen=True, slots=True)
class PublicDay:
    """The visits of one day: those that are named, and how many are not."""

    day: date
    named: list[ToldSlot]
    others: int


def days_ahead(group: ActionGroup | None) -> list[PublicDay]:
    """From each group's today on, in order; of one group, or of all."""
    days = groupby(_visits_ahead(group), key=lambda told: told.day)
    return [_public_day(day, list(visits)) for day, visits in days]


def _public_day(day: date, visits: list[ToldSlot]) -> PublicDay:
    named = [told for told in visits if told.form.naming_agreed]
    return PublicDay(day, named, len(visits) - len(named))


def _visits_ahead(group: ActionGroup | None) -> list[ToldSlot]:
    ends = by_clock_of("version__group", F("span__endswith"))
    rows = ToldSlot.objects.public().alias(ends=ends)
    rows = rows.filter(ends__gt=today_of("version__group"))
    return list((rows.filter(version__group=group) if group else rows)[:MOST])
