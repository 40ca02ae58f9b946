"""What the database refuses is told in words: who is where then, or what is taken."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from interest_forms.models import Crew, Equipment, ExpressionOfInterest, ScheduleSlot
from interest_forms.schedule.visits import Visit


class Refused(Exception):
    """It cannot be done; the message says why, in the reader's language."""


class Wanted(Protocol):
    """A time that is asked for: by a slot, or by what is to become one."""

    pk: int | None
    crew: Crew
    span: DateTimeTZRange


@contextmanager
def told_in_words(wanted: Wanted, equipment: list[Equipment]) -> Iterator[None]:
    """Write what may collide: what the constraints refuse becomes `Refused`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        raise Refused(_reason(problem, wanted, equipment)) from problem


def hold(crew: Crew, equipment: list[Equipment]) -> None:
    """Until the commit nobody else plans with them: two wait instead of colliding."""
    list(Crew.objects.select_for_update(no_key=True).filter(pk=crew.pk))
    things = Equipment.objects.select_for_update(no_key=True).order_by("pk")
    list(things.filter(pk__in=[one.pk for one in equipment]))


def locked(slot: ScheduleSlot) -> ScheduleSlot:
    """The slot as it is now. Its form is locked first, as every step of it does."""
    forms = ExpressionOfInterest.objects.select_for_update(no_key=True)
    form = forms.get(pk=slot.form_id)
    slots = ScheduleSlot.objects.select_for_update(of=["self"], no_key=True)
    found = slots.select_related("crew__group").get(pk=slot.pk)
    found.form = form
    return found


def _reason(problem: IntegrityError, wanted: Wanted, equipment: list[Equipment]) -> str:
    others = ScheduleSlot.objects.taking_time().exclude(pk=wanted.pk).with_names()
    there = others.filter(span__overlap=wanted.span).in_order()
    match problem.__cause__.diag.constraint_name:
        case "crew_is_in_one_place_at_a_time":
            slot = there.filter(crew=wanted.crew).first()
            return taken_in_words(slot, wanted.crew)
        case "equipment_is_in_one_place_at_a_time":
            taken = there.filter(equipment__in=equipment)
            slot = taken.prefetch_related("equipment").first()
            thing = next(one for one in slot.equipment.all() if one in equipment)
            return taken_in_words(slot, thing)
        case "object_has_one_day" | "object_has_one_backup":
            return _("The object has such a day already: somebody was quicker.")
    raise problem


def taken_in_words(slot: ScheduleSlot | Visit, who: Crew | Equipment) -> str:
    """Who or what is where, from when until when."""
    sentence = _(
        "%(who)s is taken to %(object)s then (%(from)s–%(until)s). Choose another time."
    )
    if isinstance(who, Crew):
        sentence = _(
            "The crew %(who)s is at %(object)s then (%(from)s–%(until)s). "
            "Choose another time."
        )
    return sentence % {
        "who": who,
        "object": slot.form.title,
        "from": f"{slot.starts:%H:%M}",
        "until": f"{slot.ends:%H:%M}",
    }
