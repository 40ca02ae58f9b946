"""Who was at a meeting: entered once, never changed, told in two figures."""

import uuid

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from events.attendance.actions import (
    Seen,
    count_heads,
    enter,
    enter_registered,
    withdraw,
)
from events.attendance.figures import Figures
from events.models import Attendance, Attendee, HeadCount
from hub.shared.models import AuditEntry
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    RegistrantFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return ActionGroupFactory()


@pytest.fixture
def date(group):
    return OccurrenceFactory(event=EventFactory(group=group, kind="meeting"))


@pytest.fixture
def staff(client, group):
    """A moderator: whoever is of the group stands at the door."""
    client.force_login(MembershipFactory(group=group, role="moderator").user)
    return client


@pytest.fixture
def by():
    return UserFactory()


def page_of(date):
    return reverse("admin:events_event_attendance", args=[date.event_id, date.pk])


def walk_in(date, by, name, nonce=None, **said):
    nonce = nonce or uuid.uuid4()
    return enter(date, Seen(name, **said), how="walk_in", nonce=nonce, by=by)


def send(client, date, name, **said):
    form = {"act": "enter", "name": name, "nonce": uuid.uuid4(), **said}
    return client.post(page_of(date), form, follow=True)


def test_person_at_the_door_is_entered_with_what_she_said(staff, date):
    send(staff, date, "Мария Попова", village="Белчин", gender="woman", is_under_30=1)

    entry = Attendance.objects.get()
    assert (entry.how, entry.gender, entry.is_under_30) == ("walk_in", "woman", True)
    assert entry.attendee.village == "Белчин"
    assert AuditEntry.objects.get(verb="attendance.enter").detail == {"how": "walk_in"}
    assert "Мария Попова" in staff.get(page_of(date)).text


def test_form_without_a_name_comes_back_as_it_was_typed(staff, date):
    answer = send(staff, date, "…", village="Белчин")

    assert answer.status_code == 422
    assert 'value="Белчин"' in answer.text
    assert not Attendance.objects.exists()


def test_same_form_sent_twice_enters_one_person(date, by):
    nonce = uuid.uuid4()

    first = walk_in(date, by, "Мария Попова", nonce)
    again = walk_in(date, by, "Мария Попова", nonce)

    assert again == (first[0], False)
    assert Attendance.objects.count() == 1


def test_nobody_is_at_one_meeting_twice_however_she_is_written(staff, date):
    send(staff, date, "Мария Попова", village="Белчин")
    answer = send(staff, date, "MARIYA POPOVA", village="белчин")
    send(staff, date, "Мария Попова", village="Рельово")

    assert list(answer.context["person"].errors) == ["name"]
    assert 'value="белчин"' in answer.text
    assert Attendance.objects.count() == 2


def test_person_is_one_person_at_all_meetings_of_a_group(date, by, group):
    other = OccurrenceFactory(event=EventFactory(group=group))
    elsewhere = OccurrenceFactory()
    for meeting in (date, other, elsewhere):
        walk_in(meeting, by, "Мария Попова", organisation="Читалището")

    assert Attendance.objects.count() == 3
    assert Attendee.objects.count() == 2


def test_entry_is_never_changed_and_a_mistake_is_withdrawn_by_a_further_row(date, by):
    entry, _is_new = walk_in(date, by, "Мария Попова")

    for act in (lambda: Attendance.objects.update(how="sheet"), entry.delete):
        refused = pytest.raises(InternalError, match="Cannot update or delete")
        with refused, transaction.atomic():
            act()
    withdraw(entry, by=by)
    withdraw(entry, by=by)

    assert Attendance.objects.count() == 1
    assert not Attendance.objects.standing().exists()
    assert AuditEntry.objects.filter(verb="attendance.withdraw_entry").count() == 1
    assert walk_in(date, by, "Мария Попова")[1]


def test_mistake_is_taken_off_the_list_by_one_press(staff, date, by):
    entry, _is_new = walk_in(date, by, "Мария Попова")
    address = reverse(
        "admin:events_event_withdraw", args=[date.event_id, date.pk, entry.pk]
    )

    staff.post(address)

    assert list(staff.get(page_of(date)).context["entries"]) == []


def test_editor_deletes_the_name_of_one_person_everywhere_and_she_stays_counted(
    client, staff, date, by, group
):
    other = OccurrenceFactory(event=EventFactory(group=group))
    row = RegistrantFactory(registration__sheet__occurrence=other).registration
    enter_registered(row, how="list", nonce=uuid.uuid4(), by=by)
    entry, _is_new = walk_in(date, by, "Мария Петрова")
    address = reverse(
        "admin:events_event_forget", args=[date.event_id, date.pk, entry.pk]
    )

    assert staff.post(address).status_code == 403
    assert "Мария Петрова" in staff.get(page_of(other)).text
    client.force_login(MembershipFactory(group=group, role="editor").user)
    client.post(address)

    pages = client.get(page_of(date)).text + client.get(page_of(other)).text
    assert "Мария" not in pages
    assert [Figures.of(one).people for one in (date, other)] == [1, 1]
    assert AuditEntry.objects.get(verb="attendance.forget_person").detail == {}


def test_heads_and_people_by_name_are_two_figures(staff, date, by):
    walk_in(date, by, "Мария Попова", gender="woman", is_under_30=True)
    walk_in(date, by, "Иван Петров", gender="man")
    walk_in(date, by, "Елена")
    staff.post(page_of(date), {"act": "count", "number": 30})
    staff.post(page_of(date), {"act": "count", "number": 34})
    staff.post(page_of(date), {"act": "count", "number": -1})

    figures = staff.get(page_of(date)).context["figures"]
    assert figures == Figures(heads=34, people=3, women=1, men=1, under_30=1)
    assert HeadCount.objects.count() == 2


def test_report_begins_with_what_attendance_came_to(client, group, date, by):
    client.force_login(MembershipFactory(group=group, role="editor").user)
    walk_in(date, by, "Мария Попова", gender="woman", organisation="Читалището")
    walk_in(date, by, "Иван Петров", organisation="читалището")
    walk_in(date, by, "Елена", organisation="Кметство Белчин")
    count_heads(date, 34, by=by)
    page = client.get(page_of(date)).text
    address = f"{reverse('admin:events_meetingreport_add')}?occurrence={date.pk}"
    assert address in page

    form = client.get(address).context["adminform"].form

    assert form["head_count"].value() == 34
    assert form["unique_people"].value() == 3
    assert form["women"].value() == 1
    assert form["men"].value() is None
    assert form["organisations"].value().lower() == "кметство белчин\nчиталището"


def test_report_tells_nothing_of_another_groups_meeting(client, group, by):
    client.force_login(MembershipFactory(group=group, role="editor").user)
    theirs = OccurrenceFactory()
    count_heads(theirs, 34, by=by)

    url = f"{reverse('admin:events_meetingreport_add')}?occurrence={theirs.pk}"

    assert client.get(url).context["adminform"].form["head_count"].value() is None


@pytest.mark.parametrize("count", [1, 3])
def test_attendance_page_takes_nine_queries(
    staff, date, by, count, django_assert_num_queries
):
    for number in range(count):
        walk_in(date, by, f"Мария {number}")
    staff.get(page_of(date))

    with django_assert_num_queries(9):
        staff.get(page_of(date))
