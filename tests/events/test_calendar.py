"""The calendar: months, weeks, weekends, days, and the list of what comes next."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.contrib.gis.geos import Point
from django.core.cache import cache

from events.calendar.name_days import name_days_of
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    OccurrenceFactory,
    PlaceFactory,
    SettlementFactory,
    TraditionFactory,
)

pytestmark = pytest.mark.django_db
FRIDAY = date(2027, 5, 7)
SATURDAY = FRIDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def on_friday():
    with time_machine.travel("2027-05-07 09:00 +0300", tick=False):
        yield


def get(client, query="", page="calendar", language="bg"):
    response = client.get(f"/{language}/{page}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def held(name, day=SATURDAY, **kwargs):
    event = kwargs.pop("event", None) or EventFactory(name_bg=name)
    return OccurrenceFactory(event=event, day=day, **kwargs)


def test_month_is_a_table_with_its_list(client):
    held("Димитровски ден", hour=time(10), last_hour=time(12))

    page = get(client)

    assert "Май 2027" in page
    assert page.count("Димитровски ден") == 2
    assert "10:00–12:00" in page
    assert "Събота, 8 май" in page
    assert "Димитровски ден" not in get(client, "?month=2027-06")
    assert get(client, "?month=2027-05&view=list").count("Димитровски ден") == 1


def test_year_names_the_first_of_each_month_and_leads_to_the_rest(client):
    for number in range(14):
        held(f"Събитие {number}.", hour=time(6 + number))
    held("Никулден", day=date(2027, 12, 6), status="cancelled")
    held("Миналогодишно", day=date(2026, 12, 6))

    page = get(client, "?year=2027&kind=sabor")

    assert "2027 година" in page
    assert page.count("Събитие ") == 12
    assert "month=2027-05&amp;view=list" in page
    december = page.index("Декември 2027")
    assert december < page.index("<s>Никулден</s>") < page.rindex("отменено")
    assert "Миналогодишно" not in page
    assert "kind=sabor&amp;year=2028" in page
    assert client.get("/bg/calendar/?year=27").status_code == 404


def test_what_is_not_published_is_not_in_the_calendar(client):
    held("Тайна", event=EventFactory(name_bg="Тайна", published=None))
    OccurrenceFactory(
        event=None, tradition=TraditionFactory(name_bg="Обичай"), day=SATURDAY
    )

    for page in (
        get(client),
        get(client, "?day=2027-05-08"),
        get(client, page="events"),
    ):
        assert "Тайна" not in page
        assert "Обичай" in page


@pytest.mark.parametrize("query", ["?view=month", "?view=list", "?week=2027-W18"])
def test_state_is_said_in_words_on_every_appearance(client, query):
    words = ["още непотвърдено", "преместено", "отменено"]
    legend = [get(client, query).count(word) for word in words]
    for status in ("tentative", "moved", "cancelled"):
        held("Димитровски ден", status=status)
    cache.clear()

    page = get(client, query)

    assert [page.count(word) - 1 for word in words] == legend


def test_several_days_stand_on_each_of_them_and_a_night_on_one(client):
    held("Пленер", last_day=SATURDAY + timedelta(days=2))
    held("Бал", last_day=SATURDAY + timedelta(days=1), hour=time(21), last_hour=time(2))

    page = get(client, "?view=list")

    assert page.count("Пленер") == 3
    assert page.count("до 10 май") == 3
    assert page.count("Бал") == 1


def test_full_day_shows_the_first_and_leads_to_the_rest(client):
    for number in range(15):
        held(f"Събитие {number}.", hour=time(6 + number))

    page = get(client, "?view=month")

    assert page.count("Събитие ") == 3
    assert "още 12" in page
    assert "?day=2027-05-08" in page
    assert get(client, "?day=2027-05-08").count("Събитие ") == 15


def test_dates_are_asked_for_by_group_village_and_kind(client):
    group, village = ActionGroupFactory(), SettlementFactory()
    held("Едно", event=EventFactory(name_bg="Едно", group=group, kind="fair"))
    held("Друго", event=EventFactory(name_bg="Друго", territory=village))
    municipality = village.parent

    for query, named, other in [
        (f"group={group.slug}", "Едно", "Друго"),
        ("kind=fair", "Едно", "Друго"),
        (f"village={village.pk}", "Друго", "Едно"),
        (f"village={municipality.pk}", "Друго", "Едно"),
    ]:
        for page in ("calendar", "events"):
            text = get(client, f"?{query}", page)
            assert named in text
            assert other not in text


@pytest.mark.parametrize(
    "query",
    [
        "month=2027-13",
        "month=1900-01",
        "week=2027-W99",
        "day=never",
        "weekend=2",
        "view=wall",
        "group=nobody",
        "village=0",
        "kind=war",
        "km=7",
        "near=91,0",
    ],
)
def test_unknown_wishes_are_not_found(client, query):
    assert client.get(f"/bg/calendar/?{query}").status_code == 404


def test_this_weekend_near_me_is_measured_to_the_shown_points(client):
    near = PlaceFactory(point=Point(23.5, 42.3, srid=4326))
    far = PlaceFactory(point=Point(26.5, 42.3, srid=4326))
    held("Близо", event=EventFactory(name_bg="Близо", place=near))
    held("Далече", event=EventFactory(name_bg="Далече", place=far))
    held("После", day=FRIDAY + timedelta(days=5))

    page = get(client, "?weekend=1&near=42.30,23.50")

    assert "Близо" in page
    assert "Далече" not in page
    assert "После" not in page
    assert "Далече" in get(client, "?weekend=1")


def test_exact_position_does_not_stay_in_the_address(client):
    response = client.get("/bg/calendar/?weekend=1&near=42.30123,23.50456")

    assert response.url == "/bg/calendar/?weekend=1&near=42.30,23.50"


def test_village_stands_in_where_the_device_does_not_tell(client):
    village = SettlementFactory(
        name_bg="Белчин", search="belchin", point=Point(23.5, 42.3, srid=4326)
    )
    held("Оброк", event=EventFactory(name_bg="Оброк", territory=village))

    assert f"village={village.pk}&amp;km=30" in get(client, "?weekend=1&q=Белчин")
    assert "Оброк" in get(client, f"?weekend=1&village={village.pk}&km=30")


def test_place_kept_back_is_measured_by_its_village(client):
    village = SettlementFactory(point=Point(26.5, 42.3, srid=4326))
    hidden = PlaceFactory(published=None, point=Point(23.5, 42.3, srid=4326))
    held("Оброк", event=EventFactory(name_bg="Оброк", place=hidden, territory=village))

    assert "Оброк" not in get(client, "?weekend=1&near=42.30,23.50")
    assert "Оброк" in get(client, "?weekend=1&near=42.30,26.50")


def test_next_dates_come_in_order_and_what_goes_on_before_them(client):
    held("Утре")
    held("Изложба", day=FRIDAY - timedelta(days=3), last_day=SATURDAY)
    held("Минало", day=FRIDAY - timedelta(days=3))

    page = get(client, page="events")

    assert page.index("Изложба") < page.index("Утре")
    assert "Минало" not in page
    assert "Утре" not in get(client, "?from=2027-06-01&to=2027-06-30", "events")
    assert client.get("/bg/events/?from=spring").status_code == 404


def test_today_is_told_anew_after_midnight(client):
    held("Днес", day=FRIDAY)
    assert "Днес" in get(client, page="events")

    with time_machine.travel("2027-05-08 00:00:01 +0300", tick=False):
        assert "Днес" not in get(client, page="events")


def test_name_days_fixed_and_by_easter():
    def names(*day):
        return [found.feast for found in name_days_of(date(*day))]

    assert names(2027, 5, 6) == ["Гергьовден"]
    # Easter is on 12 April 2026 and on 2 May 2027.
    assert names(2026, 4, 5) == ["Цветница"]
    assert names(2027, 4, 25) == ["Цветница"]
    assert names(2027, 5, 2) == ["Великден", "Свети цар Борис"]
    assert names(2026, 2, 28) == ["Тодоровден"]
    assert names(2027, 8, 3) == []


def test_name_day_is_in_latin_letters_where_those_are_read(client):
    assert "Гергьовден" in get(client)
    assert "Gergyovden" in get(client, language="el")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("calendar/", 5),
        ("calendar/?weekend=1", 4),
        ("calendar/?year=2027", 5),
        ("events/", 5),
    ],
)
def test_dates_take_few_queries(
    client, django_assert_num_queries, count, address, queries
):
    for event in EventFactory.create_batch(count):
        OccurrenceFactory(event=event, day=SATURDAY)

    with django_assert_num_queries(queries):
        client.get(f"/bg/{address}")
