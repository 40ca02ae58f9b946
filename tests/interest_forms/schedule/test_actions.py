"""An object gets its day, and loses it, and is filmed: with its form, step by step."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from hub.shared.models import AuditEntry
from interest_forms.interest.steps import State, move
from interest_forms.interest.triage.choices import on_card, on_desk
from interest_forms.models import ScheduleSlot, SlotState
from interest_forms.schedule.actions import (
    cancel_slot,
    enter_result,
    keep_backup,
    move_slot,
    place_slot,
    use_backup,
)
from interest_forms.schedule.answers import confirm_slot, decline_slot
from interest_forms.schedule.occupied import Refused
from tests.factories import UserFactory
from tests.interest_factories import (
    TUESDAY,
    CrewFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    hours,
)

pytestmark = pytest.mark.usefixtures("before_the_season")
DAY = timedelta(days=1)


def accepted(crew, **fields):
    return ExpressionOfInterestFactory(group=crew.group, state="accepted", **fields)


def states(form):
    form.refresh_from_db()
    return form.state, sorted(form.slots.values_list("state", flat=True))


def verbs():
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_accepted_object_gets_its_day_and_loses_it_again(crew, staff):
    form = accepted(crew)
    drone = EquipmentFactory(group=crew.group)

    slot = place_slot(form, crew, hours(TUESDAY), equipment=[drone], by=staff)
    assert states(form) == ("scheduled", ["planned"])
    assert list(slot.equipment.all()) == [drone]
    with pytest.raises(Refused, match="приет обект"):
        place_slot(form, crew, hours(TUESDAY + DAY), by=staff)
    cancel_slot(slot, by=staff)

    assert states(form) == ("accepted", ["cancelled"])
    assert verbs() == [
        *("interest.step", "slot.give_day"),
        *("interest.step", "slot.cancel_visit"),
    ]


def test_refusal_says_where_the_crew_is_and_when(crew, staff):
    place_slot(accepted(crew, title="Водопад"), crew, hours(TUESDAY), by=staff)
    late = accepted(crew)

    with pytest.raises(Refused) as refused:
        place_slot(late, crew, hours(TUESDAY + timedelta(hours=1)), by=staff)

    assert "Екип Рила" in str(refused.value)
    assert "Водопад" in str(refused.value)
    assert "10:00–11:30" in str(refused.value)
    assert states(late) == ("accepted", [])


def test_refusal_says_where_the_drone_is(crew, staff):
    drone = EquipmentFactory(group=crew.group, name="Дрон на читалището")
    other = CrewFactory(group=crew.group)
    first = accepted(crew, title="Крепост")
    place_slot(first, other, hours(TUESDAY), equipment=[drone], by=staff)
    slot = place_slot(
        accepted(crew), crew, hours(TUESDAY + DAY), equipment=[drone], by=staff
    )

    with pytest.raises(Refused, match=r"Дрон на читалището.*Крепост"):
        move_slot(slot, crew, hours(TUESDAY), by=staff)
    moved = move_slot(slot, crew, hours(TUESDAY), equipment=[], by=staff)

    assert moved.span == hours(TUESDAY)
    assert list(moved.equipment.all()) == []


def test_who_agreed_to_a_time_is_asked_again_when_it_is_moved(crew, staff):
    slot = place_slot(accepted(crew), crew, hours(TUESDAY), by=staff)
    confirm_slot(slot, by=None)

    moved = move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)

    assert (moved.state, moved.answered) == (SlotState.PLANNED, None)


def test_declined_time_is_free_and_the_object_waits(crew, staff):
    form, other = accepted(crew), accepted(crew)
    slot = place_slot(form, crew, hours(TUESDAY), by=staff)

    decline_slot(slot, why="Жънем.", by=None)

    assert states(form) == ("accepted", ["declined"])
    assert place_slot(other, crew, hours(TUESDAY), by=staff)
    with pytest.raises(Refused):
        confirm_slot(slot, by=None)


def test_rain_moves_the_visit_to_the_time_kept_for_it(crew, staff):
    form = accepted(crew)
    drone = EquipmentFactory(group=crew.group)
    slot = place_slot(form, crew, hours(TUESDAY), equipment=[drone], by=staff)
    keep_backup(slot, hours(TUESDAY + DAY), by=staff)
    assert states(form) == ("scheduled", ["backup", "planned"])
    with pytest.raises(Refused, match="вече има такъв ден"):
        keep_backup(slot, hours(TUESDAY + 2 * DAY), by=staff)

    used = use_backup(slot, by=staff)

    assert states(form) == ("scheduled", ["cancelled", "planned"])
    assert (used.span, list(used.equipment.all())) == (hours(TUESDAY + DAY), [drone])
    assert used.stands_in_for == slot


def test_time_for_bad_weather_is_ahead_when_it_is_kept_and_when_it_is_used(crew, staff):
    slot = place_slot(accepted(crew), crew, hours(TUESDAY), by=staff)
    with time_machine.travel(TUESDAY):
        with pytest.raises(Refused, match="трябва да предстои"):
            keep_backup(slot, hours(TUESDAY - DAY), by=staff)
        backup = keep_backup(slot, hours(TUESDAY + DAY), by=staff)
        with pytest.raises(Refused, match="трябва да предстои"):
            move_slot(backup, crew, hours(TUESDAY - DAY), by=staff)

    with time_machine.travel(TUESDAY + 2 * DAY):
        with pytest.raises(Refused, match="вече е минал"):
            use_backup(slot, by=staff)
        keep_backup(slot, hours(TUESDAY + 3 * DAY), by=staff)

        assert use_backup(slot, by=staff).span == hours(TUESDAY + 3 * DAY)
    assert states(slot.form)[1] == ["cancelled", "cancelled", "planned"]


def test_result_takes_the_form_on_and_frees_the_backup(crew, staff):
    form = accepted(crew)
    slot = place_slot(form, crew, hours(TUESDAY), by=staff)
    keep_backup(slot, hours(TUESDAY + DAY), by=staff)

    with time_machine.travel(TUESDAY, tick=False):
        enter_result(slot, photos=40, release_signed=date(2027, 5, 11), by=staff)
        assert states(form) == ("filmed", ["cancelled", "done"])
        second = place_slot(form, crew, hours(TUESDAY + 7 * DAY), by=staff)
        enter_result(slot, photos=41, release_signed=date(2027, 5, 11), by=staff)

    assert states(form) == ("scheduled", ["cancelled", "done", "planned"])
    assert State.FILMED not in [one.state for one in on_card(form)]
    assert State.FILMED not in [one.state for one in on_desk(form)]
    with time_machine.travel(second.span.lower, tick=False):
        assert State.FILMED in [one.state for one in on_card(form)]
    slot.refresh_from_db()
    assert (slot.photos, slot.release_signed) == (41, date(2027, 5, 11))
    with pytest.raises(Refused):
        move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)


def test_withdrawn_form_leaves_its_time_to_others(crew, staff):
    form = accepted(crew)
    slot = place_slot(form, crew, hours(TUESDAY), by=staff)
    keep_backup(slot, hours(TUESDAY + DAY), by=staff)

    move(form, "withdrawn", by=None)

    assert states(form) == ("withdrawn", ["cancelled", "cancelled"])


def test_nothing_of_another_group_is_planned_together(crew, staff):
    form = accepted(crew)

    with pytest.raises(Refused):
        place_slot(form, CrewFactory(), hours(TUESDAY), by=staff)
    with pytest.raises(Refused):
        place_slot(form, crew, hours(TUESDAY), equipment=[EquipmentFactory()], by=staff)

    assert states(form) == ("accepted", [])
    slot = place_slot(form, crew, hours(TUESDAY), by=staff)
    with pytest.raises(Refused):
        move_slot(slot, CrewFactory(), hours(TUESDAY), by=staff)
    slot.refresh_from_db()
    assert slot.crew == crew


@pytest.mark.django_db(transaction=True)
def test_of_two_who_plan_at_once_one_is_told_who_was_quicker():
    crew, staff = CrewFactory(name="Екип Рила"), UserFactory()
    forms = [accepted(crew, title="Водопад"), accepted(crew, title="Водопад")]
    together = Barrier(2)

    def plan(form):
        together.wait(60)
        try:
            return str(place_slot(form, crew, hours(TUESDAY), by=staff).state)
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(plan, forms), key=len)

    assert answers[0] == "planned"
    assert "Водопад" in answers[1]
    assert ScheduleSlot.objects.count() == 1
