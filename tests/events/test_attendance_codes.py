"""People who registered: one press on the list, or the code on their page."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.attendance.actions import Seen, enter
from events.models import Attendance, Attendee
from tests.factories import (
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    RegistrantFactory,
    RegistrationFactory,
    RegistrationSheetFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(role="moderator")


@pytest.fixture
def staff(client, member):
    client.force_login(member.user)
    return client


@pytest.fixture
def date(member):
    event = EventFactory(group=member.group, kind="meeting")
    return OccurrenceFactory(event=event)


@pytest.fixture
def sheet(date):
    return RegistrationSheetFactory(occurrence=date)


def registered(sheet, name="Мария Петрова", **fields):
    registration = RegistrationFactory(sheet=sheet, **fields)
    return RegistrantFactory(registration=registration, name=name).registration


def page_of(date, name="attendance"):
    return reverse(f"admin:events_event_{name}", args=[date.event_id, date.pk])


def scan(staff, date, code, nonce=None, **more):
    form = {"code": code, "nonce": nonce or uuid.uuid4(), **more}
    headers = {"accept": "application/json"}
    return staff.post(page_of(date, "scan"), form, headers=headers).json()


def test_one_press_enters_who_registered_and_takes_her_off_those_awaited(
    staff, date, sheet
):
    row, other = registered(sheet), registered(sheet, "Иван Петров")
    registered(sheet, "Отказал се", state="cancelled", ending="herself")
    press = {"act": "here", "registration": row.pk}

    staff.post(page_of(date), press)
    staff.post(page_of(date), press)

    entry = Attendance.objects.get()
    assert (entry.registration, entry.how) == (row, "list")
    assert staff.get(page_of(date)).context["registered"] == [other]


def test_code_counts_once_however_often_it_is_scanned_or_sent(staff, date, sheet):
    row, nonce = registered(sheet), uuid.uuid4()
    address = f"https://example.org{row.get_absolute_url()}"

    answers = [scan(staff, date, address, nonce) for _again in range(2)]
    answers.append(scan(staff, date, row.pk))

    assert [one["state"] for one in answers] == ["new", "new", "before"]
    assert answers[0]["name"] == "Мария Петрова"
    assert Attendance.objects.get().how == "scan"


def test_scan_without_signal_keeps_the_moment_and_no_moment_is_in_the_future(
    staff, date, sheet
):
    now = timezone.now()
    moments = [now - timedelta(hours=2), now + timedelta(days=900)]
    for name, moment in zip(["Мария", "Иван"], moments, strict=True):
        row = registered(sheet, name)
        scan(staff, date, row.token, taken=moment.isoformat())

    early, late = Attendance.objects.order_by("taken")
    assert early.taken == moments[0]
    assert late.taken <= late.entered


def test_code_of_another_date_or_of_nobody_enters_nobody(staff, date, sheet, member):
    event = EventFactory(group=member.group)
    elsewhere = RegistrationSheetFactory(occurrence=OccurrenceFactory(event=event))
    row = registered(elsewhere)

    for code in (row.token, str(row.pk), "guessed", "999999999999999999999", "/"):
        assert scan(staff, date, code) == {"state": "unknown", "name": ""}
    assert not Attendance.objects.exists()


def test_number_is_typed_without_a_script(staff, date, sheet):
    row = registered(sheet)
    form = {"code": row.pk, "nonce": uuid.uuid4()}

    answer = staff.post(page_of(date, "scan"), form, follow=True)

    [told] = answer.context["messages"]
    assert "Мария Петрова" in str(told)
    assert "camera=(self)" in answer["Permissions-Policy"]
    assert Attendance.objects.count() == 1


def test_walk_in_who_had_registered_is_one_person(staff, date, sheet, member):
    seen, by = Seen("Мария Петрова"), member.user
    enter(date, seen, how="walk_in", nonce=uuid.uuid4(), by=by)

    assert scan(staff, date, registered(sheet).token)["state"] == "before"
    assert Attendance.objects.count() == 1
    assert staff.get(page_of(date)).context["registered"] == []


def test_two_people_of_one_name_who_registered_are_two(staff, date, sheet):
    for _person in range(2):
        assert scan(staff, date, registered(sheet).token)["state"] == "new"

    assert Attendance.objects.count() == Attendee.objects.count() == 2
    assert staff.get(page_of(date)).context["figures"].people == 2
