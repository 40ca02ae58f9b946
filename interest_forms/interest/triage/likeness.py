"""What a form may be the same as: other forms, places, and feasts of the calendar.

Looked for where it is: what has its name on the other side of the region is another.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.contrib.postgres.search import TrigramSimilarity, TrigramWordSimilarity
from django.db.models import Min, Q, QuerySet, Value
from django.db.models.functions import Least

from events.models import Event, Tradition
from hub.shared.text import fold
from interest_forms.models import ExpressionOfInterest, Sought
from places.models import Place

if TYPE_CHECKING:
    from partners.models import User

MOST = 5
# pg_trgm: 1 is the same, 0 has no three letters in common.
ALIKE, NAMED = 0.4, 0.6
# What is nearer than that is offered whatever it is called.
SAME_SPOT = D(m=150)
NEIGHBOURHOOD = D(km=20)
# Degrees for the index, generous up to 63° north; the exact circle follows.
METRES_A_DEGREE = 50_000


@dataclass(frozen=True, slots=True)
class Alike:
    """Something it may be, and how far away that is, if both have a position."""

    thing: ExpressionOfInterest | Place | Event | Tradition
    metres: int | None
    has_name: bool

    @property
    def part(self) -> str:
        """Such as "place": what the form calls it."""
        return str(self.thing._meta.model_name)  # noqa: SLF001 -- the public way


def forms_like(form: ExpressionOfInterest, among: QuerySet) -> list[Alike]:
    """Of these forms those from the same spot, or of the village with a like name."""
    spot = _spot(form.point, "point") if form.point else Q(pk__in=[])
    alike = Q(likeness__gte=ALIKE)
    if form.territory_id:
        near = (Q(territory=form.territory_id) & alike) | spot
    else:
        near = Q(search=form.search) | spot
    rows = (
        _measured(among.exclude(pk=form.pk), form.point, "point")
        .annotate(likeness=TrigramSimilarity("search", form.search))
        .filter(near)
        .order_by("-likeness", "pk")
        .select_related("territory")
    )
    return [_alike(row, ALIKE) for row in rows[:MOST]]


def places_like(form: ExpressionOfInterest, user: "User") -> list[Alike]:
    """Places she may see near by, with a like name or on the spot.

    Measured to where visitors see them: a fragile place's own position is not told.
    """
    here = _here(form)
    if here is None:
        return []
    rows = (
        _measured(_named(Place, form, user), here, "public_point")
        .filter(_within(here, "public_point", NEIGHBOURHOOD))
        .filter(Q(likeness__gte=NAMED) | _spot(here, "public_point"))
        .order_by("-likeness", "away", "pk")
        .select_related("territory__parent")
    )
    return [_alike(row, NAMED) for row in rows[:MOST]]


def feasts_like(form: ExpressionOfInterest, user: "User") -> list[Alike]:
    """Events and traditions she may see with a like name, of the village or near by."""
    here = _here(form)
    if here is None or form.kind not in (Sought.EVENT, Sought.TRADITION):
        return []
    of_event = ("territory__point", "place__public_point")
    events = _near(_named(Event, form, user), here, *of_event).annotate(
        away=Least(*(Distance(column, here) for column in of_event))
    )
    of_tradition = "territories__point"
    traditions = _near(_named(Tradition, form, user), here, of_tradition).annotate(
        away=Min(Distance(of_tradition, here))
    )
    found = [
        _alike(row, NAMED)
        for rows in (events.select_related("territory"), traditions)
        for row in rows[:MOST]
    ]
    return sorted(found, key=lambda one: one.metres or 0)[:MOST]


def _near(rows: QuerySet, here: Point, *columns: str) -> QuerySet:
    """Those of the name with one of these positions near by."""
    near = reduce(or_, (_within(here, column, NEIGHBOURHOOD) for column in columns))
    return rows.filter(near, likeness__gte=NAMED).order_by("-likeness", "pk")


def _here(form: ExpressionOfInterest) -> Point | None:
    return form.point or (form.territory and form.territory.point)


def _named(
    model: type[Place | Event | Tradition], form: ExpressionOfInterest, user: "User"
) -> QuerySet:
    """Those she may see, each with how alike its name is."""
    mine = model.objects.managed_by(user).values("pk")
    seen = model.objects.filter(Q(pk__in=mine) | Q(published__isnull=False))
    return seen.annotate(likeness=TrigramWordSimilarity(fold(form.title), "search"))


def _within(here: Point, column: str, far: D) -> Q:
    return Q(
        **{
            f"{column}__dwithin": (here, far.m / METRES_A_DEGREE),
            f"{column}__distance_lte": (here, far),
        }
    )


def _spot(here: Point, column: str) -> Q:
    return _within(here, column, SAME_SPOT)


def _measured(rows: QuerySet, here: Point | None, column: str) -> QuerySet:
    if here is None:
        return rows.annotate(away=Value(None, output_field=PointField()))
    return rows.annotate(away=Distance(column, here))


def _alike(
    row: ExpressionOfInterest | Place | Event | Tradition, enough: float
) -> Alike:
    metres = round(row.away.m) if row.away is not None else None
    return Alike(row, metres, row.likeness >= enough)
