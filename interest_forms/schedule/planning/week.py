"""From rows to a problem of numbers, and from its plan to proposed visits."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from interest_forms.models import (
    Crew,
    Equipment,
    ExpressionOfInterest,
    SlotState,
)
from interest_forms.schedule.planning.pieces import given_out
from interest_forms.schedule.planning.problem import (
    Piece,
    Plan,
    Problem,
    Round,
    Stop,
    Wish,
)
from interest_forms.schedule.roads import point_of
from interest_forms.schedule.suggest import unfit_for
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import Kind, warnings_of
from partners.models import ActionGroup


@dataclass(frozen=True, slots=True)
class CrewDay:
    """A round with the rows it stands for: what stands, and what is free."""

    crew: Crew
    visits: list[Visit]
    free: list[DateTimeTZRange]


class Week:
    """A group's accepted objects and its crews, from one day to another."""

    def __init__(self, group: ActionGroup, first: date, last: date):
        accepted = group.interest_forms.filter(
            state=ExpressionOfInterest.State.ACCEPTED
        )
        self.forms = list(
            accepted.select_related("territory__parent", "place", "group").order_by(
                "received", "pk"
            )
        )
        self.around = Surroundings(group, first, last, self.forms)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        self.crew_days = [
            self._crew_day(crew, day) for day in days for crew in self.around.crews
        ]
        roads = self.around.roads
        # Of each object, what speaks against each free time.
        self.against: list[list[frozenset[Kind]]] = []
        self.places = {key: number for number, key in enumerate(roads.keys)}
        self.problem = Problem(
            rounds=[self._round(one) for one in self.crew_days],
            wishes=[self._wish(form) for form in self.forms],
            km=[
                [
                    roads.metres[one, other] / 1000 * settings.HUB_ROAD_FACTOR
                    for other in roads.keys
                ]
                for one in roads.keys
            ],
            km_an_hour=settings.HUB_ROAD_SPEED,
            pieces=tuple(self._piece(one) for one in self.around.pieces.owned),
        )

    def proposed(self, plan: Plan) -> list[Visit]:
        """The plan's visits, each with what goes along."""
        given = given_out(self.problem, plan) or {}
        return [
            Visit(
                self.forms[wish],
                self.crew_days[number].crew,
                self.crew_days[number].free[seat],
                tuple(
                    self.around.pieces.owned[given[wish, kind]]
                    for kind in sorted(self.problem.wishes[wish].needs)
                ),
            )
            for number, route in plan.items()
            for seat, wish in route.seated
        ]

    def unplaced(self, plan: Plan) -> Iterator[tuple[ExpressionOfInterest, list[Kind]]]:
        """The objects the plan has no time for, each with what stands in the way."""
        placed = frozenset().union(*(route.wishes for route in plan.values()))
        for number, form in enumerate(self.forms):
            if number not in placed:
                yield form, _in_the_way(self.against[number])

    def _crew_day(self, crew: Crew, day: date) -> CrewDay:
        taken = self.around.taken[crew.pk, day]
        free = [
            span
            for span in crew.spans_of(day)
            if not any(one.overlaps(span) for one in taken)
        ]
        stands = [one for one in taken if one.state != SlotState.BACKUP]
        return CrewDay(crew, stands, free)

    def _round(self, day: CrewDay) -> Round:
        return Round(
            base=self._place(day.crew.starts_from),
            stops=tuple(
                Stop(*_minutes(one.span), self._place(one.point)) for one in day.visits
            ),
            seats=tuple(_minutes(span) for span in day.free),
        )

    def _wish(self, form: ExpressionOfInterest) -> Wish:
        unfit = unfit_for(form, self.around)
        fits: dict[int, set[int]] = defaultdict(set)
        against = []
        for number, day in enumerate(self.crew_days):
            for seat, span in enumerate(day.free):
                found = self._against(form, day.crew, span) & unfit
                against.append(found)
                if not found:
                    fits[number].add(seat)
        self.against.append(against)
        return Wish(
            place=self._place(point_of(form)),
            village=form.territory_id,
            is_fixed=bool(self.around.fixed_days.get(form.pk)),
            fits={number: frozenset(seats) for number, seats in fits.items()},
            needs=frozenset(self.around.pieces.kinds_for(form)),
        )

    def _against(
        self, form: ExpressionOfInterest, crew: Crew, span: DateTimeTZRange
    ) -> frozenset[Kind]:
        if self.around.pieces.along(form, span) is None:
            return frozenset({Kind.AWAY})
        found = warnings_of(Visit(form, crew, span), self.around)
        return frozenset(one.kind for one in found)

    def _piece(self, piece: Equipment) -> Piece:
        taken = self.around.pieces.taken[piece.pk]
        return Piece(piece.kind, tuple(_minutes(span) for span in taken))

    def _place(self, point: Point | None) -> int | None:
        return self.places[point.x, point.y] if point else None


def _in_the_way(against: list[frozenset[Kind]]) -> list[Kind]:
    """What speaks against those times that have the least against them: nothing, where
    one would suit.
    """
    least = min(map(len, against), default=0)
    return sorted(frozenset().union(*(one for one in against if len(one) == least)))


def _minutes(span: DateTimeTZRange) -> tuple[float, float]:
    return _minute(span.lower), _minute(span.upper)


def _minute(moment: datetime) -> float:
    return moment.timestamp() / 60
