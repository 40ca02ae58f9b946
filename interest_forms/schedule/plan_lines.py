"""The lines of a week's plan: what is proposed, looked at as if it were booked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from interest_forms.models import ExpressionOfInterest, ProposedVisit, WeekPlan
from interest_forms.schedule.occupied import taken_in_words
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import Kind, SlotWarning, warnings_of


@dataclass(frozen=True, slots=True)
class Line:
    """A line, what speaks against it, and the kilometres by road to it.

    `clash`: who or what is somewhere else then, in words; such a line is not booked.
    """

    row: ProposedVisit
    visit: Visit
    warnings: list[SlotWarning]
    clash: str
    km: float


def open_lines(plan: WeekPlan) -> Sequence[ProposedVisit]:
    """Those of which something can still be done, crew by crew."""
    found = plan.visits.filter(
        form__state=ExpressionOfInterest.State.ACCEPTED,
        span__startswith__gt=timezone.now(),
    )
    found = found.select_related(
        "crew__group", "crew__territory", "form__territory__parent", "form__place"
    )
    found = found.prefetch_related("equipment")
    return found.order_by("crew__name", "crew", "span")


def around_of(plan: WeekPlan, rows: Sequence[ProposedVisit]) -> Surroundings:
    """The week of the plan with its lines in it."""
    proposed = [Visit.of_line(row) for row in rows]
    return Surroundings(plan.group, plan.monday, plan.sunday, proposed=proposed)


def lines_of(plan: WeekPlan) -> list[Line]:
    """What its page tells of each line."""
    rows = list(open_lines(plan))
    if not rows:
        return []
    around = around_of(plan, rows)
    return [_line(row, around) for row in rows]


def clash_in_words(visit: Visit, around: Surroundings) -> str:
    """Where its crew or equipment is then; empty: nowhere else."""
    clash = around.clash(visit)
    return taken_in_words(*clash) if clash else ""


def who_is_away(visit: Visit, around: Surroundings) -> str:
    """Who or what is not there then, in words; empty: all are."""
    told = warnings_of(visit, around)
    return " ".join(one.text for one in told if one.kind == Kind.AWAY)


def _line(row: ProposedVisit, around: Surroundings) -> Line:
    visit = Visit.of_line(row)
    before, _after = around.neighbours(visit)
    comes_from = before.point if before else visit.crew.starts_from
    return Line(
        row,
        visit,
        warnings_of(visit, around),
        clash_in_words(visit, around),
        around.roads.km(comes_from, visit.point),
    )
