"""From rows to a problem of numbers, and from its plan to proposed visits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.gis.geos import Point
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from interest_forms.models import (
    Crew,
    ExpressionOfInterest,
    ProposedVisit,
    SlotState,
)
from interest_forms.schedule.planning.greedy import Plan
from interest_forms.schedule.planning.problem import Problem, Round, Stop, Wish
from interest_forms.schedule.roads import point_of
from interest_forms.schedule.suggest import unfit_for
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import warnings_of
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
        )

    def proposed(self, plan: Plan) -> list[ProposedVisit]:
        """The plan's visits, unsaved, each with the way to it."""
        found = []
        for number, route in plan.items():
            day = self.crew_days[number]
            seated = [(day.free[seat], self.forms[wish]) for seat, wish in route.seated]
            stands = [(one.span, one.form) for one in day.visits]
            comes_from = day.crew.starts_from
            for span, form in sorted([*seated, *stands], key=lambda one: one[0].lower):
                point = point_of(form)
                if (span, form) in seated:
                    km = self.around.roads.km(comes_from, point)
                    found.append(
                        ProposedVisit(form=form, crew=day.crew, span=span, km=km)
                    )
                comes_from = point or comes_from
        return found

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
        fits = {}
        for number, day in enumerate(self.crew_days):
            seats = frozenset(
                seat
                for seat, span in enumerate(day.free)
                if not any(
                    one.kind in unfit
                    for one in warnings_of(Visit(form, day.crew, span), self.around)
                )
            )
            if seats:
                fits[number] = seats
        return Wish(
            place=self._place(point_of(form)),
            village=form.territory_id,
            is_fixed=bool(self.around.fixed_days.get(form.pk)),
            fits=fits,
        )

    def _place(self, point: Point | None) -> int | None:
        return self.places[point.x, point.y] if point else None


def _minutes(span: DateTimeTZRange) -> tuple[float, float]:
    return _minute(span.lower), _minute(span.upper)


def _minute(moment: datetime) -> float:
    return moment.timestamp() / 60
