"""Every calendar to subscribe to, read by programs that are not ours."""

from datetime import UTC, date, time

import icalendar
import pytest
import recurring_ical_events
import time_machine

from events.models import Room
from tests.events.rfc5545 import faults_of
from tests.events.spans import SPANS
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    OccurrenceFactory,
    PlaceFactory,
    SessionFactory,
    TraditionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_february():
    with time_machine.travel("2027-02-01 12:00+02:00", tick=False):
        yield


def held():
    """Everything that is easily told wrong: at one place, of one tradition and group.

    By the address of each feed: the dates that it holds.
    """
    group, place = ActionGroupFactory(time_zone="Europe/Athens"), PlaceFactory()
    tradition = TraditionFactory(group=group, name_bg="Събор; с курбан, и хоро")
    tradition.places.add(place)
    common = {"group": group, "place": place, "tradition": tradition, "kind": "fair"}
    here = [
        OccurrenceFactory(
            event=EventFactory(**common), status=status, **span.held, note_bg="До\nобяд"
        )
        for status, span in zip(
            ["tentative", "moved", "cancelled"] * len(SPANS),
            SPANS.values(),
            strict=False,
        )
    ]
    kept = OccurrenceFactory(event=None, tradition=tradition, day=date(2027, 5, 6))
    other = OccurrenceFactory(event=EventFactory(kind="concert"))
    one = here[3]
    return {
        "/feeds/bg/events.ics": [*here, kept, other],
        f"/feeds/el/events.ics?group={group.slug}": [*here, kept],
        f"/feeds/en/events.ics?place={place.pk}": [*here, kept],
        f"/feeds/bg/events.ics?tradition={tradition.pk}": [*here, kept],
        "/feeds/fr/events.ics?kind=fair": here,
        f"/ro/events/{one.event.slug}-{one.event.pk}.ics": [one],
    }


def test_independent_readers_accept_every_calendar_and_see_the_same_dates(client):
    for address, rows in held().items():
        content = client.get(address).getvalue()

        assert faults_of(content) == []
        calendar = icalendar.Calendar.from_ical(content)
        found = recurring_ical_events.of(calendar).between(
            date(2027, 1, 1), date(2028, 2, 1)
        )
        seen = {str(vevent["UID"]): vevent["DTSTART"].dt for vevent in found}
        assert len(found) == len(rows), address
        for row in rows:
            starts = seen[f"{row.uid}@127.0.0.1"]
            if row.hour is None:
                assert starts == row.day
            else:
                assert starts.astimezone(UTC) == row.starts
        clocks = {str(clock["TZID"]) for clock in calendar.walk("VTIMEZONE")}
        assert clocks == {"Europe/Athens", "Europe/Sofia"}


def test_sessions_of_a_conference_are_told_in_its_own_entry(client):
    event = EventFactory(kind="conference", name_bg="Конференция")
    hall = Room.objects.create(event=event, name_bg="Голямата зала")
    common = {"event": event, "hour": time(11), "last_hour": time(12)}
    SessionFactory(**common, room=hall, title_bg="Старите чешми")
    SessionFactory(**common, day=2, title_bg="Обиколка")
    OccurrenceFactory(event=event, day=date(2027, 3, 27), last_day=date(2027, 3, 28))

    content = client.get("/feeds/bg/events.ics?kind=conference").getvalue()

    assert faults_of(content) == []
    (vevent,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(vevent["DESCRIPTION"]).splitlines() == [
        "27 март, 11:00–12:00 Старите чешми (Голямата зала)",
        "28 март, 11:00–12:00 Обиколка",
    ]


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (b"STATUS:CONFIRMED", b"STATUS:MAYBE"),
        (b"DTEND;VALUE=DATE:20270525", b"DTEND;VALUE=DATE:20270524"),
        (b"DTEND;VALUE=DATE:20270525", b"DTEND:20270525T000000Z"),
        (b"SUMMARY;LANGUAGE=bg:", b"SUMMARY;LANGUAGE=bg:a; b"),
        (b"TRANSP:TRANSPARENT\r\n", b"TRANSP:TRANSPARENT\n"),
        (b"SEQUENCE:0", b"SEQUENCE:0\r\nSEQUENCE:1"),
    ],
)
def test_reader_that_goes_by_the_letter_sees_what_is_wrong(client, told, fault):
    OccurrenceFactory(day=date(2027, 5, 24))
    content = client.get("/feeds/bg/events.ics").getvalue()
    assert faults_of(content) == []
    assert told in content

    with pytest.raises((AssertionError, KeyError)):
        assert faults_of(content.replace(told, fault)) == []
