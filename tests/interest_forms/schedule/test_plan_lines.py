"""A proposed line is moved before it is accepted; the rest of the plan stays."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.gis.geos import Point
from django.urls import reverse

from hub.shared.models import AuditEntry
from interest_forms.models import ProposedVisit, ScheduleSlot, WeekPlan
from interest_forms.schedule.occupied import Refused
from interest_forms.schedule.plan_actions import drop_visits, move_visit
from tests.interest_factories import (
    TUESDAY,
    CrewFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    hours,
)

FAR = Point(24.3, 42.34, srid=4326)


@pytest.fixture
def crew(db):
    with time_machine.travel(datetime(2027, 5, 12, 9, tzinfo=UTC), tick=False):
        yield CrewFactory(name="Екип Рила")


@pytest.fixture
def lines(crew):
    """Of one Tuesday: a bridge at 10:00, and far from it a chapel at 13:00."""
    plan = WeekPlan.objects.create(
        group=crew.group, monday=date(2027, 5, 17), state="ready"
    )
    rows = []
    for title, point, hour in (("Мост", crew.starts_from, 7), ("Параклис", FAR, 10)):
        form = ExpressionOfInterestFactory(
            group=crew.group, state="accepted", title=title, point=point
        )
        rows.append(
            ProposedVisit.objects.create(
                plan=plan, form=form, crew=crew, span=hours(TUESDAY.replace(hour=hour))
            )
        )
    return rows


def page_of(line):
    name = "admin:interest_forms_weekplan_line"
    return reverse(name, args=[line.plan_id, line.pk])


def typed(crew, **fields):
    known = {"crew": crew.pk, "day": "2027-05-19", "hour": "09:00", "minutes": "60"}
    return known | fields


def test_line_is_moved_with_its_equipment_and_booked_there(desk, crew, lines):
    bridge, chapel = lines
    drone = EquipmentFactory(group=crew.group, name="Дрон")
    bridge.equipment.add(drone)
    other = CrewFactory(group=crew.group, territory=crew.territory)
    page = reverse("admin:interest_forms_weekplan_change", args=[bridge.plan_id])
    plans = reverse("admin:interest_forms_weekplan_changelist")
    assert page in desk.get(plans).text
    assert page_of(bridge) in desk.get(page).text
    assert f'value="{drone.pk}" id="id_equipment_0" checked' in (
        desk.get(page_of(bridge)).text
    )

    answer = desk.post(page_of(bridge), typed(other, equipment=[drone.pk]), follow=True)

    assert "Редът е преместен. Още нищо не е запазено." in answer.text
    assert "сряда, 19 май 2027, 09:00–10:00" in answer.text
    assert AuditEntry.objects.get(verb="weekplan.move_visit").actor.is_active
    assert ScheduleSlot.objects.count() == 0
    desk.post(page, {"act": "accept", "visit": bridge.pk})
    slot = ScheduleSlot.objects.get()
    assert (slot.crew, list(slot.equipment.all())) == (other, [drone])
    chapel.refresh_from_db()
    assert chapel.span == hours(TUESDAY.replace(hour=10))


def test_what_speaks_against_the_new_time_is_told_first(desk, crew, lines):
    bridge, _chapel = lines
    near = typed(crew, day="2027-05-18", hour="11:55")

    answer = desk.post(page_of(bridge), near)

    # Of another line of the plan, that is not booked either.
    assert (answer.status_code, "До „Параклис“ са около" in answer.text) == (422, True)
    bridge.refresh_from_db()
    assert bridge.span == hours(TUESDAY)
    desk.post(page_of(bridge), {**near, "anyway": "on"})
    bridge.refresh_from_db()
    assert bridge.span == hours(TUESDAY.replace(hour=8, minute=55), 60)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"day": "2027-05-18", "hour": "13:30"}, "тогава е при „Параклис“"),
        ({"day": "2027-05-20"}, "тогава е при „Чешма“"),
        ({"day": "2027-05-26"}, "Планът е за по-ранна седмица."),
    ],
)
def test_nobody_is_proposed_to_be_in_two_places(desk, crew, lines, fields, why):
    bridge, _chapel = lines
    thursday = datetime(2027, 5, 20, 6, 30, tzinfo=UTC)
    ScheduleSlotFactory(crew=crew, span=hours(thursday), form__title="Чешма")

    answer = desk.post(page_of(bridge), typed(crew, anyway="on", **fields))

    assert (answer.status_code, why in answer.text) == (422, True)
    bridge.refresh_from_db()
    assert bridge.span == hours(TUESDAY)


def test_line_that_was_booked_or_is_of_another_plan_has_no_page(desk, crew, lines):
    bridge, chapel = lines
    assert "Мост" in desk.get(page_of(bridge)).text
    plan = WeekPlan.objects.create(group=crew.group, monday=date(2027, 5, 24))
    strange = reverse("admin:interest_forms_weekplan_line", args=[plan.pk, chapel.pk])

    desk.post(page_of(bridge).rpartition("line/")[0] + "change/", {"act": "all"})

    assert desk.get(page_of(bridge)).status_code == 404
    assert desk.get(strange).status_code == 404
    staff = crew.group.memberships.get().user
    assert drop_visits(plan, [chapel], by=staff) == 0
    assert drop_visits(chapel.plan, [chapel], by=staff) == 1
    with pytest.raises(Refused, match="този ред вече го няма"):
        move_visit(chapel, crew, chapel.span, equipment=(), by=staff)
