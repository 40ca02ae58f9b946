"""Which piece of equipment goes to which visit: each is in one place at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interest_forms.schedule.planning.problem import Barred, Plan, Problem, Route


@dataclass(frozen=True, slots=True)
class Use:
    """An object that needs a piece of a kind, from a moment until another."""

    starts: float
    ends: float
    kind: str
    wish: int


def uses(problem: Problem, routes: Iterable[Route]) -> Iterator[Use]:
    """What the rounds need pieces for."""
    for route in routes:
        for seat, wish in route.seated:
            for kind in problem.wishes[wish].needs:
                yield Use(*problem.rounds[route.round].seats[seat], kind, wish)


def free_at(problem: Problem, kind: str, starts: float, ends: float) -> list[int]:
    """The numbers of the pieces that nothing else keeps then."""
    return [
        number
        for number, piece in enumerate(problem.pieces)
        if piece.kind == kind and piece.is_free(starts, ends)
    ]


def barred(problem: Problem, plan: Plan, number: int, wishes: Iterable[int]) -> Barred:
    """Where these objects find no piece: the other rounds of the plan have them all."""
    kinds = problem.needs(wishes)
    if not kinds:
        return frozenset()
    others = [route for route in plan.values() if route.round != number]
    used = list(uses(problem, others))
    return frozenset(
        (seat, kind)
        for seat, (starts, ends) in enumerate(problem.rounds[number].seats)
        for kind in kinds
        if len(free_at(problem, kind, starts, ends))
        <= sum(
            one.kind == kind and one.starts < ends and starts < one.ends for one in used
        )
    )


def given_out(problem: Problem, plan: Plan) -> dict[tuple[int, str], int] | None:
    """Each object's piece of each kind it needs; `None`: there are not enough.

    In the order of the day, the piece that is kept elsewhere most often first: where
    all pieces of a kind are equal, that finds a way whenever there is one.
    """
    given: dict[tuple[int, str], int] = {}
    free_from: dict[int, float] = {}
    for use in sorted(uses(problem, plan.values()), key=lambda one: one.starts):
        free = [
            piece
            for piece in free_at(problem, use.kind, use.starts, use.ends)
            if free_from.get(piece, use.starts) <= use.starts
        ]
        if not free:
            return None
        piece = max(free, key=lambda one: len(problem.pieces[one].taken))
        given[use.wish, use.kind] = piece
        free_from[piece] = use.ends
    return given
