"""What speaks against a visit is told with its reason; what is near is proposed."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.contrib.gis.geos import Point

from interest_forms.models import CallQuota, FixedDate
from interest_forms.schedule.answers import decline_slot
from interest_forms.schedule.slot_forms import Choices, initial_of_form
from interest_forms.schedule.suggest import (
    DAYS_AHEAD,
    _days_of,
    _free_times,
    _last_day,
    suggestions_for,
)
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.visits import Visit
from interest_forms.schedule.warnings import warnings_of
from partners.models import ActionGroup
from tests.factories import EventFactory, OccurrenceFactory, SettlementFactory
from tests.interest_factories import (
    TUESDAY,
    CrewFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    InterestCallFactory,
    ScheduleSlotFactory,
    UnavailabilityFactory,
    hours,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Of the sun, the road and the calendar nothing is to be told at 10:00.
NEAR, FAR = Point(23.56, 42.34, srid=4326), Point(24.3, 42.34, srid=4326)


@pytest.fixture(autouse=True)
def before_the_visits():
    with time_machine.travel(datetime(2027, 5, 10, 9, tzinfo=UTC), tick=False):
        yield


def told(crew, form, starts=TUESDAY, **fields):
    visit = Visit(form, crew, hours(starts), **fields)
    around = Surroundings(crew.group, visit.day, visit.day, [form])
    return {str(one.kind): one.text for one in warnings_of(visit, around)}


def accepted(crew, **fields):
    return ExpressionOfInterestFactory(
        **{"group": crew.group, "state": "accepted", "point": NEAR} | fields
    )


def test_day_she_has_said_no_to_is_told_with_her_words_and_not_proposed(crew):
    form = accepted(crew)
    first = suggestions_for(form)[0].visit
    slot = ScheduleSlotFactory(form=form, crew=crew, span=first.span)
    decline_slot(slot, why="Тогава сме на пазар.", by=None)
    form.refresh_from_db()

    assert "Тогава сме на пазар." in told(crew, form, first.starts)["declined"]
    assert first.day not in [one.visit.day for one in suggestions_for(form)]
    with time_machine.travel(TUESDAY - 7 * DAY, tick=False):
        again = ScheduleSlotFactory(form=form, crew=crew, span=first.span)
        assert "Тогава сме на пазар." in told(crew, form, first.starts)["declined"]
        decline_slot(again, why="И сега не можем.", by=None)
    assert "И сега не можем." in told(crew, form, first.starts)["declined"]
    assert "declined" not in told(crew, form, first.starts, state="confirmed")


def test_good_time_has_nothing_against_it(crew):
    assert told(crew, accepted(crew)) == {}
    slot = ScheduleSlotFactory(crew=crew, form=accepted(crew))
    assert told(crew, slot.form, slot_id=slot.pk) == {}


def test_road_to_what_is_kept_for_bad_weather_is_not_counted(crew):
    form, early = accepted(crew, point=FAR), hours(TUESDAY - timedelta(hours=2))
    there = ScheduleSlotFactory(crew=crew, form=form, span=early)
    assert "travel" in told(crew, accepted(crew))
    there.state = "backup"
    there.save()

    assert told(crew, accepted(crew)) == {}


def test_road_from_and_to_the_neighbours_takes_its_time(crew):
    for hour, title in ((-2, "Крепост"), (2, "Чешма")):
        form = accepted(crew, point=FAR, title=title)
        starts = TUESDAY + timedelta(hours=hour)
        ScheduleSlotFactory(crew=crew, form=form, span=hours(starts))

    text = told(crew, accepted(crew))["travel"]
    far = told(crew, accepted(crew, point=FAR))

    # 61 km as the crow flies, 1.4 times as long by road, at 45 km an hour.
    assert "Чешма" in text
    assert {"85", "114", "30"} <= set(re.findall(r"\d+", text))
    assert far == {}


def test_drone_of_two_crews_takes_its_time_on_the_road_between_them(crew):
    other = CrewFactory(group=crew.group, name="Екип Пирин")
    drone = EquipmentFactory(group=crew.group, name="Дрон Б")
    for hour, title in ((-2, "Крепост"), (4, "Чешма")):
        form = accepted(crew, point=FAR, title=title)
        starts = TUESDAY + timedelta(hours=hour)
        there = ScheduleSlotFactory(crew=other, form=form, span=hours(starts))
        there.equipment.add(drone)

    near = told(crew, accepted(crew), equipment=(drone,))["travel"]

    # It comes from the fort in half an hour, and has two and a half for the way on.
    assert near == (
        "Дрон Б идва от „Крепост“ (Екип Пирин): около 85 км по шосе, към 114 минути; "
        "има само 30."
    )
    assert told(crew, accepted(crew, point=FAR), equipment=(drone,)) == {}
    assert told(crew, accepted(crew)) == {}
    camera = EquipmentFactory(group=crew.group, kind="camera")
    assert told(crew, accepted(crew), equipment=(camera,)) == {}
    # What comes from the crew's own visit before it comes no more from the fort.
    crew.name, own = "Екип Витоша", hours(TUESDAY - timedelta(minutes=30), 30)
    crew.save()
    ScheduleSlotFactory(crew=crew, form=accepted(crew), span=own).equipment.add(drone)
    assert told(crew, accepted(crew), equipment=(drone,)) == {}


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ({"from_hour": time(11), "until_hour": time(13)}, "11:00–13:00"),
        ({"until_hour": time(11)}, "до 11:00"),
        ({"from_hour": time(11)}, "от 11:00"),
        ({"weekdays": [5, 6]}, "събота"),
        ({"months": [9]}, "септември"),
    ],
)
def test_wish_of_the_applicant_is_told(crew, asked, known):
    assert known in told(crew, accepted(crew, **asked))["hours"].lower()


def test_day_of_a_feast_cannot_be_chosen(crew):
    own = accepted(crew)
    FixedDate.objects.create(
        form=own, day=date(2027, 5, 24), last_day=date(2027, 5, 25)
    )
    feast = EventFactory(group=crew.group)
    OccurrenceFactory(event=feast, day=date(2027, 6, 5), last_day=date(2027, 6, 5))
    of_feast = accepted(crew, event=feast)

    assert "24–25 май 2027" in told(crew, own)["fixed_date"]
    assert "5 юни 2027" in told(crew, of_feast)["fixed_date"]
    on_the_day = datetime(2027, 5, 24, 7, tzinfo=UTC)
    assert "fixed_date" not in told(crew, own, on_the_day)
    # Beside its own days it has those of its feast.
    own.event = feast
    assert "5 юни 2027" in told(crew, own)["fixed_date"]
    feast.occurrences.update(status="cancelled")
    assert "fixed_date" not in told(crew, of_feast)


def test_who_or_what_is_away_is_told(crew):
    drone = EquipmentFactory(group=crew.group, name="Дрон")
    UnavailabilityFactory(crew=crew, why="на обучение")
    UnavailabilityFactory(
        crew=None, equipment=drone, span=hours(TUESDAY + DAY), why="на ремонт"
    )
    form = accepted(crew)

    assert "на обучение" in told(crew, form)["away"]
    assert "away" not in told(crew, form, TUESDAY + DAY)
    with_drone = told(crew, form, TUESDAY + DAY, equipment=(drone,))
    assert "Дрон" in with_drone["away"]


def test_day_off_and_evening_are_told(crew):
    saturday = TUESDAY + 4 * DAY
    evening = datetime(2027, 5, 18, 17, tzinfo=UTC)

    assert told(crew, accepted(crew), saturday) == {
        "day_off": "Екипът не работи в този ден."
    }
    late = told(crew, accepted(crew), evening)
    assert "20:4" in late["light"]
    assert "17:00" in late["day_off"]
    assert "light" not in told(crew, accepted(crew, kind="story"), evening)


def test_holiday_and_name_day_are_those_of_the_country(crew):
    saint_george = datetime(2027, 5, 6, 7, tzinfo=UTC)

    at_home = told(crew, accepted(crew), saint_george)
    country = crew.group.organisation.country
    country.code = "RO"
    country.save()
    group = ActionGroup.objects.get(pk=crew.group_id)
    crew.group = group
    abroad = told(crew, accepted(crew), saint_george)

    assert "Гергьовден" in at_home["holiday"]
    assert "Георги" in at_home["name_day"]
    assert not {"holiday", "name_day"} & set(abroad)


def test_missing_papers_are_told(crew):
    form = accepted(crew, materials="Албум", materials_rights="unknown")

    assert set(told(crew, form)) == {"rights"}
    assert set(told(crew, form, state="done")) == {"release", "rights"}
    assert set(told(crew, form, state="done", has_release=True)) == {"rights"}


def test_what_is_not_agreed_to_or_past_is_told(crew):
    silent = accepted(crew, film_agreed=False)

    assert set(told(crew, silent)) == {"release"}
    assert told(crew, silent, has_release=True) == {}
    assert "past" in told(crew, accepted(crew), TUESDAY - 14 * DAY)


def test_quota_of_a_municipality_is_told_to_its_villages(crew):
    village = SettlementFactory()
    call = InterestCallFactory(group=crew.group)
    CallQuota.objects.create(call=call, territory=village.parent, most=1)
    first, second = (accepted(crew, call=call, territory=village) for _n in range(2))
    elsewhere = accepted(crew, call=call, territory=None)

    assert "quota" in told(crew, first)
    assert "quota" in told(crew, second)
    assert "quota" not in told(crew, elsewhere)


def test_of_a_feast_of_three_years_the_first_weeks_are_looked_at(crew):
    form = accepted(crew)
    FixedDate.objects.create(form=form, day=date(2027, 6, 1), last_day=date(2030, 5, 1))
    FixedDate.objects.create(form=form, day=date(2027, 5, 3), last_day=date(2027, 5, 3))

    last = _last_day(form, date(2027, 5, 11))
    assert last == date(2027, 6, 22)
    later = accepted(crew)
    FixedDate.objects.create(
        form=later, day=date(2027, 8, 1), last_day=date(2030, 5, 1)
    )
    assert _last_day(later, date(2027, 5, 11)) == date(2027, 9, 12)
    around = Surroundings(crew.group, date(2027, 5, 11), last, [form])
    assert len(list(_days_of(form, around, date(2027, 5, 11), last))) == 22
    assert initial_of_form(form, Choices(crew.group))["day"] == date(2027, 6, 1)


def test_days_that_are_written_again_and_again_are_not_all_looked_at(crew):
    form, first, last = accepted(crew), date(2027, 5, 11), date(2027, 6, 22)
    for day in (11, 12, 13, 14):
        begins = date(2027, 5, day)
        FixedDate.objects.create(form=form, day=begins, last_day=last)
    around = Surroundings(crew.group, first, last, [form])

    found = list(_free_times(form, around, first, last))

    assert len(found) == DAYS_AHEAD * crew.slots_a_day


def test_quota_that_is_exceeded_is_told_to_those_it_counts(crew):
    call = InterestCallFactory(group=crew.group)
    CallQuota.objects.create(call=call, kind="landmark", most=1)
    first = accepted(crew, call=call)
    story = accepted(crew, call=call, kind="story")

    assert told(crew, first) == {}
    second = accepted(crew, call=call)

    assert "забележителност: 1" in told(crew, second)["quota"]
    assert "quota" not in told(crew, story)
    ScheduleSlotFactory(crew=crew, form=first, span=hours(TUESDAY + timedelta(hours=4)))
    other = accepted(crew, call=InterestCallFactory(group=crew.group))
    assert "quota" not in told(crew, other)


def test_next_times_are_near_what_is_planned(crew):
    village = SettlementFactory(name_bg="Далечно", code="99999", point=FAR)
    there = accepted(crew, point=FAR, territory=village, title="Крепост")
    ScheduleSlotFactory(crew=crew, form=there)

    best, second, third = suggestions_for(accepted(crew, point=FAR))

    assert best.visit.span == hours(TUESDAY + timedelta(hours=3))
    assert "Крепост" in best.why
    assert best.more_km < 1
    assert {second.visit.day, third.visit.day} == {date(2027, 5, 11), date(2027, 5, 12)}
    assert second.more_km > 100


def test_neither_a_holiday_nor_the_dark_is_proposed(crew):
    form = accepted(crew, point=NEAR)
    crew.day_begins, crew.day_ends, crew.slots_a_day = time(4), time(6), 1
    crew.save()
    assert suggestions_for(form) == []
    crew.day_begins, crew.day_ends = time(9), time(17)
    crew.weekdays = [0]
    crew.save()

    found = [one.visit.day for one in suggestions_for(form)]

    # The Monday between them is of St Cyril and St Methodius.
    assert found == [date(2027, 5, 17), date(2027, 5, 31), date(2027, 6, 7)]


def test_feast_that_has_begun_is_filmed_from_today_on(crew):
    form = accepted(crew)
    FixedDate.objects.create(
        form=form, day=date(2027, 5, 8), last_day=date(2027, 5, 12)
    )

    assert initial_of_form(form, Choices(crew.group))["day"] == date(2027, 5, 10)


def test_next_time_of_a_feast_is_its_day_also_on_a_sunday(crew):
    form = accepted(crew)
    FixedDate.objects.create(
        form=form, day=date(2027, 8, 15), last_day=date(2027, 8, 15)
    )

    found = suggestions_for(form)

    assert [one.visit.day for one in found] == [date(2027, 8, 15)]
    assert "day_off" in {one.kind for one in found[0].warnings}


@pytest.mark.parametrize("count", [1, 3])
def test_warnings_of_many_take_as_many_queries_as_of_one(
    crew, count, django_assert_num_queries
):
    for number in range(count):
        ScheduleSlotFactory(crew=crew, span=hours(TUESDAY + number * DAY))
    group = ActionGroup.objects.select_related("organisation__country").get(
        pk=crew.group_id
    )

    with django_assert_num_queries(8):
        around = Surroundings(group, date(2027, 5, 17), date(2027, 5, 23))
        assert len([warnings_of(one, around) for one in around.visits]) == count
