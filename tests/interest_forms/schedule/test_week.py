"""The crews' week in the administration: cards in their times, placed and moved."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interest_forms.models import SlotState
from interest_forms.schedule.week import monday_of, week_of
from tests.factories import MembershipFactory, UserFactory
from tests.interest_factories import (
    TUESDAY,
    CrewFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    ScheduleSlotFactory,
    hours,
)

pytestmark = pytest.mark.usefixtures("before_the_season")
DAY = TUESDAY.date()
WEEK = reverse("admin:interest_forms_scheduleslot_week")


@pytest.fixture
def desk(client, crew):
    client.force_login(MembershipFactory(group=crew.group, role="moderator").user)
    return client


def page(desk, day=DAY):
    return desk.get(WEEK, {"day": str(day)})


def accepted(crew, **fields):
    return ExpressionOfInterestFactory(group=crew.group, state="accepted", **fields)


def typed(crew, hour="10:00", act="move", **changes):
    fields = {"crew": crew.pk, "day": str(DAY), "hour": hour, "minutes": 90}
    return {**fields, "act": act, "week": str(DAY), **changes}


def place(desk, form, data):
    url = reverse("admin:interest_forms_scheduleslot_week_place", args=[form.pk])
    return desk.post(url, data, follow=True)


def act(desk, slot, data):
    url = reverse("admin:interest_forms_scheduleslot_week_act", args=[slot.pk])
    return desk.post(url, data, follow=True)


def when(form):
    slot = form.slots.get(state=SlotState.PLANNED)
    return slot.starts.strftime("%d.%m. %H:%M")


def week(crew):
    (drawn,) = week_of(crew.group, DAY).crews
    return drawn


def test_days_are_equally_high_and_every_visit_is_drawn_in_its_half_hour(crew):
    odd = [(0, 75), (80, 40), (125, 10), (140, 25), (420, 10), (430, 10), (440, 10)]
    for after, minutes in odd:
        starts = TUESDAY + timedelta(minutes=after)
        ScheduleSlotFactory(crew=crew, span=hours(starts, minutes))

    drawn = week(crew)

    high = [sum(cell.rows for cell in day.cells) for day in drawn.days]
    assert high == [sum(hour.rows for hour in drawn.hours)] * 7
    cards = [cell for cell in drawn.days[1].cells if cell.slot]
    assert [f"{cell.slot.starts:%H:%M} {cell.rows}" for cell in cards] == [
        *("10:00 2", "11:20 2", "12:05 2", "12:20 2"),
        *("17:00 2", "17:10 2", "17:20 2"),
    ]
    assert all(cell.slot.starts - cell.starts < timedelta(hours=0.5) for cell in cards)


def test_hours_grow_with_what_is_planned_outside_the_working_day(crew):
    ScheduleSlotFactory(crew=crew, span=hours(TUESDAY - timedelta(hours=3)))
    assert week(crew).hours[0].at == time(7)
    assert week(crew).hours[-1].at == time(16, 30)

    ScheduleSlotFactory(crew=crew, span=hours(TUESDAY + timedelta(hours=6.5), 61))
    assert week(crew).hours[-1].at == time(17, 30)
    ScheduleSlotFactory(crew=crew, span=hours(TUESDAY + timedelta(hours=12), 240))
    assert week(crew).hours[-1].at == time(23, 30)


def test_card_begins_in_the_row_of_its_hour_and_takes_its_rows(crew):
    ScheduleSlotFactory(crew=crew)

    cell = next(cell for cell in week(crew).days[1].cells if cell.slot)
    assert cell.starts == TUESDAY
    assert cell.rows == 3


def test_accepted_object_is_placed_from_the_week(desk, crew):
    form = accepted(crew, title="Старата воденица")
    assert "Старата воденица" in page(desk).content.decode()

    answer = place(desk, form, typed(crew, "11:30"))

    assert "Старата воденица: вторник, 18 май 2027, 11:30" in answer.content.decode()
    assert when(form) == "18.05. 11:30"


def test_refusal_is_told_and_what_was_typed_stays(desk, crew):
    ScheduleSlotFactory(crew=crew, form__title="Каменният мост")
    form = accepted(crew)

    answer = place(desk, form, typed(crew, "11:00", minutes=45))

    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Каменният мост" in answer.context["why_not"]
    assert 'value="11:00"' in told
    assert 'value="45"' in told
    assert not form.slots.exists()


def test_only_what_is_her_own_groups_is_named_when_it_is_in_the_way(desk, crew):
    form = accepted(crew)
    ScheduleSlotFactory(crew=crew, form__title="Каменният мост")
    others = ScheduleSlotFactory(form__title="Чужда чешма").crew
    told = "Екип Рила тогава е при „Каменният мост“ (10:00–11:30). Изберете друг час."

    answers = [place(desk, form, typed(one, "10:00")) for one in (crew, others)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].context["why_not"] == told
    assert all(f'data-taken="{told}"' in answer.text for answer in answers)
    assert not any("Чужда чешма" in answer.text for answer in answers)


def test_piece_of_equipment_in_the_way_is_named_with_its_visit(desk, crew):
    drone = EquipmentFactory(group=crew.group, name="Дрон")
    there = ScheduleSlotFactory(crew__group=crew.group, form__title="Водопад")
    there.equipment.add(drone)

    wanted = typed(crew, "11:00", equipment=[drone.pk])

    assert place(desk, accepted(crew), wanted).context["why_not"] == (
        "Дрон тогава се използва при „Водопад“ (10:00–11:30). Изберете друг час."
    )


def test_hour_that_is_none_is_marked_beside_its_field(desk, crew):
    form = accepted(crew)

    answer = place(desk, form, typed(crew, "по обяд"))

    (shown,) = answer.context["waiting"]
    assert answer.status_code == 409
    assert list(shown.time_form.errors) == ["hour"]


def test_visit_is_moved_and_in_the_rain_its_other_day_is_used(desk, crew):
    slot = ScheduleSlotFactory(crew=crew)
    act(desk, slot, typed(crew, "09:00"))
    assert when(slot.form) == "18.05. 09:00"

    later = str(DAY + timedelta(days=2))
    act(desk, slot, typed(crew, "14:00", act="keep", day=later))
    assert when(slot.form) == "18.05. 09:00"

    act(desk, slot, {"act": "rain", "week": str(DAY)})
    assert when(slot.form) == "20.05. 14:00"


def test_time_for_bad_weather_is_kept_with_what_the_card_says(desk, crew):
    other, drone = CrewFactory(group=crew.group), EquipmentFactory(group=crew.group)
    slot = ScheduleSlotFactory(crew=crew)

    chosen = typed(other, "14:00", act="keep", minutes=60, equipment=[drone.pk])
    told = act(desk, slot, chosen).text

    kept = slot.form.slots.get(state=SlotState.BACKUP)
    assert (kept.crew, list(kept.equipment.all())) == (other, [drone])
    assert kept.ends - kept.starts == timedelta(minutes=60)
    assert f"{kept}, {other.name}." in told


def test_only_who_decides_may_plan(client, crew):
    slot = ScheduleSlotFactory(crew=crew)
    client.force_login(MembershipFactory(group=crew.group, role="editor").user)

    assert act(client, slot, typed(crew, "09:00")).status_code == 403
    assert 'value="move"' not in page(client).content.decode()


def test_superuser_sees_first_a_group_that_has_crews(client, crew):
    CrewFactory(group__name_bg="Я: с екип")
    client.force_login(UserFactory(is_superuser=True))
    other = CrewFactory(group__name_bg="А: първа по азбука").group

    assert page(client).context["group"] == other
    assert client.get(WEEK, {"group": crew.group.pk}).context["group"] == crew.group
    assert client.get(WEEK, {"group": "0"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_week_takes_as_many_queries_however_much_is_planned(
    desk, crew, count, django_assert_num_queries
):
    for number in range(count):
        starts = TUESDAY + timedelta(hours=2 * number)
        ScheduleSlotFactory(crew=crew, span=hours(starts))
        accepted(crew)

    with django_assert_num_queries(27):
        page(desk).content.decode()


def test_week_without_visits_says_so_and_leads_to_the_next_ones(desk, crew):
    ScheduleSlotFactory(crew=crew)
    ScheduleSlotFactory(span=hours(TUESDAY - timedelta(days=4)))

    before = desk.get(WEEK, {"day": "2027-05-05"}).text

    assert "През тази седмица няма нищо планирано." in before
    assert f'href="?group={crew.group_id}&amp;day=2027-05-17"' in before
    assert "Към следващите посещения: 17–23 май 2027" in before
    assert "няма нищо планирано" not in page(desk).text
    after = desk.get(WEEK, {"day": "2027-06-05"}).text
    assert "няма нищо планирано" in after
    assert "Към следващите" not in after


def test_week_leads_to_its_plan_or_to_planning_it(desk, crew):
    monday = monday_of(timezone.localdate()) + timedelta(days=7)
    add = reverse("admin:interest_forms_weekplan_add")
    asked = f"{add}?group={crew.group_id}&amp;monday={monday}"
    assert asked in page(desk, monday).text
    assert f"{add}?" not in page(desk, monday - timedelta(days=14)).text

    plan = crew.group.week_plans.create(monday=monday)

    told = page(desk, monday).text
    assert reverse("admin:interest_forms_weekplan_change", args=[plan.pk]) in told
    assert asked not in told
