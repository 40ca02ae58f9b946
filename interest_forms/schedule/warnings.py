"""What speaks against a visit, each with its reason in words. Nothing is forbidden:
the coordinator may know better. What must never be, the database refuses.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.shared.days import month_name, span_words
from interest_forms.models import Equipment, SlotState, Sought
from interest_forms.schedule.days import daylight, holiday, name_days
from interest_forms.schedule.equipment import needed_kinds
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit

# Told of inside, or from papers: neither needs daylight.
INDOORS = (Sought.STORY, Sought.ARCHIVE)
# So many of an object's fixed dates are named.
NAMED = 3
# Without a piece of the kind at all, and without one that goes along.
NOT_OWNED = {
    Equipment.Kind.DRONE: gettext_lazy(
        "Pictures from the air are offered, and nobody has a drone in the list of "
        "equipment."
    ),
    Equipment.Kind.SCANNER: gettext_lazy(
        "A 3D model is offered, and nobody has a 3D scanner in the list of equipment."
    ),
    Equipment.Kind.SOUND: gettext_lazy(
        "A recorded talk is offered, and nobody has a sound recorder in the list of "
        "equipment."
    ),
}
NOT_ALONG = {
    Equipment.Kind.DRONE: gettext_lazy(
        "Pictures from the air are offered, and no drone goes along."
    ),
    Equipment.Kind.SCANNER: gettext_lazy(
        "A 3D model is offered, and no 3D scanner goes along."
    ),
    Equipment.Kind.SOUND: gettext_lazy(
        "A recorded talk is offered, and no sound recorder goes along."
    ),
}


class Kind(StrEnum):
    """What the warning is about."""

    PAST = "past"
    AWAY = "away"
    DAY_OFF = "day_off"
    FIXED_DATE = "fixed_date"
    DECLINED = "declined"
    HOURS = "hours"
    TRAVEL = "travel"
    EQUIPMENT = "equipment"
    LIGHT = "light"
    HOLIDAY = "holiday"
    NAME_DAY = "name_day"
    RELEASE = "release"
    RIGHTS = "rights"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class SlotWarning:
    kind: Kind
    text: str


def warnings_of(visit: Visit, around: Surroundings) -> list[SlotWarning]:
    """What speaks against it, the gravest first."""
    return [one for look in LOOKS for one in look(visit, around)]


def _absences(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    things = {one.pk: one for one in visit.equipment}
    for away in around.away:
        who = things.get(away.equipment_id)
        if away.crew_id == visit.crew.pk:
            who = visit.crew
        if who and visit.overlaps(away.span):
            told = _("%(who)s is not there then: %(why)s.")
            if not away.why:
                told = _("%(who)s is not there then.")
            yield SlotWarning(Kind.AWAY, told % {"who": who, "why": away.why})


def _day_off(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    crew = visit.crew
    if not crew.works_on(visit.day):
        yield SlotWarning(Kind.DAY_OFF, _("The crew does not work on that day."))
    elif visit.starts.time() < crew.day_begins or visit.ends.time() > crew.day_ends:
        told = _("The crew works from %(from)s to %(until)s.")
        hours = {"from": f"{crew.day_begins:%H:%M}", "until": f"{crew.day_ends:%H:%M}"}
        yield SlotWarning(Kind.DAY_OFF, told % hours)


def _past(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    if visit.state != SlotState.DONE and visit.span.upper < timezone.now():
        yield SlotWarning(Kind.PAST, _("This time is past."))


def _fixed_date(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    days = around.fixed_days.get(visit.form.pk, [])
    if not days or any(first <= visit.day <= last for first, last in days):
        return
    named = ", ".join(span_words(first, last) for first, last in days[:NAMED])
    yield SlotWarning(
        Kind.FIXED_DATE, _("It can only be filmed on: %(days)s.") % {"days": named}
    )


def _declined(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    """She asks for another day, and has not agreed to this one meanwhile."""
    why = around.declined.get((visit.form.pk, visit.day))
    if why is None or visit.state in {SlotState.CONFIRMED, SlotState.DONE}:
        return
    told = _("The applicant has said no to this day: “%(why)s”.")
    if not why:
        told = _("The applicant has said no to this day.")
    yield SlotWarning(Kind.DECLINED, told % {"why": why})


def _hours(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    form = visit.form
    late = form.until_hour and (
        visit.ends.time() > form.until_hour or visit.ends.date() > visit.day
    )
    if late or (form.from_hour and visit.starts.time() < form.from_hour):
        told = _("The applicant asked for these hours: %(hours)s.")
        yield SlotWarning(Kind.HOURS, told % {"hours": form.best_hours})
    if form.weekdays and visit.day.weekday() not in form.weekdays:
        named = ", ".join(str(WEEKDAYS[one]) for one in sorted(form.weekdays))
        told = _("The applicant asked for these weekdays: %(days)s.")
        yield SlotWarning(Kind.HOURS, told % {"days": named})
    if form.months and visit.day.month not in form.months:
        named = ", ".join(month_name(one) for one in sorted(form.months))
        told = _("The applicant asked for these months: %(months)s.")
        yield SlotWarning(Kind.HOURS, told % {"months": named})


def _travel(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    before, after = around.neighbours(visit)
    if before:
        told = _(
            "From “%(object)s” it is %(km)d km by road, some %(minutes)d minutes; "
            "there are %(left)d."
        )
        yield from _way(told, before, visit, before, around)
    if after:
        told = _(
            "To “%(object)s” it is %(km)d km by road, some %(minutes)d minutes; "
            "there are %(left)d."
        )
        yield from _way(told, visit, after, after, around)


def _handed_over(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    """A piece that another crew has on the same day travels between the two."""
    for piece in visit.equipment:
        before, after = around.beside_with(visit, piece)
        if before and before.crew != visit.crew:
            told = _(
                "%(thing)s comes from “%(object)s” (%(crew)s): %(km)d km by road, some "
                "%(minutes)d minutes; there are %(left)d."
            )
            yield from _way(told, before, visit, before, around, thing=piece)
        if after and after.crew != visit.crew:
            told = _(
                "%(thing)s has to be at “%(object)s” (%(crew)s) after that: %(km)d km "
                "by road, some %(minutes)d minutes; there are %(left)d."
            )
            yield from _way(told, visit, after, after, around, thing=piece)


def _way(
    told: str,
    one: Visit,
    next_one: Visit,
    other: Visit,
    around: Surroundings,
    **more: Equipment,
) -> Iterator[SlotWarning]:
    needed = around.roads.minutes(one.point, next_one.point)
    left = (next_one.span.lower - one.span.upper).total_seconds() / 60
    if needed > left:
        parts = {
            **more,
            "object": other.form.title,
            "crew": other.crew,
            "km": round(around.roads.km(one.point, next_one.point)),
            "minutes": round(needed),
            "left": round(left),
        }
        yield SlotWarning(Kind.TRAVEL, told % parts)


def _equipment(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    goes_along = {one.kind for one in visit.equipment}
    for kind in needed_kinds(visit.form):
        if kind not in goes_along and visit.state != SlotState.DONE:
            told = NOT_ALONG if around.pieces.owns(kind) else NOT_OWNED
            yield SlotWarning(Kind.EQUIPMENT, str(told[kind]))


def _light(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    if visit.form.kind in INDOORS or visit.point is None:
        return
    light = daylight(visit.point, visit.day)
    if light is None:
        return
    rises, sets = (moment.astimezone(visit.crew.zone) for moment in light)
    if visit.starts < rises:
        told = _("It is still dark: the sun rises at %(hour)s.")
        yield SlotWarning(Kind.LIGHT, told % {"hour": f"{rises:%H:%M}"})
    if visit.ends > sets:
        told = _("It gets dark: the sun sets at %(hour)s.")
        yield SlotWarning(Kind.LIGHT, told % {"hour": f"{sets:%H:%M}"})


def _feasts(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    if named := holiday(around.country, visit.day):
        told = _("It is a public holiday: %(name)s.")
        yield SlotWarning(Kind.HOLIDAY, told % {"name": named})
    for one in name_days(around.country, visit.day):
        told = _("It is a name day: %(feast)s (%(names)s).")
        parts = {"feast": one.feast, "names": one.names}
        yield SlotWarning(Kind.NAME_DAY, told % parts)


def _papers(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    form = visit.form
    is_over = visit.state == SlotState.DONE or visit.span.upper < timezone.now()
    if is_over and not visit.has_release:
        yield SlotWarning(Kind.RELEASE, _("No release is signed yet."))
    if not (is_over or form.film_agreed or visit.has_release):
        told = _("The applicant has not agreed to the filming yet: bring the release.")
        yield SlotWarning(Kind.RELEASE, told)
    if form.materials and form.materials_rights == form.Materials.UNKNOWN:
        told = _("Nobody knows yet who may allow the use of the old material.")
        yield SlotWarning(Kind.RIGHTS, told)


def _quota(visit: Visit, around: Surroundings) -> Iterator[SlotWarning]:
    for one in around.exceeded.get(visit.form.pk, []):
        told = _("More are chosen than the call’s quota allows (%(quota)s).")
        yield SlotWarning(Kind.QUOTA, told % {"quota": one.quota})


LOOKS: tuple[Callable[[Visit, Surroundings], Iterator[SlotWarning]], ...] = (
    _past,
    _absences,
    _fixed_date,
    _declined,
    _travel,
    _handed_over,
    _equipment,
    _hours,
    _day_off,
    _light,
    _feasts,
    _papers,
    _quota,
)
