"""Of what is offered from the air there is as much as there are drones."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.gis.geos import Point
from django.urls import reverse

from interest_forms.models import ScheduleSlot, WeekPlan
from interest_forms.schedule.planning.greedy import greedy_plan, worth
from interest_forms.schedule.planning.pieces import given_out, uses
from interest_forms.schedule.planning.problem import Piece, Problem, Round, Wish
from interest_forms.schedule.planning.solver import best_plan
from interest_forms.schedule.suggest import suggestions_for
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import warnings_of
from interest_forms.tasks import make_week_plan
from tests.interest_factories import (
    TUESDAY,
    CrewFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    UnavailabilityFactory,
    hours,
)
from tests.interest_forms.schedule.test_planning import MONDAY, SEATS, a_week

DAY = timedelta(days=1)
NEAR = Point(23.56, 42.34, srid=4326)


def in_the_air(problem, plan):
    """How many drones each moment of the day needs, at most."""
    used = list(uses(problem, plan.values()))
    return max(
        (sum(one.starts <= at.starts < one.ends for one in used) for at in used),
        default=0,
    )


@pytest.mark.parametrize("drones", [1, 2])
def test_no_more_visits_need_a_drone_than_there_are_drones(drones):
    problem = a_week(5)
    problem.pieces = (Piece("drone"),) * drones
    problem.wishes = [
        dataclasses.replace(one, needs=frozenset({"drone"} if number % 2 else ()))
        for number, one in enumerate(problem.wishes)
    ]

    quick, best = best_plan(problem)

    assert worth(problem, best) >= worth(problem, quick)
    for plan in (quick, best):
        assert in_the_air(problem, plan) == drones
        assert len(given_out(problem, plan)) == len(list(uses(problem, plan.values())))


def test_drone_is_with_one_crew_in_the_morning_and_with_the_other_after_noon():
    wishes = [
        Wish(0, None, is_fixed=False, fits={crew: frozenset(range(4))}, needs=needs)
        for crew in (0, 1)
        for needs in [frozenset({"drone"})] * 2
    ]
    rounds = [Round(0, (), SEATS)] * 2
    problem = Problem(rounds, wishes, [[0.0]], 45, (Piece("drone"),))

    for plan in best_plan(problem):
        assert worth(problem, plan)[1] == 4


def test_drone_that_is_elsewhere_for_an_hour_is_given_to_nobody_then():
    there = {0: frozenset({0}), 1: frozenset({1})}
    wish = Wish(0, None, is_fixed=False, fits=there, needs=frozenset({"drone"}))
    rounds = [Round(0, (), SEATS)] * 2

    def placed(*pieces):
        plan = greedy_plan(Problem(rounds, [wish], [[0.0]], 45, pieces))
        return [(route.round, route.seated) for route in plan.values()]

    assert placed(Piece("drone", ((600.0, 660.0),))) == [(1, ((1, 0),))]
    assert placed(Piece("drone", ((600.0, 700.0),))) == []
    taken = Piece("drone", ((600.0, 700.0),))
    assert placed(taken, Piece("drone")) == [(0, ((0, 0),))]


@pytest.fixture
def crew(db):
    with time_machine.travel(datetime(2027, 5, 12, 9, tzinfo=UTC), tick=False):
        yield CrewFactory(name="Екип Рила")


@pytest.fixture
def drone(crew):
    return EquipmentFactory(group=crew.group, name="Дрон")


def accepted(crew, **fields):
    fields = {"state": "accepted", "point": NEAR, "offers": ["drone"]} | fields
    return ExpressionOfInterestFactory(group=crew.group, **fields)


def test_week_is_planned_with_one_drone_and_booked_with_it(desk, crew, drone):
    other = CrewFactory(group=crew.group, slots_a_day=1)
    ScheduleSlotFactory(
        crew=other, span=hours(TUESDAY - 90 * DAY / 1440)
    ).equipment.add(drone)
    for _number in range(6):
        accepted(crew, weekdays=[1])
    plan = WeekPlan.objects.create(group=crew.group, monday=MONDAY)

    make_week_plan(plan.pk)

    # One drone is with the other crew until 10:00, and in one place after that.
    assert [list(one.equipment.all()) for one in plan.visits.all()] == [[drone]] * 3
    page = reverse("admin:interest_forms_weekplan_change", args=[plan.pk])
    assert desk.get(page).text.count("Взема се и: Дрон") == 3
    desk.post(page, {"act": "all"})
    booked = ScheduleSlot.objects.filter(crew=crew)
    assert [list(one.equipment.all()) for one in booked] == [[drone]] * 3


def test_time_at_which_the_drone_is_elsewhere_is_not_suggested(desk, crew, drone):
    other = CrewFactory(group=crew.group, weekdays=[])
    for day in range(3):
        UnavailabilityFactory(
            crew=None, equipment=drone, span=hours(TUESDAY + (day - 5) * DAY, 24 * 60)
        )
    slot = ScheduleSlotFactory(crew=other, span=hours(TUESDAY - DAY))
    slot.equipment.add(drone)
    form = accepted(crew)

    best, *_others = suggestions_for(form)

    assert best.visit.when == "понеделник, 17 май 2027, 13:00–14:30"
    page = reverse("admin:interest_forms_scheduleslot_place", args=[form.pk])
    assert "Взема се и: Дрон" in desk.get(page).text
    desk.post(page, {"suggested": best.as_value})
    assert list(form.slots.get().equipment.all()) == [drone]


def test_who_offers_what_nobody_can_make_is_told_of_and_not_refused(crew):
    form = accepted(crew)

    def told(*equipment):
        visit = Visit(form, crew, hours(TUESDAY), equipment)
        around = Surroundings(crew.group, visit.day, visit.day, [form])
        return [one.text for one in warnings_of(visit, around)]

    assert told() == [
        "Предложени са снимки от въздуха, а в списъка с техниката няма дрон."
    ]
    assert suggestions_for(form)[0].visit.equipment == ()
    drone = EquipmentFactory(group=crew.group)
    assert told() == ["Предложени са снимки от въздуха, а не се взема дрон."]
    assert told(drone) == []
