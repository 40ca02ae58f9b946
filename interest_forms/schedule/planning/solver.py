"""A better plan: of many good rounds for each crew and day, HiGHS chooses the best set.

Each column is a whole round (a route); a crew has at most one a day, an object is in at
most one (set packing, as vehicles are routed), and at no moment do more visits need a
kind of equipment than there are pieces of it. The quick plan's rounds are among them
and are where the solver starts; what it answers is taken only if it is better.
"""

import time
from collections.abc import Iterator

import highspy
import numpy as np

from interest_forms.schedule.planning.greedy import greedy_plan, worth
from interest_forms.schedule.planning.pieces import Use, free_at, given_out, uses
from interest_forms.schedule.planning.problem import (
    MOST_IN_ANY_ORDER,
    Plan,
    Problem,
    Route,
)

# Seconds in all for looking for rounds, and for choosing among them.
LOOKING, CHOOSING = 2.5, 4.0
# So many of the nearest neighbours are left out in turn, for variety.
SKIPPED = 4


def best_plan(problem: Problem) -> tuple[Plan, Plan]:
    """The quick plan, and one that is as good or better."""
    greedy = greedy_plan(problem)
    columns = _columns(problem, greedy)
    chosen = _choose(problem, columns, greedy) if columns else greedy
    # Pieces that are each away at other times may be enough in number and still not do.
    if given_out(problem, chosen) is None:
        chosen = greedy
    return greedy, max(greedy, chosen, key=lambda plan: worth(problem, plan))


def _columns(problem: Problem, greedy: Plan) -> list[Route]:
    """Rounds worth choosing among: the quick plan's, and those of neighbours."""
    found = {(one.round, one.seated): one for one in _looked_for(problem, greedy)}
    return list(found.values())


def _looked_for(problem: Problem, greedy: Plan) -> Iterator[Route]:
    until = time.monotonic() + LOOKING
    yield from greedy.values()
    for size in range(1, MOST_IN_ANY_ORDER + 1):
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
                    yield from _routes(problem, number, group)


def _routes(problem: Problem, number: int, group: frozenset[int]) -> Iterator[Route]:
    """The shortest one; those that leave the equipment to others for half the day."""
    seats = range(len(problem.rounds[number].seats))
    half = len(seats) // 2
    for left_to_others in (seats[:0], seats[:half], seats[half:]):
        kinds = problem.needs(group)
        barred = frozenset((seat, kind) for seat in left_to_others for kind in kinds)
        if route := problem.route(number, group, barred):
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
    """At most one round for each crew and day, and for each object; enough pieces."""
    rounds = len(problem.rounds)
    alone = rounds + len(problem.wishes)
    moments = _moments(problem, columns)
    covering = _covering(problem, columns, list(moments))
    rows = [
        [
            one.round,
            *sorted(rounds + wish for wish in one.wishes),
            *sorted({alone + n for use in uses(problem, [one]) for n in covering[use]}),
        ]
        for one in columns
    ]
    model = highspy.HighsLp()
    model.sense_ = highspy.ObjSense.kMaximize
    model.num_col_, model.num_row_ = len(columns), alone + len(moments)
    model.col_cost_ = np.array(_values(problem, columns))
    model.col_lower_ = np.zeros(len(columns))
    model.col_upper_ = np.ones(len(columns))
    model.row_lower_ = np.full(model.num_row_, -highspy.kHighsInf)
    model.row_upper_ = np.array([1.0] * alone + list(moments.values()))
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.cumsum([0, *map(len, rows)])
    model.a_matrix_.index_ = np.array([row for column in rows for row in column])
    model.a_matrix_.value_ = np.ones(sum(map(len, rows)))
    return model


def _moments(problem: Problem, columns: list[Route]) -> dict[tuple[str, float], float]:
    """Kind and minute → how many pieces are free then.

    Whenever a visit begins that needs one, or a piece is first wanted elsewhere:
    between such moments there are no more visits, and no fewer pieces.
    """
    begin = {(use.kind, use.starts) for use in uses(problem, columns)}
    begin |= {(one.kind, starts) for one in problem.pieces for starts, _ in one.taken}
    return {
        (kind, at): float(len(free_at(problem, kind, at, at + 1)))
        for kind, at in sorted(begin)
    }


def _covering(
    problem: Problem, columns: list[Route], moments: list[tuple[str, float]]
) -> dict[Use, list[int]]:
    """At which of the moments each use of a piece lasts, by their numbers."""
    return {
        use: [
            number
            for number, (kind, at) in enumerate(moments)
            if use.kind == kind and use.starts <= at < use.ends
        ]
        for use in set(uses(problem, columns))
    }


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
