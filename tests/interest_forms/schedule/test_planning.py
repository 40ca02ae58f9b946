"""A week is planned: feasts first, never worse than quickly, booked by people."""

import math
import random
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.gis.geos import Point
from django.urls import reverse

from interest_forms import tasks
from interest_forms.models import FixedDate, ScheduleSlot, WeekPlan
from interest_forms.schedule.planning.greedy import greedy_plan, worth
from interest_forms.schedule.planning.problem import Problem, Round, Stop, Wish
from interest_forms.schedule.planning.solver import best_plan
from interest_forms.tasks import make_week_plan
from tests.factories import MembershipFactory
from tests.interest_factories import (
    CrewFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    UnavailabilityFactory,
    hours,
)

MONDAY = date(2027, 5, 17)
DAY = timedelta(days=1)
SEATS = tuple((540.0 + 120 * number, 630.0 + 120 * number) for number in range(4))


def a_week(seed, objects=24, rounds=3):
    """Objects of ten villages, some of them feasts; 45 km an hour."""
    luck = random.Random(seed)  # noqa: S311 -- always the same weeks are wanted
    villages = [(luck.uniform(0, 50), luck.uniform(0, 40)) for _number in range(10)]
    points, wishes = [(25.0, 20.0)], []
    for number in range(objects):
        village = luck.randrange(10)
        points.append(tuple(luck.gauss(0, 1) + one for one in villages[village]))
        days = [luck.randrange(rounds)] if number < 3 else range(rounds)
        seats = frozenset(luck.sample(range(4), luck.randint(2, 4)))
        fits = dict.fromkeys(days, seats)
        wishes.append(Wish(number + 1, village, is_fixed=number < 3, fits=fits))
    km = [[1.4 * math.dist(one, other) for other in points] for one in points]
    return Problem([Round(0, (), SEATS)] * rounds, wishes, km, 45)


def test_solver_is_never_worse_than_the_quick_plan_and_mostly_better():
    better = []
    for seed in range(3):
        problem = a_week(seed)
        quick, best = best_plan(problem)
        assert worth(problem, best) >= worth(problem, quick)
        assert worth(problem, best)[0] == 3
        better.append(worth(problem, best) > worth(problem, quick))

    assert sum(better) >= 2


def test_no_object_is_twice_in_a_plan_and_each_has_a_seat_that_fits():
    problem = a_week(7)

    for plan in best_plan(problem):
        seated = [(n, *one) for n, route in plan.items() for one in route.seated]
        assert len({wish for _n, _seat, wish in seated}) == len(seated)
        assert len({(n, seat) for n, seat, _wish in seated}) == len(seated)
        assert all(seat in problem.wishes[w].fits[n] for n, seat, w in seated)


def test_crew_with_twelve_objects_a_day_is_planned_for_too():
    # Every order of twelve objects would be looked at for hours.
    day = tuple((540.0 + 40 * number, 565.0 + 40 * number) for number in range(12))
    fits = {0: frozenset(range(12))}
    wishes = [Wish(place, None, is_fixed=False, fits=fits) for place in range(1, 13)]
    km = [[abs(one - other) for other in range(13)] for one in range(13)]
    problem = Problem([Round(0, (), day)], wishes, km, 45)

    plan = greedy_plan(problem)

    assert len(plan[0].wishes) == 12
    assert plan[0].km == 24


def test_road_takes_its_time_between_two_objects_and_to_what_stands():
    km = [[0.0, 0.0, 45.0], [0.0, 0.0, 45.0], [45.0, 45.0, 0.0]]
    here, there = (
        Wish(place, None, is_fixed=False, fits={0: frozenset(seats)})
        for place, seats in ((1, {0}), (2, {0, 1}))
    )
    close = ((540.0, 630.0), (660.0, 750.0))
    apart = ((540.0, 630.0), (690.0, 780.0))

    def placed(seats, *stops):
        problem = Problem([Round(0, stops, seats)], [here, there], km, 45)
        return len(greedy_plan(problem)[0].seated)

    assert placed(close) == 1
    assert placed(apart) == 2
    assert placed(apart, Stop(800.0, 900.0, 1)) == 1


@pytest.fixture
def crew(db):
    with time_machine.travel(datetime(2027, 5, 12, 9, tzinfo=UTC), tick=False):
        yield CrewFactory(name="Екип Рила")


@pytest.fixture
def coordinator(client, crew):
    user = MembershipFactory(group=crew.group).user
    client.force_login(user)
    return user


def accepted(crew, **fields):
    point = Point(23.56, 42.34, srid=4326)
    return ExpressionOfInterestFactory(
        **{"group": crew.group, "state": "accepted", "point": point} | fields
    )


def planned(client, crew):
    answer = client.post(
        reverse("admin:interest_forms_weekplan_add"),
        {"group": crew.group_id, "monday": "2027-05-19"},
    )
    plan = WeekPlan.objects.get()
    assert "Седмицата се планира." in client.get(answer.url).text
    make_week_plan(plan.pk)
    plan.refresh_from_db()
    assert answer.url == reverse("admin:interest_forms_weekplan_change", args=[plan.pk])
    return plan, answer.url


def test_week_is_planned_around_what_stands_and_booked_line_by_line(
    client, coordinator, crew
):
    feast = accepted(crew, title="Събор")
    sunday = MONDAY + 6 * DAY
    FixedDate.objects.create(form=feast, day=sunday, last_day=sunday)
    accepted(crew, title="Чешма", weekdays=[1])
    accepted(crew, title="Мост", weekdays=[0])
    ScheduleSlotFactory(crew=crew, form__title="Стои")
    for number in (2, 3, 4):
        away = datetime(2027, 5, 17, 3, tzinfo=UTC) + number * DAY
        UnavailabilityFactory(crew=crew, span=hours(away, 24 * 60 - 300))

    plan, page = planned(client, crew)

    assert (plan.state, plan.monday, plan.placed) == ("ready", MONDAY, 3)
    assert not plan.unplaced.exists()
    assert (plan.quick_placed, plan.seconds < 10) == (3, True)
    days = {one.form.title: one.span.lower.date() for one in plan.visits.all()}
    assert days == {"Събор": sunday, "Чешма": MONDAY + DAY, "Мост": MONDAY}
    assert not ScheduleSlot.objects.filter(form=feast).exists()
    told = client.get(page).text
    assert "Екипът не работи в този ден." in told
    bridge = plan.visits.get(form__title="Мост")
    client.post(page, {"act": "drop", "visit": bridge.pk})
    first = plan.visits.get(form=feast)
    client.post(page, {"act": "accept", "visit": first.pk})
    feast.refresh_from_db()
    assert feast.state == "scheduled"
    client.post(page, {"act": "all"})
    assert ScheduleSlot.objects.count() == 3
    assert "Мост" not in client.get(page).text


def test_time_that_somebody_took_meanwhile_is_refused_with_the_reason(
    client, coordinator, crew
):
    accepted(crew, title="Чешма")
    plan, page = planned(client, crew)
    ScheduleSlotFactory(crew=crew, span=plan.visits.get().span, form__title="Водопад")

    answer = client.post(page, {"act": "all"}, follow=True)

    assert "Екип Рила тогава е при „Водопад“" in answer.text
    assert plan.visits.count() == 1
    client.post(page, {"act": "again"})
    make_week_plan(plan.pk)
    assert "Водопад" not in client.post(page, {"act": "all"}, follow=True).text
    assert ScheduleSlot.objects.filter(form__title="Чешма").count() == 1


def test_line_in_the_past_or_of_a_crew_that_is_away_is_not_booked(
    client, coordinator, crew
):
    accepted(crew, title="Чешма")
    plan, page = planned(client, crew)
    line = plan.visits.get()
    absence = UnavailabilityFactory(crew=crew, span=line.span, why="болни")

    assert "болни" in client.post(page, {"act": "all"}, follow=True).text
    assert not ScheduleSlot.objects.exists()
    absence.delete()
    with time_machine.travel(line.span.upper, tick=False):
        client.post(page, {"act": "all"})
    assert not ScheduleSlot.objects.exists()
    with time_machine.travel(line.span.upper + 7 * DAY, tick=False):
        client.force_login(coordinator)
        assert 'value="again"' not in client.get(page).text
        again = client.post(page, {"act": "again"}, follow=True)
        assert "Тази седмица е минала." in again.text
    plan.refresh_from_db()
    assert (plan.state, plan.visits.count()) == ("ready", 1)


def test_week_that_is_over_is_not_planned(client, coordinator, crew):
    answer = client.post(
        reverse("admin:interest_forms_weekplan_add"),
        {"group": crew.group_id, "monday": "2027-05-05"},
    )

    assert "Тази седмица е минала." in answer.text
    assert not WeekPlan.objects.exists()
    plan = WeekPlan(group=crew.group, monday=MONDAY)
    for day, is_over in ((5, False), (6, True)):
        with time_machine.travel(datetime(2027, 5, 17, 9, tzinfo=UTC) + day * DAY):
            assert plan.is_over == is_over


def test_week_whose_worker_died_is_planned_by_another_at_most_three_times(crew):
    plan = WeekPlan.objects.create(group=crew.group, monday=MONDAY, attempts=1)
    killer = WeekPlan.objects.create(
        group=crew.group, monday=MONDAY + 7 * DAY, attempts=3
    )

    for due in WeekPlan.objects.due():
        make_week_plan(due.pk)

    plan.refresh_from_db()
    killer.refresh_from_db()
    assert (plan.state, killer.state) == ("ready", "failed")


def test_sweeper_rings_for_a_week_once_the_worker_has_heard_all_rings(
    crew, monkeypatch
):
    plan = WeekPlan.objects.create(group=crew.group, monday=MONDAY)
    heard, waiting = [], iter([2, 0])
    monkeypatch.setattr(tasks, "ring_for_each", lambda task, keys: heard.extend(keys))
    monkeypatch.setattr(tasks, "rings_waiting", lambda queue: next(waiting))

    tasks.make_due_week_plans()
    assert heard == []
    tasks.make_due_week_plans()
    assert heard == [plan.pk]


def test_object_without_a_time_is_named_with_what_stands_in_the_way(
    client, coordinator, crew
):
    later = accepted(crew, title="Събор")
    FixedDate.objects.create(
        form=later, day=MONDAY + 9 * DAY, last_day=MONDAY + 9 * DAY
    )
    accepted(crew, title="Чешма", weekdays=[6])
    for number in range(1, 5):
        away = datetime(2027, 5, 17, 3, tzinfo=UTC) + number * DAY
        UnavailabilityFactory(crew=crew, span=hours(away, 24 * 60 - 300))
    for _number in range(5):
        accepted(crew, title="Мост", weekdays=[0])

    plan, page = planned(client, crew)

    why = {one.form.title: one.why for one in plan.unplaced.order_by("-pk")}
    assert plan.placed == 4
    assert why == {"Събор": ["fixed_date"], "Чешма": ["day_off", "hours"], "Мост": []}
    told = client.get(page).text
    assert "3 чакащи обекта нямат час през тази седмица." in told
    for words in (
        "неговият ден не е в тази седмица",
        "заявителят иска други дни или часове; свободни са само почивните дни на",
        "за него не остана свободен час",
    ):
        assert words in told
    plan.unplaced.exclude(form=later).update(why=["away"])
    later.state = "withdrawn"
    later.save()
    told = client.get(page).text
    assert "2 чакащи обекта нямат час" in told
    assert "екипите или нужната техника са другаде" in told
    client.post(page, {"act": "again"})
    make_week_plan(plan.pk)
    assert plan.unplaced.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_plan_of_many_lines_takes_as_many_queries_as_of_one(
    client,
    coordinator,
    crew,
    count,
    django_assert_num_queries,
):
    for _number in range(count):
        accepted(crew)
    _plan, page = planned(client, crew)

    with django_assert_num_queries(15):
        assert client.get(page).text.count('name="visit"') == count


def test_next_week_of_the_group_with_crews_is_asked_for_with_one_button(
    client, coordinator, crew
):
    page = client.get(reverse("admin:interest_forms_weekplan_add")).text

    assert f'<option value="{crew.group_id}" selected>' in page
    assert 'value="2027-05-17"' in page
    assert 'name="_save" value="Планирай седмицата"' in page
    assert "_addanother" not in page


def test_page_of_a_plan_looks_again_by_itself_until_it_is_made(
    client, coordinator, crew
):
    accepted(crew)
    plan = WeekPlan.objects.create(group=crew.group, monday=MONDAY)
    page = reverse("admin:interest_forms_weekplan_change", args=[plan.pk])
    assert "<div data-watched data-unfinished>" in client.get(page).text

    make_week_plan(plan.pk)

    assert "data-unfinished" not in client.get(page).text
