"""A crew and its equipment are in one place at a time: the database sees to it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from interest_forms.models import ScheduleSlot, SlotEquipment
from tests.interest_factories import (
    TUESDAY,
    CrewFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    hours,
)

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)


def refused(write):
    """The constraint that the database names, or nothing."""
    try:
        with transaction.atomic():
            write()
    except IntegrityError as problem:
        return problem.__cause__.diag.constraint_name
    return None


@pytest.mark.django_db
def test_crew_is_in_one_place_and_goes_on_when_it_is_free():
    slot = ScheduleSlotFactory(span=hours(TUESDAY, 60))

    def beside(starts, **fields):
        return lambda: ScheduleSlotFactory(
            **{"crew": slot.crew, "span": hours(starts, 60)} | fields
        )

    within = TUESDAY + QUARTER
    assert refused(beside(within)) == "crew_is_in_one_place_at_a_time"
    assert refused(beside(within, crew=CrewFactory())) is None
    assert refused(beside(within, state="cancelled")) is None
    assert refused(beside(within, state="declined")) is None
    assert refused(beside(TUESDAY + HOUR)) is None
    assert refused(beside(TUESDAY - HOUR)) is None
    slot.state = "cancelled"
    slot.save()
    assert refused(beside(TUESDAY)) is None


@pytest.mark.django_db
def test_drone_stays_with_its_slot_when_that_is_moved_or_cancelled():
    drone = EquipmentFactory()
    first = ScheduleSlotFactory(span=hours(TUESDAY, 60))
    second = ScheduleSlotFactory(span=hours(TUESDAY + HOUR, 60))

    def at(slot, starts):
        return lambda: ScheduleSlot.objects.filter(pk=slot.pk).update(
            span=hours(starts, 60)
        )

    first.equipment.add(drone)
    assert refused(lambda: second.equipment.add(drone)) is None
    name = "equipment_is_in_one_place_at_a_time"
    assert refused(at(second, TUESDAY + QUARTER)) == name
    assert refused(at(second, TUESDAY + 2 * HOUR)) is None
    assert refused(at(first, TUESDAY + HOUR)) is None
    ScheduleSlot.objects.filter(pk=first.pk).update(state="cancelled")
    assert refused(at(second, TUESDAY + HOUR)) is None
    told = SlotEquipment.objects.order_by("slot").values_list("span", "takes_time")
    assert list(told) == [
        (hours(TUESDAY + HOUR, 60), False),
        (hours(TUESDAY + HOUR, 60), True),
    ]


@pytest.mark.django_db
def test_object_has_one_day_and_one_for_bad_weather():
    slot = ScheduleSlotFactory()

    def again(state):
        return lambda: ScheduleSlotFactory(form=slot.form, state=state)

    assert refused(again("confirmed")) == "object_has_one_day"
    assert refused(again("backup")) is None
    assert refused(again("backup")) == "object_has_one_backup"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["crew", "equipment"])
def test_of_two_at_once_the_database_refuses_one(what):
    group = CrewFactory().group
    drone = EquipmentFactory(group=group)
    crews = [CrewFactory(group=group)] * 2
    if what == "equipment":
        crews = [CrewFactory(group=group), CrewFactory(group=group)]
    forms = ExpressionOfInterestFactory.create_batch(2, group=group)
    together = Barrier(2)

    def plan(form, crew):
        try:
            with transaction.atomic():
                together.wait(60)
                slot = ScheduleSlot.objects.create(
                    form=form, crew=crew, span=hours(TUESDAY)
                )
                if what == "equipment":
                    slot.equipment.add(drone)
        except (IntegrityError, OperationalError):
            # Each may wait for the other: PostgreSQL breaks off one of them then.
            return "refused"
        finally:
            connection.close()
        return "planned"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(plan, forms, crews))

    assert answers == ["planned", "refused"]
    assert ScheduleSlot.objects.count() == 1
