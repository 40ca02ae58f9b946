"""A signed sheet: photographed, typed row by row beside it, deleted in time."""

import os
import time
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.attendance import forgetting
from events.attendance.actions import Seen, enter
from events.attendance.photographs import path_of
from events.models import Attendance, AttendanceSheet, Attendee
from hub.shared.models import AuditEntry
from tests.factories import EventFactory, MembershipFactory, OccurrenceFactory
from tests.originals import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(role="editor")


@pytest.fixture
def staff(client, member):
    client.force_login(member.user)
    return client


@pytest.fixture
def date(member):
    event = EventFactory(group=member.group, kind="meeting")
    return OccurrenceFactory(event=event)


def address(name, *rows):
    date = rows[0]
    ids = [date.event_id, *(row.pk for row in rows)]
    return reverse(f"admin:events_event_{name}", args=ids)


def photographed(staff, date, content):
    photo = SimpleUploadedFile("лист.jpg", content)
    return staff.post(address("sheets", date), {"photo": photo}, follow=True)


@pytest.fixture
def sheet(staff, date):
    photographed(staff, date, drawn(3))
    return AttendanceSheet.objects.get()


def row(number, name="", village="", nonce=None):
    head = f"row-{number}"
    return {
        f"{head}-nonce": nonce or uuid.uuid4(),
        f"{head}-name": name,
        f"{head}-village": village,
    }


def test_photograph_is_kept_as_it_is_and_shown_to_the_group_alone(
    staff, client, date, sheet
):
    picture = address("sheet_picture", date, sheet)

    answer = staff.get(picture)
    client.force_login(MembershipFactory(role="editor").user)

    assert answer.getvalue() == drawn(3)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "image/jpeg",
        "private, max-age=3600",
    )
    assert client.get(picture).status_code == 404


def test_same_photograph_is_one_sheet(staff, date, sheet):
    answer = photographed(staff, date, drawn(3))

    assert answer.redirect_chain[-1][0] == address("sheet", date, sheet)
    assert AttendanceSheet.objects.count() == 1


@pytest.mark.parametrize("content", [b"PDF", b"", b"\xff\xd8\xff\xe0cut off"])
def test_what_is_no_picture_is_refused_and_not_kept(staff, date, content, settings):
    answer = photographed(staff, date, content)

    assert answer.status_code == 422
    assert not AttendanceSheet.objects.exists()
    files = settings.HUB_SIGNED_SHEETS.rglob("*")
    assert [path for path in files if path.is_file()] == []


def test_rows_are_saved_and_the_wrong_one_comes_back_as_it_was_typed(
    staff, date, sheet
):
    rows = [row(0, "Мария Попова", "Белчин"), row(1, "", "Рельово"), row(2)]
    form = {key: value for one in rows for key, value in one.items()}

    answer = staff.post(address("sheet", date, sheet), form)

    assert answer.status_code == 422
    assert 'value="Рельово"' in answer.text
    assert 'value="Белчин"' in answer.text.split("sheet-form")[0]
    entry = Attendance.objects.get()
    assert (entry.how, entry.sheet, str(entry.attendee)) == (
        "sheet",
        sheet,
        "Мария Попова",
    )


def test_row_sent_again_after_a_lost_answer_is_saved_once(staff, date, sheet):
    form = row(4, "Мария Попова", nonce=uuid.uuid4()) | {"act": "row"}

    first = staff.post(address("sheet", date, sheet), form)
    again = staff.post(address("sheet", date, sheet), form)

    assert "Мария Попова" in first.text
    assert first.text.split("csrf")[0] == again.text.split("csrf")[0]
    assert Attendance.objects.count() == 1


def test_row_without_a_name_is_answered_with_what_is_wrong(staff, date, sheet):
    form = row(4, "…", "Белчин") | {"act": "row"}

    answer = staff.post(address("sheet", date, sheet), form)

    assert answer.status_code == 422
    assert 'name="row-4-name"' in answer.text
    assert "errorlist" in answer.text


def test_person_who_signed_and_was_entered_at_the_door_is_there_once(
    staff, date, sheet, member
):
    seen = Seen("Мария Попова")
    enter(date, seen, how="walk_in", nonce=uuid.uuid4(), by=member.user)

    answer = staff.post(
        address("sheet", date, sheet), row(0, "мария попова"), follow=True
    )

    [told] = answer.context["messages"]
    assert "Мария Попова" in str(told)
    assert Attendance.objects.count() == 1


def test_deleted_photograph_is_gone_and_what_was_typed_stays(
    staff, date, sheet, django_capture_on_commit_callbacks
):
    page = address("sheet", date, sheet)
    staff.post(page, row(0, "Мария Попова"))
    file = path_of(sheet.sha256)
    assert file.exists()

    with django_capture_on_commit_callbacks(execute=True):
        staff.post(page, {"act": "drop"})

    assert not file.exists()
    assert staff.get(page).status_code == 404
    assert Attendance.objects.standing().count() == 1


def test_names_and_sheets_are_deleted_after_their_time_and_figures_stay(
    date, sheet, member, settings, time_machine, django_capture_on_commit_callbacks
):
    enter(date, Seen("Мария"), how="sheet", nonce=uuid.uuid4(), by=member.user)
    file, moment = path_of(sheet.sha256), timezone.now()
    forgetting.forget()
    time_machine.move_to(moment + timedelta(days=200))
    later = OccurrenceFactory(event=date.event)
    enter(later, Seen("Иван"), how="walk_in", nonce=uuid.uuid4(), by=member.user)
    assert file.exists()

    time_machine.move_to(moment + timedelta(days=settings.HUB_ATTENDANCE_DAYS + 1))
    with django_capture_on_commit_callbacks(execute=True):
        forgetting.forget()
        forgetting.forget()

    assert not file.exists()
    names = Attendee.objects.order_by("pk").values_list("name", "village", "key")
    assert list(names) == [("", "", ""), ("Иван", "", "ivan|")]
    assert Attendance.objects.standing().count() == 2
    [run] = AuditEntry.objects.filter(verb="portal.retention")
    assert run.detail["attendees"] == 1


def test_photograph_without_a_row_is_removed_after_a_day(sheet, settings):
    stray = path_of("0" * 64)
    stray.parent.mkdir(parents=True, exist_ok=True)
    for path in (stray, path_of(sheet.sha256)):
        path.touch()
        os.utime(path, (time.time() - 2 * 86400,) * 2)

    forgetting.forget()

    assert not stray.exists()
    assert path_of(sheet.sha256).exists()
