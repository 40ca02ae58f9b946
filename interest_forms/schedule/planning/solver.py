"""A better plan: of many good rounds for each crew and day, HiGHS chooses the best set.

Each column is a whole round (a route); a crew has at most one a day, an object is in at
most one (set packing, as vehicles are routed). The quick plan's rounds are among them
and are where the solver starts; what it answers is taken only if it is better.
"""

import time
from collections.abc import Iterator

import highspy
import numpy as np

from interest_forms.schedule.planning.greedy import Plan, greedy_plan, worth
from interest_forms.schedule.planning.problem import Problem, Route

# Seconds in all for looking for rounds, and for choosing among them.
LOOKING, CHOOSING = 2.5, 4.0
# A longer round is not looked for; it grows from the quick plan alone.
LONGEST_LOOKED_FOR = 6
# So many of the nearest neighbours are left out in turn, for variety.
SKIPPED = 4


def best_plan(problem: Problem) -> tuple[Plan, Plan]:
    """The quick plan, and one that is as good or better."""
    greedy = greedy_plan(problem)
    columns = _columns(problem, greedy)
    chosen = _choose(problem, columns, greedy) if columns else greedy
    return greedy, max(greedy, chosen, key=lambda plan: worth(problem, plan))


def _columns(problem: Problem, greedy: Plan) -> list[Route]:
    """Rounds worth choosing among: the quick plan's, and those of neighbours."""
    found: dict[tuple[int, frozenset[int]], Route] = {}
    for route in _looked_for(problem, greedy):
        found[route.round, route.wishes] = route
    return list(found.values())


def _looked_for(problem: Problem, greedy: Plan) -> Iterator[Route]:
    until = time.monotonic() + LOOKING
    yield from greedy.values()
    for size in range(1, LONGEST_LOOKED_FOR + 1):
        for number, round_ in enumerate(problem.rounds):
            if size > len(round_.seats):
                continue
            able = [
                wish for wish, one in enumerate(problem.wishes) if number in one.fits
            ]
            for wish in able:
                if time.monotonic() > until:
                    return
                for group in _neighbours(problem, wish, able, size):
                    if route := problem.route(number, group):
                        yield route


def _neighbours(
    problem: Problem, wish: int, able: list[int], size: int
) -> Iterator[frozenset[int]]:
    """The object with its nearest; then with one of those left out for the next."""
    place = problem.wishes[wish].place
    others = sorted(
        (other for other in able if other != wish),
        key=lambda other: problem.way(place, problem.wishes[other].place),
    )
    near = others[: size + SKIPPED]
    yield frozenset({wish, *near[: size - 1]})
    if size == 1:
        return
    for skipped in range(min(SKIPPED, size - 1)):
        kept = [*near[:skipped], *near[skipped + 1 :]]
        yield frozenset({wish, *kept[: size - 1]})


def _choose(problem: Problem, columns: list[Route], greedy: Plan) -> Plan:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", CHOOSING)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.01)
    solver.passModel(_model(problem, columns))
    start = highspy.HighsSolution()
    start.col_value = [float(greedy.get(one.round) == one) for one in columns]
    solver.setSolution(start)
    solver.run()
    values = solver.getSolution().col_value
    taken = [one for one, value in zip(columns, values, strict=True) if value > 0.5]
    return {route.round: route for route in taken}


def _model(problem: Problem, columns: list[Route]) -> highspy.HighsLp:
    """At most one round for each crew and day, and for each object."""
    rounds = len(problem.rounds)
    rows = [
        [one.round, *sorted(rounds + wish for wish in one.wishes)] for one in columns
    ]
    model = highspy.HighsLp()
    model.sense_ = highspy.ObjSense.kMaximize
    model.num_col_, model.num_row_ = len(columns), rounds + len(problem.wishes)
    model.col_cost_ = np.array(_values(problem, columns))
    model.col_lower_ = np.zeros(len(columns))
    model.col_upper_ = np.ones(len(columns))
    model.row_lower_ = np.full(model.num_row_, -highspy.kHighsInf)
    model.row_upper_ = np.ones(model.num_row_)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.cumsum([0, *map(len, rows)])
    model.a_matrix_.index_ = np.array([row for column in rows for row in column])
    model.a_matrix_.value_ = np.ones(sum(map(len, rows)))
    return model


def _values(problem: Problem, columns: list[Route]) -> list[float]:
    """A feast is worth more than all other objects, an object than all kilometres."""
    longest = [0.0] * len(problem.rounds)
    for one in columns:
        longest[one.round] = max(longest[one.round], one.km)
    an_object = 1 + sum(longest)
    a_feast = an_object * (1 + len(problem.wishes))
    return [
        sum(
            a_feast if problem.wishes[wish].is_fixed else an_object
            for wish in one.wishes
        )
        - (one.km - problem.empty_km(one.round))
        for one in columns
    ]
