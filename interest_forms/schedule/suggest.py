"""The next times that would suit an object, near what is planned already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.utils.translation import gettext as _

from interest_forms.models import ExpressionOfInterest
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import Kind, SlotWarning, warnings_of

# So many are told; so many days ahead are looked at, unless a feast is later.
SUGGESTED, DAYS_AHEAD = 3, 42
# What makes a time unfit to be proposed; less does where the day cannot be chosen.
UNFIT = frozenset(
    {
        *(Kind.AWAY, Kind.FIXED_DATE, Kind.TRAVEL, Kind.HOURS, Kind.DAY_OFF),
        *(Kind.LIGHT, Kind.HOLIDAY, Kind.DECLINED),
    }
)
UNFIT_AT_A_FEAST = frozenset({Kind.AWAY, Kind.FIXED_DATE, Kind.TRAVEL})
NEVER_SUGGESTED = UNFIT_AT_A_FEAST | {Kind.PAST}
# A day later weighs as much as so many kilometres more.
KM_A_DAY = 0.3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A free time, what it costs in kilometres more that day, and why it is told."""

    visit: Visit
    more_km: float
    why: str
    warnings: list[SlotWarning]

    @property
    def as_value(self) -> str:
        """What its button sends: "crew@moment@pieces"."""
        visit = self.visit
        pieces = ",".join(str(one.pk) for one in visit.equipment)
        return f"{visit.crew.pk}@{visit.starts.isoformat()}@{pieces}"


def suggestions_for(form: ExpressionOfInterest) -> list[Suggestion]:
    """The best free times of the group's crews, the best first, one a crew and day."""
    if form.group is None:
        return []
    tomorrow = form.group.today + timedelta(days=1)
    last = _last_day(form, tomorrow)
    around = Surroundings(form.group, tomorrow, last, [form])
    found = sorted(
        _free_times(form, around, tomorrow, last),
        key=lambda one: (
            one.more_km + KM_A_DAY * (one.visit.day - tomorrow).days,
            one.visit.span.lower,
            one.visit.crew.pk,
        ),
    )
    best: dict[tuple[int, date], Suggestion] = {}
    for one in found:
        best.setdefault((one.visit.crew.pk, one.visit.day), one)
    return list(best.values())[:SUGGESTED]


def unfit_for(form: ExpressionOfInterest, around: Surroundings) -> frozenset[Kind]:
    """Which warnings make a time unfit to be proposed for the object."""
    return UNFIT_AT_A_FEAST if around.fixed_days.get(form.pk) else UNFIT


def _last_day(form: ExpressionOfInterest, first: date) -> date:
    last = first + timedelta(days=DAYS_AHEAD)
    ahead = list(form.fixed_dates.filter(day__gte=last).values_list("day", "last_day"))
    what = form.event or form.tradition
    if what is not None:
        held = what.occurrences.upcoming().filter(day__gte=last)
        ahead += held.values_list("day", "last_day")[:1]
    # Of a feast that lasts all year the first weeks are enough.
    ends = [min(end, day + timedelta(days=DAYS_AHEAD)) for day, end in ahead]
    return max(last, min(ends, default=last))


def _free_times(
    form: ExpressionOfInterest, around: Surroundings, first: date, last: date
) -> Iterator[Suggestion]:
    unfit = unfit_for(form, around)
    for day in islice(_days_of(form, around, first, last), DAYS_AHEAD):
        for crew in around.crews:
            for span in crew.spans_of(day):
                things = around.pieces.along(form, span)
                visit = Visit(form, crew, span, things or ())
                if things is None or not around.is_free(visit):
                    continue
                warnings = warnings_of(visit, around)
                if not any(one.kind in unfit for one in warnings):
                    more, why = _worth(visit, around)
                    yield Suggestion(visit, more, why, warnings)


def _days_of(
    form: ExpressionOfInterest, around: Surroundings, first: date, last: date
) -> Iterator[date]:
    """The days to look at, from the first to the last: its own if it has some."""
    for starts, ends in around.fixed_days.get(form.pk) or [(first, last)]:
        begins = max(starts, first)
        for number in range((min(ends, last) - begins).days + 1):
            yield begins + timedelta(days=number)


def _worth(visit: Visit, around: Surroundings) -> tuple[float, str]:
    """How many kilometres more the day's round has, and where it is near to."""
    roads, crew = around.roads, visit.crew
    before, after = around.neighbours(visit)
    base = crew.starts_from
    comes_from = before.point if before else base
    goes_to = after.point if after else base
    is_alone = before is None and after is None
    direct = 0.0 if is_alone else roads.km(comes_from, goes_to)
    there = roads.km(comes_from, visit.point)
    back = roads.km(visit.point, goes_to)
    more = max(0.0, there + back - direct)
    near = [one for one in (before, after) if one]
    if not near:
        told = _("Nothing else that day; %(km)d km from where the crew starts.")
        return more, told % {"km": round(roads.km(base, visit.point))}
    nearest = min(near, key=lambda one: roads.km(one.point, visit.point))
    told = _("%(km)d km from “%(object)s”, where the crew is at %(hour)s.")
    return more, told % {
        "km": round(roads.km(nearest.point, visit.point)),
        "object": nearest.form.title,
        "hour": f"{nearest.starts:%H:%M}",
    }
