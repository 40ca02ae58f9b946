"""What people do with the plan of a week. Nothing is booked before it is accepted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.bell import ring
from interest_forms.models import ProposedVisit, ScheduleSlot, WeekPlan
from interest_forms.schedule.actions import place_slot
from interest_forms.schedule.occupied import Refused
from interest_forms.tasks import make_week_plan

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def ask_for_plan(plan: WeekPlan, *, by: "User") -> None:
    """Have a week planned, for the first time or anew; what is booked stays booked."""
    plan.state = WeekPlan.State.WAITING
    plan.attempts, plan.lease_until, plan.asked = 0, None, timezone.now()
    plan.save()
    plan.visits.all().delete()
    record("weekplan.plan_week", plan, actor=by, monday=plan.monday.isoformat())
    ring(make_week_plan, plan.pk)


def accept_visits(
    visits: Iterable[ProposedVisit], *, by: "User"
) -> tuple[list[ScheduleSlot], list[tuple[ProposedVisit, str]]]:
    """Book each of them; those that cannot be are told with the reason."""
    booked, refused = [], []
    for visit in visits:
        try:
            booked.append(place_slot(visit.form, visit.crew, visit.span, by=by))
        except Refused as problem:
            refused.append((visit, str(problem)))
    return booked, refused


@transaction.atomic
def drop_visits(plan: WeekPlan, visits: Iterable[ProposedVisit], *, by: "User") -> int:
    """Take them out of the plan; say how many there were. Their objects wait on."""
    ids = [visit.pk for visit in visits]
    count, _rows = plan.visits.filter(pk__in=ids).delete()
    record("weekplan.drop_visits", plan, actor=by, count=count)
    return count
