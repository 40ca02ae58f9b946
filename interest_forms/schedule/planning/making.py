"""The work behind a plan of a week, done by a worker."""

import time
from datetime import timedelta

from django.db import transaction

from interest_forms.models import ProposedVisit, UnplacedObject, WeekPlan
from interest_forms.schedule.planning.greedy import kilometres
from interest_forms.schedule.planning.solver import best_plan
from interest_forms.schedule.planning.week import Week


def make_plan(plan: WeekPlan) -> None:
    """Plan the week that was claimed, from tomorrow on; write what is proposed."""
    began = time.monotonic()
    first = max(plan.monday, plan.group.today + timedelta(days=1))
    week = Week(plan.group, first, max(first, plan.sunday))
    quick, best = best_plan(week.problem)
    visits = week.proposed(best)
    seconds = time.monotonic() - began
    with transaction.atomic():
        done = plan.mine().update(
            state=WeekPlan.State.READY,
            lease_until=None,
            quick_placed=sum(len(route.seated) for route in quick.values()),
            quick_km=kilometres(week.problem, quick),
            placed=len(visits),
            km=kilometres(week.problem, best),
            seconds=round(seconds, 2),
        )
        if not done:
            return
        lines = ProposedVisit.objects.bulk_create(
            ProposedVisit(plan=plan, form=one.form, crew=one.crew, span=one.span)
            for one in visits
        )
        ProposedVisit.equipment.through.objects.bulk_create(
            ProposedVisit.equipment.through(proposedvisit=line, equipment=piece)
            for line, one in zip(lines, visits, strict=True)
            for piece in one.equipment
        )
        UnplacedObject.objects.bulk_create(
            UnplacedObject(plan=plan, form=form, why=why)
            for form, why in week.unplaced(best)
        )
