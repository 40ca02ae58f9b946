"""A quick plan, as a careful coordinator makes it: feasts first, then by village."""

from collections import defaultdict
from collections.abc import Iterable

from interest_forms.schedule.planning.pieces import barred, given_out
from interest_forms.schedule.planning.problem import Plan, Problem, Route


def greedy_plan(problem: Problem) -> Plan:
    """Put each object where it makes the week the least longer."""
    plan: Plan = {}
    for wish in _in_turn(problem):
        _insert(problem, plan, wish)
    return plan


def worth(problem: Problem, plan: Plan) -> tuple[int, int, float]:
    """What a plan is compared by: feasts placed, objects placed, fewest kilometres."""
    placed = [wish for route in plan.values() for wish in route.wishes]
    feasts = sum(problem.wishes[wish].is_fixed for wish in placed)
    return feasts, len(placed), -kilometres(problem, plan)


def kilometres(problem: Problem, plan: Plan) -> float:
    """Of all rounds of the week, those for what stands already with them."""
    return sum(
        plan[number].km if number in plan else problem.empty_km(number)
        for number in range(len(problem.rounds))
    )


def _in_turn(problem: Problem) -> Iterable[int]:
    """Feasts first, those with the fewest times leading; then the largest villages."""
    times = [sum(map(len, wish.fits.values())) for wish in problem.wishes]
    numbers = [number for number, count in enumerate(times) if count]
    feasts = [number for number in numbers if problem.wishes[number].is_fixed]
    yield from sorted(feasts, key=lambda number: (times[number], number))
    villages: dict[int | None, list[int]] = defaultdict(list)
    for number in numbers:
        if not problem.wishes[number].is_fixed:
            villages[problem.wishes[number].village].append(number)
    for members in sorted(villages.values(), key=lambda one: (-len(one), one[0])):
        yield from sorted(members, key=lambda number: (times[number], number))


def _insert(problem: Problem, plan: Plan, wish: int) -> None:
    best: tuple[float, Route] | None = None
    for number in problem.wishes[wish].fits:
        before = plan.get(number) or problem.route(number, ())
        if before is None:
            continue
        wishes = before.wishes | {wish}
        taken = barred(problem, plan, number, wishes)
        route = problem.route_with(before, wish, taken)
        if route is None or (best and route.km - before.km >= best[0]):
            continue
        if given_out(problem, {**plan, number: route}) is not None:
            best = (route.km - before.km, route)
    if best:
        plan[best[1].round] = best[1]
