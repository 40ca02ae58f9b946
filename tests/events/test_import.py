"""Events out of other people's calendars and tables."""

from datetime import date, time
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.imports.found import UnreadableCalendar
from events.imports.ics import read_ics
from events.imports.table import read_table
from events.models import Event, Occurrence
from hub.shared.models import AuditEntry
from tests.factories import ActionGroupFactory, EventFactory, MembershipFactory

ZONE = ZoneInfo("Europe/Sofia")


def calendar(*parts):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test"]
    for part in parts:
        lines += ["BEGIN:VEVENT", *part.strip().splitlines(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def one(text):
    reading = read_ics(calendar(text), ZONE)
    assert reading.refused == []
    (found,) = reading.found
    return found


def spans(found):
    return [
        (
            str(held.span.first),
            str(held.span.last),
            held.span.hour and f"{held.span.hour:%H:%M}",
            held.span.last_hour and f"{held.span.last_hour:%H:%M}",
        )
        for held in found.dates
    ]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("DTSTART;VALUE=DATE:20270824", ("2027-08-24", "2027-08-24", None, None)),
        (
            "DTSTART;VALUE=DATE:20271230\nDTEND;VALUE=DATE:20280102",
            ("2027-12-30", "2028-01-01", None, None),
        ),
        (
            "DTSTART:20270824T170000Z\nDTEND:20270824T230000Z",
            ("2027-08-24", "2027-08-25", "20:00", "02:00"),
        ),
        (
            "DTSTART;TZID=Europe/Paris:20270824T170000\nDURATION:PT1H30M",
            ("2027-08-24", "2027-08-24", "18:00", "19:30"),
        ),
        ("DTSTART:20270824T170000", ("2027-08-24", "2027-08-24", "17:00", None)),
        (
            # The night in which summer time ends has 25 hours.
            "DTSTART;TZID=Europe/Sofia:20271030T220000\nDURATION:PT8H",
            ("2027-10-30", "2027-10-31", "22:00", "05:00"),
        ),
        (
            "DTSTART;VALUE=DATE:20270824\nDTEND;VALUE=DATE:20270824",
            ("2027-08-24", "2027-08-24", None, None),
        ),
    ],
)
def test_days_and_hours_are_told_by_the_group_s_clock(lines, told):
    assert spans(one(f"UID:1\nSUMMARY:Събор\n{lines}")) == [told]


@time_machine.travel("2027-02-01 12:00+02:00", tick=False)
def test_rule_is_made_into_dates_as_an_independent_reader_does():
    text = """
UID:1
SUMMARY:Пазар
DTSTART;TZID=Europe/Sofia:20260103T090000
DTEND;TZID=Europe/Sofia:20260103T130000
RRULE:FREQ=MONTHLY;BYDAY=1SA;UNTIL=20280301T000000Z
EXDATE;TZID=Europe/Sofia:20270306T090000
RDATE;TZID=Europe/Sofia:20270310T090000"""
    moved = """
UID:1
SUMMARY:Пазар
RECURRENCE-ID;TZID=Europe/Sofia:20270403T090000
DTSTART;TZID=Europe/Sofia:20270404T100000
STATUS:CANCELLED"""

    content = calendar(text, moved)
    (found,) = read_ics(content, ZONE).found

    theirs = recurring_ical_events.of(icalendar.Calendar.from_ical(content))
    expected = sorted(
        part["DTSTART"].dt.strftime("%Y-%m-%d %H:%M")
        for part in theirs.between(date(2026, 1, 1), date(2030, 1, 1))
    )
    ours = sorted(f"{held.span.first} {held.span.hour:%H:%M}" for held in found.dates)
    assert ours == expected
    assert len(ours) == 26
    (cancelled,) = [held for held in found.dates if held.status == "cancelled"]
    assert cancelled.span.first == date(2027, 4, 4)


@pytest.mark.parametrize(
    "lines",
    [
        "SUMMARY:Събор",
        "DTSTART;VALUE=DATE:20270824",
        f"SUMMARY:{'Събор ' * 40}\nDTSTART;VALUE=DATE:20270824",
        "SUMMARY:Събор\nDTSTART;VALUE=DATE:2027-08-24",
        "SUMMARY:Събор\nDTSTART;TZID=Nowhere/City:20270824T100000",
        "SUMMARY:Събор\nDTSTART;VALUE=DATE:20270824\nDTEND;VALUE=DATE:20270820",
        "SUMMARY:Събор\nDTSTART;VALUE=DATE:20270824\nDTEND:20270825T100000",
        "SUMMARY:Събор\nDTSTART;VALUE=DATE:00010101",
        "SUMMARY:Лекар\nDTSTART;VALUE=DATE:20270824\nCLASS:PRIVATE",
        "SUMMARY:Събор\nDTSTART:20270824T100000\nRRULE:FREQ=SECONDLY",
        "SUMMARY:Събор\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=DAILY",
        (
            "SUMMARY:Събор\nDTSTART;VALUE=DATE:20270101\nRRULE:FREQ=YEARLY;COUNT=1"
            "\nEXDATE;VALUE=DATE:20270101"
        ),
        "SUMMARY:Събор\nDTSTART;VALUE=DATE:20270101\nRECURRENCE-ID;VALUE=DATE:20270101",
    ],
)
def test_event_that_cannot_be_read_whole_is_refused_and_the_others_are_not(lines):
    good = "UID:2\nSUMMARY:Панаир\nDTSTART;VALUE=DATE:20270824"

    reading = read_ics(calendar(f"UID:1\n{lines}", good), ZONE)

    assert [found.name for found in reading.found] == ["Панаир"]
    ((_name, why),) = reading.refused
    assert why


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        calendar("UID:1\nSUMMARY:x\nDTSTART;VALUE=DATE:20270824")[:-20],
        calendar("UID:1\nSUMMARY:x\nDTSTART;VALUE=DATE:20270824").replace(
            b"x", b"\xff"
        ),
        b"PK\x03\x04 a zip",
        calendar("UID:1\nSUMMARY:x") + b"\n" * 100_001,
        calendar(*["UID:1\nSUMMARY:x"] * 1001),
    ],
)
def test_file_that_is_no_whole_calendar_is_refused(content):
    with pytest.raises(UnreadableCalendar):
        read_ics(content, ZONE)


# Of each file: how many events are read, how many are refused.
REAL = {
    "bulgarian_holidays.ics": (None, 0),
    "greek_holidays.ics": (None, 0),
    "icalendar/alarm_google_future.ics": (1, 0),
    "icalendar/example.ics": (3, 0),
    "icalendar/issue_526_calendar_with_events.ics": (0, 2),
    "icalendar/multiple_calendar_components.ics": (3, 0),
    "icalendar/rfc_7986_image.ics": (0, 2),
}


@pytest.mark.parametrize(("name", "expected"), REAL.items())
def test_real_calendars_are_read_whole_or_refused(shared_data, name, expected):
    content = (shared_data / "ics" / name).read_bytes()

    reading = read_ics(content, ZONE)

    events = content.count(b"BEGIN:VEVENT")
    assert len(reading.found) + len(reading.refused) == events
    read = events if expected[0] is None else expected[0]
    assert (len(reading.found), len(reading.refused)) == (read, expected[1])


TABLE = """name;day;begins;ends;venue
Събор;28.08.2027;20:00;02:00;мегданът
Събор;2028-08-26;;;мегданът
Панаир;2027-02-30;;;
"""


def test_rows_of_one_name_in_a_table_are_dates_of_one_event():
    reading = read_table(("\ufeff" + TABLE).encode())

    (found,) = reading.found
    assert (found.name, found.venue) == ("Събор", "мегданът")
    assert spans(found) == [
        ("2027-08-28", "2027-08-29", "20:00", "02:00"),
        ("2028-08-26", "2028-08-26", None, None),
    ]
    ((name, _why), *_rest) = reading.refused
    assert name == "Панаир"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name\nx\n",
        b"name,day\n",
        b"name,day,price\nx,2027-01-01,3\n",
        b"name,day\nx,2027-01-01,3\n",
        "name,day\nСъбор,2027-01-01\n".encode("cp1251"),
        b'name,day\n"x,2027-01-01\n',
    ],
)
def test_table_that_is_not_understood_is_refused_whole(content):
    with pytest.raises(UnreadableCalendar):
        read_table(content)


@pytest.fixture
def editor():
    return MembershipFactory(role="editor", group__time_zone="Europe/Athens")


def send(client, editor, content=None, name="x.ics", **more):
    data = {"group": editor.group.pk, "kind": "feast", **more}
    if content is not None:
        data["file"] = SimpleUploadedFile(name, content)
    client.force_login(editor.user)
    return client.post(reverse("admin:events_event_import"), data)


TWO = calendar(
    "UID:a\nSUMMARY:Панагия\nDTSTART;VALUE=DATE:20270815",
    "UID:b\nSUMMARY:Вечеринка\nDTSTART:20270820T170000Z\nSTATUS:TENTATIVE",
    "UID:c\nSUMMARY:Без ден",
)


@pytest.mark.django_db
def test_file_is_looked_at_first_and_taken_without_being_sent_again(client, editor):
    EventFactory(group=editor.group, source="a", name_bg="Голяма Богородица")
    EventFactory(group=ActionGroupFactory(), source="b")

    preview = send(client, editor, TWO)

    assert Event.objects.count() == 2
    page = preview.content.decode()
    assert page.index("Вечеринка") < page.index("Панагия") < page.index("Без ден")
    kept = preview.context["form"].kept.token

    answer = send(client, editor, file_kept=kept, confirm="1")

    assert answer.status_code == 302
    event = Event.objects.get(group=editor.group, source="b")
    assert (event.name_bg, event.kind, event.published) == ("Вечеринка", "feast", None)
    held = event.occurrences.get()
    assert (held.hour, held.status) == (time(20), "tentative")
    assert held.starts.isoformat() == "2027-08-20T17:00:00+00:00"
    entry = AuditEntry.objects.get(verb="event.import")
    assert (entry.object_id, entry.actor) == (event.pk, editor.user)
    assert Event.objects.get(source="a").name_bg == "Голяма Богородица"

    send(client, editor, file_kept=kept, confirm="1")

    assert Occurrence.objects.count() == 1


@pytest.mark.django_db
def test_group_that_writes_greek_gets_its_events_in_greek(client):
    editor = MembershipFactory(role="editor", group__source_language="el")
    content = calendar("UID:a\nSUMMARY:Πανηγύρι\nDTSTART;VALUE=DATE:20270815")
    kept = send(client, editor, content).context["form"].kept.token

    send(client, editor, file_kept=kept, confirm="1")

    event = Event.objects.get()
    assert (event.name_el, event.slug) == ("Πανηγύρι", "panigyri")


@pytest.mark.django_db
def test_broken_file_is_told_of_and_nothing_is_taken(client, editor, settings):
    answer = send(client, editor, TWO[:100], confirm="1")
    assert answer.status_code == 422
    assert "iCalendar" in answer.content.decode()

    settings.HUB_CALENDAR_MAX_BYTES = 10
    assert send(client, editor, TWO, confirm="1").status_code == 422
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_nobody_imports_into_another_group(client, editor):
    other = ActionGroupFactory()
    assert send(client, editor, TWO, group=other.pk, confirm="1").status_code == 422

    moderator = MembershipFactory(role="moderator", group=editor.group)
    assert send(client, moderator, TWO, confirm="1").status_code == 403
    assert Event.objects.count() == 0
    assert send(client, editor, TWO, confirm="1").status_code == 302
    assert Event.objects.count() == 2
