"""What people do with the plan of a week. Nothing is booked before it is accepted."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.shared.audit import record
from hub.shared.bell import ring
from interest_forms.models import (
    Crew,
    Equipment,
    ProposedVisit,
    ScheduleSlot,
    WeekPlan,
)
from interest_forms.schedule.actions import check_group, iso, place_slot
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.plan_lines import (
    around_of,
    clash_in_words,
    open_lines,
    who_is_away,
)
from interest_forms.schedule.visits import Visit
from interest_forms.tasks import make_week_plan

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def ask_for_plan(plan: WeekPlan, *, by: "User") -> None:
    """Have a week planned, for the first time or anew; what is booked stays booked.

    Raises `Refused` when the week is over.
    """
    if plan.is_over:
        raise Refused(_("This week is over."))
    plan.state = WeekPlan.State.WAITING
    plan.attempts, plan.lease_until, plan.asked = 0, None, timezone.now()
    plan.save()
    plan.visits.all().delete()
    plan.unplaced.all().delete()
    record("weekplan.plan_week", plan, actor=by, monday=plan.monday.isoformat())
    ring(make_week_plan, plan.pk)


def accept_visits(
    visits: Iterable[ProposedVisit], *, by: "User"
) -> tuple[list[ScheduleSlot], list[tuple[ProposedVisit, str]]]:
    """Book each line of a plan; those that cannot be are told with the reason."""
    rows = list(visits)
    if not rows:
        return [], []
    booked, refused = [], []
    around = around_of(rows[0].plan, rows)
    for visit in rows:
        if away := who_is_away(Visit.of_line(visit), around):
            refused.append((visit, away))
            continue
        try:
            slot = place_slot(
                visit.form,
                visit.crew,
                visit.span,
                equipment=visit.equipment.all(),
                by=by,
            )
            booked.append(slot)
        except Refused as problem:
            refused.append((visit, str(problem)))
    return booked, refused


@transaction.atomic
def move_visit(
    line: ProposedVisit,
    crew: Crew,
    span: DateTimeTZRange,
    *,
    equipment: Sequence[Equipment],
    by: "User",
) -> None:
    """Propose another time or crew; the rest of the plan stays.

    Raises `Refused` where somebody or something would be in two places at a time.
    """
    plan = WeekPlan.objects.select_for_update(no_key=True).get(pk=line.plan_id)
    rows = list(open_lines(plan))
    if line not in rows:
        raise Refused(_("The plan was changed meanwhile: this line is gone."))
    check_group(line.form, crew, equipment)
    wanted = Visit(line.form, crew, span, tuple(equipment))
    if clash := clash_in_words(wanted, around_of(plan, rows)):
        raise Refused(clash)
    before = line.span
    line.crew, line.span = crew, span
    line.save(update_fields=["crew", "span"])
    line.equipment.set(equipment)
    record("weekplan.move_visit", plan, actor=by, before=iso(before), after=iso(span))


@transaction.atomic
def drop_visits(plan: WeekPlan, visits: Iterable[ProposedVisit], *, by: "User") -> int:
    """Take them out of the plan; say how many there were. Their objects wait on."""
    ids = [visit.pk for visit in visits]
    count, _rows = plan.visits.filter(pk__in=ids).delete()
    record("weekplan.drop_visits", plan, actor=by, count=count)
    return count
