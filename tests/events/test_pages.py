"""The pages of one event and of one tradition."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from events.calendar_actions import remake
from events.models import Event, Occurrence, Tradition
from events.programme import hours_of
from hub.shared.models import AuditEntry
from hub.shared.versions import raise_versions
from places import publishing
from tests.desk_forms import no_rows
from tests.factories import (
    ActionGroupFactory,
    CalendarRuleFactory,
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    PhotoFactory,
    PlaceFactory,
    TraditionFactory,
    YearOverrideFactory,
)

pytestmark = pytest.mark.django_db


def text_of(client, thing):
    return client.get(thing.get_absolute_url()).content.decode()


def test_event_tells_its_next_dates_and_not_the_past_ones(client):
    event = EventFactory()
    long_ago = date(2020, 8, 29)
    OccurrenceFactory(event=event, day=long_ago)
    soon = OccurrenceFactory(event=event, hour=time(10), last_hour=time(12))

    page = text_of(client, event)

    assert "10:00–12:00" in page
    assert str(soon.day.year) in page
    assert "2020" not in page


def test_cancelled_date_says_so_and_why(client):
    event = EventFactory()
    OccurrenceFactory(event=event, status="cancelled", note_bg="Заради бурята.")

    page = text_of(client, event)

    assert "отменено" in page
    assert "Заради бурята." in page


def test_night_is_told_as_one_evening(client):
    event = EventFactory()
    day = timezone.localdate() + timedelta(days=3)
    OccurrenceFactory(
        event=event,
        day=day,
        last_day=day + timedelta(days=1),
        hour=time(20),
        last_hour=time(2),
    )

    assert "20:00–02:00" in text_of(client, event)


def test_event_and_its_tradition_lead_to_each_other_while_both_are_shown(client):
    tradition = TraditionFactory()
    event = EventFactory(tradition=tradition, group=tradition.group)
    assert tradition.name_bg in text_of(client, event)
    assert event.name_bg in text_of(client, tradition)

    publishing.hide(Tradition.objects.all())

    assert tradition.name_bg not in text_of(client, event)


@pytest.mark.parametrize("count", [1, 3])
def test_event_page_takes_six_queries(client, django_assert_num_queries, count):
    event = EventFactory(place=PlaceFactory(), tradition=TraditionFactory())
    OccurrenceFactory.create_batch(count, event=event)

    with django_assert_num_queries(6):
        client.get(event.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_tradition_page_takes_ten_queries(client, django_assert_num_queries, count):
    tradition = TraditionFactory()
    tradition.places.add(*PlaceFactory.create_batch(count))
    EventFactory.create_batch(count, tradition=tradition)

    with django_assert_num_queries(10):
        client.get(tradition.get_absolute_url())


def test_editor_enters_an_event_and_a_day_is_enough(client):
    group = ActionGroupFactory(time_zone="Europe/Athens")
    membership = MembershipFactory(group=group, role="editor")
    client.force_login(membership.user)

    add = reverse("admin:events_event_add")
    client.post(
        add,
        {
            **no_rows(client, add),
            "name_bg": "Панаир",
            "kind": "fair",
            "group": group.pk,
            "occurrences-TOTAL_FORMS": 1,
            "occurrences-INITIAL_FORMS": 0,
            "occurrences-0-day": "2027-08-28",
            "occurrences-0-hour": "20:00",
            "occurrences-0-last_hour": "01:00",
            "occurrences-0-status": "confirmed",
        },
    )

    event = Event.objects.get()
    occurrence = Occurrence.objects.get()
    assert occurrence.event == event
    assert occurrence.last_day == date(2027, 8, 29)
    assert occurrence.starts.isoformat() == "2027-08-28T17:00:00+00:00"
    assert AuditEntry.objects.get().verb == "event.add"
    assert occurrence.uid == f"date-{occurrence.pk}"


def test_programme_is_told_hour_by_hour():
    event = EventFactory(
        programme_bg="10:00 Шествие\n11.30 – 12:30 Курбан\n\nВечерта: хоро"
    )

    told = [(hour.hours, hour.what.value) for hour in hours_of(event)]

    assert told == [
        ("10:00", "Шествие"),
        ("11:30–12:30", "Курбан"),
        ("", "Вечерта: хоро"),
    ]


def test_event_shows_where_it_is_only_while_the_place_is_shown(client):
    place = PlaceFactory(name_bg="Параклисът")
    event = EventFactory(place=place)
    assert "small-map" in text_of(client, event)

    publishing.hide(type(place).objects.all())

    assert "small-map" not in text_of(client, event)
    assert "Параклисът" not in text_of(client, event)


def test_pictures_of_a_tradition_are_the_public_ones(client):
    tradition = TraditionFactory()
    event = EventFactory(tradition=tradition)
    shown, pending = PhotoFactory(public=True), PhotoFactory()
    tradition.photos.add(shown, pending)

    for page in (text_of(client, tradition), text_of(client, event)):
        assert f"photo={shown.pk}" in page
        assert f"photo={pending.pk}" not in page


def test_place_tells_what_is_held_there_until_it_is_hidden(client):
    place = PlaceFactory()
    OccurrenceFactory(event=EventFactory(name_bg="Оброкът", place=place))
    tradition = TraditionFactory(name_bg="Лазаруването")
    tradition.places.add(place)
    for name in ("Оброкът", "Лазаруването"):
        assert name in text_of(client, place)

    publishing.hide(Event.objects.all())
    publishing.hide(Tradition.objects.all())

    for name in ("Оброкът", "Лазаруването"):
        assert name not in text_of(client, place)


def test_group_and_front_page_tell_what_comes_next(client):
    event = EventFactory(name_bg="Оброкът", group=ActionGroupFactory(is_published=True))
    TraditionFactory(name_bg="Лазаруване", group=event.group)
    today = timezone.localdate()
    OccurrenceFactory(event=event, day=today + timedelta(days=90))
    front = client.get("/bg/").content.decode()
    assert front.index("Какво предстои") < front.index("Оброкът")

    Occurrence.objects.update(
        day=(sunday := today + timedelta(days=6 - today.weekday())), last_day=sunday
    )
    raise_versions([event.group_id])

    front = client.get("/bg/").content.decode()
    assert front.index("Наблизо тази събота") < front.index("Оброкът")
    group = text_of(client, event.group)
    assert group.index("Оброкът") < group.index("Лазаруване")


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_traditions_takes_five_queries(
    client, django_assert_num_queries, count
):
    for tradition in TraditionFactory.create_batch(count):
        OccurrenceFactory(event=None, tradition=tradition)

    with django_assert_num_queries(5):
        page = client.get("/bg/traditions/").content.decode()

    assert page.count('<li class="card">') == count


def test_traditions_are_asked_for_by_group_domain_and_place(client):
    craft = TraditionFactory(name_bg="Тъкане", domain="crafts")
    TraditionFactory(name_bg="Лазаруване")
    place = PlaceFactory()
    craft.places.add(place)

    for query in ("domain=crafts", f"group={craft.group.slug}", f"place={place.pk}"):
        page = client.get(f"/bg/traditions/?{query}").content.decode()
        assert "Тъкане" in page
        assert "Лазаруване" not in page
    assert client.get("/bg/traditions/?domain=magic").status_code == 404


def test_bearers_are_named_only_when_they_agreed(client):
    tradition = TraditionFactory(bearers_bg="Баба Мария от Белчин")
    event = EventFactory(tradition=tradition)
    for page in (tradition, event):
        assert "Баба Мария" not in text_of(client, page)

    Tradition.objects.update(bearers_agreed=True)
    raise_versions([tradition.group_id, event.group_id])

    for page in (tradition, event):
        assert "Баба Мария" in text_of(client, page)


@time_machine.travel("2026-11-21T12:00", tick=False)
def test_event_tells_its_rule_and_what_was_decided_against_it(client):
    event = EventFactory()
    rule = CalendarRuleFactory(event=event, snap="after", weekday=6)
    YearOverrideFactory(rule=rule, kind="moved", day=date(2027, 7, 10))
    YearOverrideFactory(
        rule=rule, year=2028, kind="skipped", day=None, note_bg="Ремонт"
    )
    remake(rule)

    page = text_of(client, event)

    assert "По обичай: първата неделя след Петровден" in page
    assert page.count("Вместо неделя, 4 юли 2027") == 2
    skipped = page.index("<s>неделя, 2 юли 2028</s>")
    assert skipped < page.index("Ремонт") < page.index("неделя, 1 юли 2029")


def test_event_without_a_date_to_come_tells_its_last_one(client):
    event = EventFactory()
    OccurrenceFactory(event=event, day=date(2024, 8, 31))
    OccurrenceFactory(event=event, day=date(2025, 8, 30), status="cancelled")

    page = text_of(client, event)

    assert "Още не се знае дата" in page
    assert "Последната дата: събота, 31 август 2024" in page
    assert f"/bg/events/tell/?group={event.group.slug}" in page


def test_list_of_traditions_tells_when_each_is_held_next(client):
    tradition = TraditionFactory()
    dates = [date(2027, 5, 6), date(2028, 5, 6), date(2020, 5, 6)]
    for day in dates:
        OccurrenceFactory(event=None, tradition=tradition, day=day, status="tentative")

    with time_machine.travel("2026-11-21T12:00", tick=False):
        page = client.get("/bg/traditions/").content.decode()

    assert "четвъртък, 6 май 2027" in page
    assert "още непотвърдено" in page
    assert "май 2028" not in page
