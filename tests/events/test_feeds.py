"""Calendars to subscribe to, read by programs that are not ours."""

import re
from datetime import UTC, date, time, timedelta

import icalendar
import pytest
import time_machine
from django.contrib.gis.geos import Point
from django.utils import timezone

from hub.shared.versions import forget
from places import publishing
from tests.desk_forms import no_rows
from tests.events.spans import SPANS
from tests.factories import (
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    PlaceFactory,
    SettlementFactory,
    TraditionFactory,
)

pytestmark = pytest.mark.django_db
FEED = "/feeds/bg/events.ics"


def read(client, address=FEED):
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.getvalue())


def only(client, address=FEED):
    (vevent,) = read(client, address).walk("VEVENT")
    return vevent


def names(client, query=""):
    return {str(one["SUMMARY"]) for one in read(client, FEED + query).walk("VEVENT")}


def test_date_of_an_event_is_told_with_all_that_visitors_may_know(client):
    village = SettlementFactory()
    place = PlaceFactory(precision="1km", point=Point(23.5512, 42.3378, srid=4326))
    event = EventFactory(
        place=place,
        territory=village,
        venue_bg="На мегдана",
        summary_bg="Курбан, хоро и борби.",
        programme_bg="10:00 Водосвет\n12:00 Курбан",
    )
    one = OccurrenceFactory(event=event, hour=time(10), last_hour=time(18))

    vevent = only(client)

    assert vevent["UID"] == f"date-{one.pk}@127.0.0.1"
    assert vevent["SUMMARY"] == "Събор на Белчин"
    assert vevent["STATUS"] == "CONFIRMED"
    assert vevent["SEQUENCE"] == 0
    assert vevent["LOCATION"] == (f"На мегдана, {place.name_bg}, Белчин, общ. Самоков")
    assert (vevent["GEO"].latitude, vevent["GEO"].longitude) == pytest.approx(
        (place.public_point.y, place.public_point.x), abs=1e-6
    )
    assert vevent["URL"] == f"http://127.0.0.1:8000{event.get_absolute_url()}"
    assert vevent["CATEGORIES"].cats == ["събор"]
    assert "12:00 Курбан" in vevent["DESCRIPTION"]
    assert vevent["DTSTAMP"].dt == one.changed.replace(microsecond=0)


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
@time_machine.travel("2027-02-01 12:00+02:00", tick=False)
def test_days_and_hours_are_told_as_the_village_tells_them(client, span):
    one = OccurrenceFactory(**span.held)
    one.refresh_from_db()

    vevent = only(client)

    ends = vevent.get("DTEND")
    told = vevent["DTSTART"].to_ical().decode(), ends and ends.to_ical().decode()
    assert told == span.calendar
    if one.hour:
        assert vevent["DTSTART"].params["TZID"] == "Europe/Sofia"
        assert vevent["DTSTART"].dt.astimezone(UTC) == one.starts
        if one.last_hour:
            assert ends.dt.astimezone(UTC) == one.ends


@pytest.mark.parametrize(
    ("status", "told", "summary"),
    [
        ("tentative", "TENTATIVE", "Събор на Белчин"),
        ("confirmed", "CONFIRMED", "Събор на Белчин"),
        ("moved", "CONFIRMED", "Преместено: Събор на Белчин"),
        ("cancelled", "CANCELLED", "Отменено: Събор на Белчин"),
    ],
)
def test_calendar_says_how_sure_a_date_is(client, status, told, summary):
    OccurrenceFactory(status=status, note_bg="Заради бурята.")

    vevent = only(client)

    assert (vevent["STATUS"], vevent["SUMMARY"]) == (told, summary)
    assert "Заради бурята." in vevent["DESCRIPTION"]
    unsure = "Датата още не е потвърдена." in vevent["DESCRIPTION"]
    assert unsure == (status == "tentative")


def test_cyrillic_lines_are_folded_at_75_octets_between_letters(client):
    OccurrenceFactory(
        event=EventFactory(name_bg="Събор на Белчинските минерални бани" * 4)
    )

    lines = client.get(FEED).getvalue().split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert only(client)["SUMMARY"] == "Събор на Белчинските минерални бани" * 4


def test_calendar_is_asked_for_by_group_place_tradition_and_kind(client):
    place, tradition = PlaceFactory(), TraditionFactory(name_bg="Кукери")
    tradition.places.add(place)
    event = EventFactory(
        name_bg="Панаир", kind="fair", place=place, tradition=tradition
    )
    OccurrenceFactory(event=event)
    OccurrenceFactory(event=None, tradition=tradition)
    OccurrenceFactory(event=EventFactory(name_bg="Друг"))

    assert names(client) == {"Панаир", "Кукери", "Друг"}
    assert names(client, f"?group={event.group.slug}") == {"Панаир"}
    assert names(client, f"?place={place.pk}") == {"Панаир", "Кукери"}
    assert names(client, f"?tradition={tradition.pk}") == {"Панаир", "Кукери"}
    assert names(client, "?kind=fair") == {"Панаир"}
    assert [
        client.get(FEED + query).status_code
        for query in ("?kind=no", "?place=0", "?group=no", "?tradition=x")
    ] == [404, 404, 404, 404]


def test_calendar_speaks_the_language_of_its_address_or_says_that_it_does_not(client):
    english = EventFactory(name_bg="Събор", name_en="Gathering", kind="sabor")
    OccurrenceFactory(event=english)

    greek = only(client, "/feeds/el/events.ics")
    other = only(client, "/feeds/en/events.ics")

    assert (other["SUMMARY"], other["SUMMARY"].params["LANGUAGE"]) == (
        "Gathering",
        "en",
    )
    assert (greek["SUMMARY"], greek["SUMMARY"].params["LANGUAGE"]) == ("Събор", "bg")
    assert greek["URL"].endswith(f"/el/events/gathering-{english.pk}/")


def test_what_is_long_over_is_left_out_and_what_is_over_is_told_for_a_year(client):
    today = timezone.localdate()
    for days in (-401, -400, -1, 1, 4000, 5000):
        OccurrenceFactory(day=today + timedelta(days=days))

    told = [one["DTSTART"].dt - today for one in read(client).walk("VEVENT")]

    assert [one.days for one in told] == [-400, -1, 1, 4000]


def test_hidden_event_leaves_the_calendars_and_a_reader_learns_of_it(client, settings):
    settings.HUB_VERSION_SECONDS = 0
    event = EventFactory()
    OccurrenceFactory(event=event)
    first = client.get(FEED)
    known = {"If-None-Match": first["ETag"]}
    assert len(read(client).walk("VEVENT")) == 1
    assert client.get(FEED, headers=known).status_code == 304
    assert (
        len(read(client, f"/bg/events/{event.slug}-{event.pk}.ics").walk("VEVENT")) == 1
    )

    publishing.hide(type(event).objects.all())

    assert client.get(FEED, headers=known).status_code == 200
    assert read(client).walk("VEVENT") == []
    assert client.get(f"/bg/events/{event.slug}-{event.pk}.ics").status_code == 404


def test_calendar_is_another_one_after_midnight(client):
    with time_machine.travel("2027-05-07 23:59 +0300", tick=False):
        OccurrenceFactory(day=date(2026, 4, 2))
        known = {"If-None-Match": client.get(FEED)["ETag"]}
        assert client.get(FEED, headers=known).status_code == 304
        assert len(read(client).walk("VEVENT")) == 1

    with time_machine.travel("2027-05-08 00:01 +0300", tick=False):
        assert client.get(FEED, headers=known).status_code == 200
        assert read(client).walk("VEVENT") == []


def test_date_cancelled_at_the_desk_is_cancelled_in_the_calendar_at_once(client):
    event = EventFactory()
    one = OccurrenceFactory(event=event)
    known = {"If-None-Match": client.get(FEED)["ETag"]}
    staff = MembershipFactory(group=event.group, role="editor").user
    client.force_login(staff)

    change = f"/admin/events/event/{event.pk}/change/"
    client.post(
        change,
        {
            **no_rows(client, change),
            "name_bg": event.name_bg,
            "kind": event.kind,
            "group": event.group.pk,
            "occurrences-TOTAL_FORMS": 1,
            "occurrences-INITIAL_FORMS": 1,
            "occurrences-0-id": one.pk,
            "occurrences-0-event": event.pk,
            "occurrences-0-day": one.day.isoformat(),
            "occurrences-0-status": "cancelled",
        },
    )
    forget()

    answer = client.get(FEED, headers=known)
    assert answer.status_code == 200
    (vevent,) = icalendar.Calendar.from_ical(answer.getvalue()).walk("VEVENT")
    assert (vevent["STATUS"], vevent["SEQUENCE"]) == ("CANCELLED", 1)
    assert vevent["UID"] == f"date-{one.pk}@127.0.0.1"


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_takes_seven_queries_however_many_dates_it_has(
    client, django_assert_num_queries, count
):
    OccurrenceFactory.create_batch(count, event=EventFactory(place=PlaceFactory()))
    for _ in range(count):
        tradition = TraditionFactory()
        tradition.territories.add(SettlementFactory())
        OccurrenceFactory(event=None, tradition=tradition)

    with django_assert_num_queries(7):
        assert len(read(client).walk("VEVENT")) == 2 * count


def test_event_page_leads_into_the_reader_s_calendar(client):
    event = EventFactory(tradition=TraditionFactory(), place=PlaceFactory())
    OccurrenceFactory(event=event)

    page = client.get(event.get_absolute_url()).content.decode()

    assert f'href="/bg/events/{event.slug}-{event.pk}.ics"' in page
    calendars = re.findall(r'href="webcal://127.0.0.1:8000(/feeds/bg/[^"]*)"', page)
    assert len(calendars) == 5
    for address in calendars:
        assert only(client, address.replace("&amp;", "&"))["SUMMARY"] == event.name_bg
