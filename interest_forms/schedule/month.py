"""A month by village, and a crew's round of one day in its order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from interest_forms.models import Crew, ExpressionOfInterest, ScheduleSlot
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.waiting import waiting_forms
from interest_forms.schedule.warnings import SlotWarning, warnings_of
from partners.models import ActionGroup, Territory

if TYPE_CHECKING:
    from django.contrib.gis.geos import Point


@dataclass(frozen=True, slots=True)
class Village:
    """What is planned in one settlement, and how many objects wait there."""

    territory: Territory | None
    slots: list[ScheduleSlot]
    waiting: int


@dataclass(frozen=True, slots=True)
class Month:
    """`first` and `last` day of it."""

    first: date
    last: date
    villages: list[Village]

    @property
    def before(self) -> date:
        return self.first - timedelta(days=1)

    @property
    def after(self) -> date:
        return self.last + timedelta(days=1)


def month_of(group: ActionGroup, day: date) -> Month:
    """The month in which the day is, the villages by their names."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    slots = Surroundings(group, first, last).slots
    waiting = Counter(waiting_forms(group).values_list("territory", flat=True))
    named = {slot.form.territory_id: slot.form.territory for slot in slots}
    missing = waiting.keys() - named.keys() - {None}
    named |= Territory.objects.select_related("parent").in_bulk(missing)
    if waiting[None]:
        named.setdefault(None, None)
    villages = [
        Village(
            territory,
            [slot for slot in slots if slot.form.territory_id == key],
            waiting[key],
        )
        for key, territory in named.items()
    ]
    villages.sort(key=lambda one: (one.territory is None, str(one.territory)))
    return Month(first, last, villages)


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit of a round; `km` and `minutes` by road from the one before it."""

    number: int
    visit: Visit
    km: float
    minutes: float
    warnings: list[SlotWarning]

    @property
    def form(self) -> ExpressionOfInterest:
        return self.visit.form


@dataclass(frozen=True, slots=True)
class Round:
    """A crew's day: from where it starts, its stops in order, and back."""

    crew: Crew
    day: date
    stops: list[Stop]
    km_back: float

    @property
    def km(self) -> float:
        return sum(stop.km for stop in self.stops) + self.km_back

    @property
    def points(self) -> list[dict]:
        """For the map: the start as number 0, the stops by their numbers."""
        start = self.crew.starts_from
        found = [_point("", 0, start)] if start else []
        return found + [
            _point(stop.form.title, stop.number, stop.visit.point)
            for stop in self.stops
            if stop.visit.point
        ]


def round_of(group: ActionGroup, crew_id: int, day: date) -> Round | None:
    """`None`: the group has no such crew."""
    around = Surroundings(group, day, day)
    crew = next((one for one in around.crews if one.pk == crew_id), None)
    if crew is None:
        return None
    stops = list(_stops(around, crew, day))
    last = stops[-1].visit.point if stops else None
    return Round(crew, day, stops, around.roads.km(last, crew.starts_from))


def _stops(around: Surroundings, crew: Crew, day: date) -> Iterator[Stop]:
    at = crew.starts_from
    for number, visit in enumerate(around.round_of(crew, day), start=1):
        km, minutes = (
            around.roads.km(at, visit.point),
            around.roads.minutes(at, visit.point),
        )
        yield Stop(number, visit, km, minutes, warnings_of(visit, around))
        at = visit.point or at


def _point(name: str, number: int, at: "Point") -> dict:
    return {"name": name, "number": number, "lat": at.y, "lon": at.x}
