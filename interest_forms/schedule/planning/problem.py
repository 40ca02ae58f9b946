"""A week to be planned, as numbers alone: no rows, no clock, no language.

Places are numbers into the table of kilometres; moments are minutes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Stop:
    """Somewhere a crew is already expected: it stays."""

    starts: float
    ends: float
    place: int | None


@dataclass(frozen=True, slots=True)
class Round:
    """One crew's day: where it starts, what stands, which times are free in order."""

    base: int | None
    stops: tuple[Stop, ...]
    seats: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Of a kind of which some objects need one; the times it is elsewhere already."""

    kind: str
    taken: tuple[tuple[float, float], ...] = ()

    def is_free(self, starts: float, ends: float) -> bool:
        return not any(one < ends and starts < other for one, other in self.taken)


@dataclass(frozen=True, slots=True)
class Wish:
    """An object that waits. `fits`: the seats of each round at which it may be.

    `needs`: of these kinds a piece goes along; at such a seat one is free at least.
    """

    place: int | None
    village: int | None
    is_fixed: bool
    fits: dict[int, frozenset[int]]
    needs: frozenset[str] = frozenset()


# So many objects of a round are put in every order there is. Twelve have 479 million.
MOST_IN_ANY_ORDER = 6

# Seats of a round at which no piece of a kind is left.
Barred = frozenset[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Route:
    """Who sits where in one round (seat → object), and the whole round's kilometres."""

    round: int
    seated: tuple[tuple[int, int], ...]
    km: float

    @property
    def wishes(self) -> frozenset[int]:
        return frozenset(wish for _seat, wish in self.seated)


# By round, those that somebody is seated in.
Plan = dict[int, Route]


@dataclass
class Problem:
    """The rounds of the week, the objects, and the ways between all places."""

    rounds: list[Round]
    wishes: list[Wish]
    km: list[list[float]]
    km_an_hour: float
    pieces: tuple[Piece, ...] = ()
    _known: dict[tuple[int, frozenset[int], Barred], Route | None] = field(
        default_factory=dict, repr=False
    )

    def way(self, one: int | None, other: int | None) -> float:
        """Kilometres; 0 where nobody knows where it is."""
        return 0.0 if one is None or other is None else self.km[one][other]

    def empty_km(self, number: int) -> float:
        """What is driven in the round anyway, for what stands."""
        empty = self.route(number, ())
        return empty.km if empty else 0.0

    def needs(self, wishes: Iterable[int]) -> frozenset[str]:
        """The kinds of which some of the objects need a piece."""
        return frozenset().union(*(self.wishes[wish].needs for wish in wishes))

    def route(
        self, number: int, wishes: Iterable[int], barred: Barred = frozenset()
    ) -> Route | None:
        """The shortest way to seat these objects; `None`: they do not fit."""
        key = (number, frozenset(wishes), barred)
        if key not in self._known:
            self._known[key] = _Seating(self, number, key[1], barred).best()
        return self._known[key]

    def route_with(self, before: Route, wish: int, barred: Barred) -> Route | None:
        """The shortest way to seat one object more; `None`: it does not fit.

        Many keep the order they are in, and the one more is put in between.
        """
        wishes = before.wishes | {wish}
        if len(wishes) <= MOST_IN_ANY_ORDER:
            return self.route(before.round, wishes, barred)
        order = [seated for _seat, seated in before.seated]
        return _Seating(self, before.round, wishes, barred, order).best()


# Where the crew was last, until when, and whether that was for an object of ours.
Last = tuple[int | None, float | None, bool]
# Kilometres, and who sits where.
Found = tuple[float, tuple[tuple[int, int], ...]]


class _Seating:
    """All ways to seat some objects, by dynamic programming over the day in order.

    `order`: objects that are seated in that order, whatever comes in between.
    """

    def __init__(
        self,
        problem: Problem,
        number: int,
        wishes: frozenset[int],
        barred: Barred,
        order: Iterable[int] = (),
    ):
        self.problem, self.number, self.barred = problem, number, barred
        self.order = tuple(order)
        self.round = problem.rounds[number]
        self.wishes = wishes
        # What stands and what is free, in the order of the day.
        free = [(*seat, index) for index, seat in enumerate(self.round.seats)]
        stands = [(one.starts, one.ends, one) for one in self.round.stops]
        line: list[tuple[float, float, int | Stop]] = [*free, *stands]
        self.line = sorted(line, key=lambda one: one[:2])
        self.known: dict[tuple[int, frozenset[int], Last], Found | None] = {}

    def best(self) -> Route | None:
        if len(self.wishes) > len(self.round.seats):
            return None
        found = self._from(0, self.wishes, (self.round.base, None, False))
        return found and Route(self.number, found[1], found[0])

    def _from(self, at: int, left: frozenset[int], last: Last) -> Found | None:
        """The best from here on, with these objects left."""
        key = (at, left, last)
        if key not in self.known:
            self.known[key] = self._looked_for(at, left, last)
        return self.known[key]

    def _looked_for(self, at: int, left: frozenset[int], last: Last) -> Found | None:
        if at == len(self.line):
            home = self.problem.way(last[0], self.round.base)
            return None if left else (home, ())
        starts, ends, what = self.line[at]
        if isinstance(what, Stop):
            there = (_known(what.place, last), ends, False)
            return self._then(at, left, (last, there), (starts, what.place), ())
        found = [self._from(at + 1, left, last)]
        found += [self._seat(at, what, left, last, wish) for wish in self._next(left)]
        return min(filter(None, found), key=lambda one: one[0], default=None)

    def _next(self, left: frozenset[int]) -> frozenset[int]:
        """Which of those that are left may come now."""
        waits = [wish for wish in self.order if wish in left]
        return left.difference(waits[1:])

    def _seat(
        self, at: int, seat: int, left: frozenset[int], last: Last, wish: int
    ) -> Found | None:
        starts, ends, _seat = self.line[at]
        one = self.problem.wishes[wish]
        if seat not in one.fits.get(self.number, ()):
            return None
        if any((seat, kind) in self.barred for kind in one.needs):
            return None
        there = (_known(one.place, last), ends, True)
        seated = ((seat, wish),)
        return self._then(at, left - {wish}, (last, there), (starts, one.place), seated)

    def _then(
        self,
        at: int,
        left: frozenset[int],
        ways: tuple[Last, Last],
        to: tuple[float, int | None],
        seated: tuple[tuple[int, int], ...],
    ) -> Found | None:
        """Drive there, and the best from there on."""
        last, there = ways
        starts, place = to
        way = self._way(last, place, starts, is_ours=bool(seated))
        rest = None if way is None else self._from(at + 1, left, there)
        return (way + rest[0], seated + rest[1]) if way is not None and rest else None

    def _way(
        self, last: Last, to: int | None, starts: float, *, is_ours: bool
    ) -> float | None:
        """Kilometres from the last place; `None`: there is no time for the road.

        What people decided stands, however tight.
        """
        place, free, was_ours = last
        way = self.problem.way(place, to)
        minutes = way / self.problem.km_an_hour * 60
        is_late = free is not None and free + minutes > starts
        return None if is_late and (is_ours or was_ours) else way


def _known(place: int | None, last: Last) -> int | None:
    """Of what lies nobody knows where, the crew is taken to be where it was."""
    return last[0] if place is None else place
