"""Letters to those who registered: in their language, once each, while still true."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from events import tasks
from events.models import Event, Occurrence, OnlineAccess, RegistrationLetter
from events.registration.actions import accept, cancel, move
from tests.events.test_registration import somebody, states
from tests.factories import (
    MembershipFactory,
    OccurrenceFactory,
    PlaceFactory,
    RegistrationSheetFactory,
    SettlementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rings(monkeypatch, settings):
    """The bell is heard at once, and there is a mail server."""
    settings.HUB_SENDS_LETTERS = True
    monkeypatch.setattr(
        tasks, "ring_for_each", lambda task, keys: list(map(task, keys))
    )
    monkeypatch.setattr(tasks, "rings_waiting", lambda: 0)


@pytest.fixture
def sheet():
    """In thirty days at six in the evening; two find a seat."""
    day = timezone.localdate() + timedelta(days=30)
    occurrence = OccurrenceFactory(day=day, hour=time(18))
    return RegistrationSheetFactory(occurrence=occurrence, capacity=2)


def person(sheet, name="maria", language="bg"):
    return somebody(sheet, name, contact=f"{name}@example.org", language=language)


def beat(**later):
    """The beats from that moment on; the subjects of what they sent, by address."""
    mail.outbox.clear()
    for minutes in (2, 4):
        moment = timezone.now() + timedelta(minutes=minutes) + timedelta(**later)
        with time_machine.travel(moment):
            tasks.send_due_letters()
    return sorted((one.to[0].split("@")[0], one.subject) for one in mail.outbox)


def change(sheet, **changes):
    """Whoever changes the date, and however: by one UPDATE, for instance."""
    Occurrence.objects.filter(pk=sheet.occurrence_id).update(**changes)


def event_is(event, **changes):
    return Event.objects.filter(pk=event.pk).update(**changes)


def test_who_registers_gets_her_page_by_letter_in_her_language(client, sheet):
    row = person(sheet, "eleni", "el")

    assert beat() == [("eleni", "Η εγγραφή σας: Събор на Белчин")]
    body = mail.outbox[0].body
    assert row.get_absolute_url().startswith("/el/registrations/")
    assert row.get_absolute_url() in body
    assert "Έχετε εγγραφεί" in body
    assert beat() == []


def test_offer_goes_to_the_first_in_line_and_is_taken_by_its_link(client, sheet):
    first, _second = person(sheet, "ana"), person(sheet, "boris")
    person(sheet, "vera"), person(sheet, "georgi")
    beat()

    cancel(first)

    assert beat() == [("vera", "Място за Вас: Събор на Белчин")]
    address = next(line for line in mail.outbox[0].body.split() if "/bg/" in line)
    client.post(address, {"act": "accept"})
    assert states(sheet) == ["cancelled", "confirmed", "confirmed", "waiting"]


def test_offer_that_has_ended_meanwhile_is_not_sent(sheet):
    first, _second, third = person(sheet), person(sheet, "b"), person(sheet, "vera")
    beat()
    cancel(first)
    accept(third)

    assert beat() == []
    dropped = RegistrationLetter.objects.get(kind="offer")
    assert dropped.state == "dropped"


def test_moved_and_cancelled_date_is_told_once_to_each_who_is_registered(sheet):
    person(sheet, "ana", "ro"), person(sheet, "boris"), person(sheet, "vera")
    cancel(person(sheet, "gone"))
    somebody(sheet, "без адрес")
    beat()
    later = sheet.occurrence.starts + timedelta(days=7)

    change(sheet, day=later.date(), last_day=later.date(), starts=later, ends=later)
    assert beat() == [
        ("ana", "Altă dată: Събор на Белчин"),
        ("boris", "Друга дата: Събор на Белчин"),
        ("vera", "Друга дата: Събор на Белчин"),
    ]
    assert beat() == []
    change(sheet, status="cancelled")
    assert [name for name, _subject in beat()] == ["ana", "boris", "vera"]
    assert "не се провежда" in mail.outbox[1].body
    assert beat() == []


def test_what_changes_neither_when_nor_where_is_no_news(sheet):
    person(sheet)
    beat()

    change(sheet, status="confirmed", note="Елате с приятели")
    Event.objects.update(venue_el="Στην πλατεία", summary_bg="Ще има и хоро")

    assert beat() == []


@pytest.mark.parametrize("changed", ["venue", "village", "place", "link"])
def test_another_place_or_link_is_told_once_to_each_who_is_registered(sheet, changed):
    event = sheet.occurrence.event
    access = OnlineAccess.objects.create(event=event, link="https://a.example.org/")
    person(sheet, "ana", "el"), person(sheet, "boris"), person(sheet, "vera")
    beat()

    told = {
        "venue": lambda: event_is(event, venue_bg="На мегдана"),
        "village": lambda: event_is(
            event, territory=SettlementFactory(name_bg="Алино")
        ),
        "place": lambda: event_is(event, place=PlaceFactory(name_bg="Чешмата")),
        "link": lambda: OnlineAccess.objects.update(link="https://b.example.org/"),
    }[changed]()

    assert told == 1
    assert beat() == [
        ("ana", "Άλλο μέρος ή σύνδεσμος: Събор на Белчин"),
        ("boris", "Друго място или връзка: Събор на Белчин"),
        ("vera", "Друго място или връзка: Събор на Белчин"),
    ]
    access.refresh_from_db()
    seat, line = mail.outbox[1].body, mail.outbox[2].body
    assert (access.link in seat, access.link in line) == (True, False)
    words = {"venue": "На мегдана", "village": "Алино", "place": "Чешмата"}
    assert words.get(changed, access.link) in seat
    assert beat() == []


def test_date_moved_to_another_place_is_one_letter(sheet):
    person(sheet)
    beat()
    later = sheet.occurrence.starts + timedelta(days=7)

    change(sheet, day=later.date(), last_day=later.date(), starts=later, ends=later)
    event_is(sheet.occurrence.event, venue_bg="На мегдана")

    assert beat() == [("maria", "Друга дата: Събор на Белчин")]
    assert "На мегдана" in mail.outbox[0].body
    assert beat() == []


def test_reminders_come_a_week_and_a_day_before_to_those_with_a_seat(sheet):
    person(sheet, "ana"), person(sheet, "boris"), person(sheet, "vera")
    beat()
    left = sheet.occurrence.starts - timezone.now()

    assert beat(days=22) == []
    week = left - timedelta(days=7) + timedelta(minutes=1)
    assert [name for name, _ in beat(seconds=week.total_seconds())] == ["ana", "boris"]
    assert beat(seconds=week.total_seconds() + 60) == []
    day = left - timedelta(days=1) + timedelta(minutes=1)
    told = beat(seconds=day.total_seconds())
    assert told[0] == ("ana", "Утре: Събор на Белчин")


def test_reminder_of_the_last_day_holds_the_link_that_no_page_shows(client, sheet):
    event = sheet.occurrence.event
    link = "https://meet.example.org/secret"
    OnlineAccess.objects.create(event=event, link=link, words="ПИН 1234")
    row = person(sheet)
    waits = [person(sheet, "b"), person(sheet, "c")][1]
    before = sheet.occurrence.starts - timezone.now() - timedelta(hours=23)

    beat(seconds=before.total_seconds())

    assert link in mail.outbox[-1].body
    assert "ПИН 1234" in mail.outbox[-1].body
    assert link in client.get(row.get_absolute_url()).text
    for address in (
        waits.get_absolute_url(),
        event.get_absolute_url(),
        f"/bg/register/{sheet.occurrence_id}/",
    ):
        assert link not in client.get(address).text


def test_contact_is_deleted_on_her_page_and_no_letter_follows(client, sheet):
    row = person(sheet)
    beat()

    client.post(row.get_absolute_url(), {"act": "forget"})

    change(sheet, status="cancelled")
    assert beat() == []
    assert "@example.org" not in client.get(row.get_absolute_url()).text


def test_who_is_moved_to_another_date_is_told_that_date(sheet):
    event = sheet.occurrence.event
    other = RegistrationSheetFactory(occurrence__event=event)
    row = person(sheet)
    beat()

    move(row, other, by=MembershipFactory(group=event.group).user)

    assert beat() == [("maria", "Друга дата: Събор на Белчин")]


def test_strangers_address_typed_into_many_forms_gets_few_letters(sheet, settings):
    settings.HUB_REGISTRATION_LETTERS = 2
    for _number in range(4):
        person(sheet)

    assert len(beat()) == 2
