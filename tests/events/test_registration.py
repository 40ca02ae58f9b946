"""Registering for a date without an account: seats, the line, and the receipt."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from events import tasks
from events.attendance.actions import count_heads
from events.calendar_actions import drop_rule, keep_rule
from events.models import Registrant, Registration
from events.registration.actions import Person, cancel, register
from hub.shared.models import AuditEntry
from hub.shared.signed_form import new_form_key
from tests.factories import (
    CalendarRuleFactory,
    MembershipFactory,
    OccurrenceFactory,
    RegistrantFactory,
    RegistrationFactory,
    RegistrationSheetFactory,
    UserFactory,
)

State = Registration.State


@pytest.fixture
def sheet():
    return RegistrationSheetFactory(capacity=2)


@pytest.fixture
def editor(client, sheet):
    group = sheet.occurrence.event.group
    user = MembershipFactory(group=group, role="editor").user
    client.force_login(user)
    return user


def address(sheet, language="bg"):
    return f"/{language}/register/{sheet.occurrence_id}/"


def send(client, sheet, name="Мария Петрова", *, seconds=10, language="bg", **more):
    """Fill in the form as a person does who takes so many seconds."""
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds)):
        key = new_form_key()
    data = {"key": key, "name": name, **more}
    headers = {"accept-language": language}
    return client.post(address(sheet, language), data, headers=headers)


def somebody(sheet, name="Мария", *, language="bg", **more):
    person = Person(name=name, language=language, **more)
    return register(sheet, key=uuid.uuid4(), person=person)


def states(sheet):
    rows = sheet.registrations.order_by("received", "pk")
    return [row.state for row in rows]


@pytest.mark.django_db
def test_moments_are_told_and_typed_by_the_clock_of_the_group(client, editor, sheet):
    group = sheet.occurrence.event.group
    group.time_zone = "Europe/Paris"
    group.save()
    desk = reverse("admin:events_registrationsheet_change", args=[sheet.pk])
    questions = {"questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0}
    noon = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT12:00")

    client.post(desk, {"capacity": 2, "reserved": 0, "opens": noon, **questions})

    sheet.refresh_from_db()
    assert sheet.opens.astimezone(sheet.occurrence.zone).hour == 12
    assert f'value="{noon}"' in client.get(desk).text
    assert ", 12:00" in client.get(address(sheet)).text


@pytest.mark.django_db
def test_name_is_enough_and_the_receipt_is_hers_alone(client, sheet):
    answer = send(client, sheet)

    row = Registration.objects.get()
    assert (row.state, row.registrant.name, row.language) == (
        State.CONFIRMED,
        "Мария Петрова",
        "bg",
    )
    assert answer["Location"] == f"/bg/registrations/{row.token}/"
    assert row.token not in {str(value) for value in vars(row).values()}
    page = client.get(answer["Location"])
    assert "Мария Петрова" in page.text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert client.get(f"/bg/registrations/{'A' * 22}/").status_code == 404
    assert not client.cookies


@pytest.mark.django_db
def test_form_sent_twice_is_one_registration(client, sheet):
    data = {"key": new_form_key(), "name": "Мария"}

    first, second = (client.post(address(sheet), data) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Registration.objects.count() == 1


@pytest.mark.django_db
def test_who_comes_to_a_full_date_waits_and_reads_her_place_in_line(client, sheet):
    for _number in range(2):
        somebody(sheet)
    assert "Всички места са заети" in client.get(address(sheet)).text

    somebody(sheet)
    answer = send(client, sheet, "Иван")

    assert states(sheet) == [State.CONFIRMED] * 2 + [State.WAITING] * 2
    assert "№ 2" in client.get(answer["Location"]).text


@pytest.mark.django_db
def test_free_seat_is_offered_in_turn_and_goes_on_when_nobody_takes_it(client, sheet):
    ana, _boris = somebody(sheet), somebody(sheet)
    vera, georgi = somebody(sheet, "Вера"), somebody(sheet, "Георги")

    client.post(ana.get_absolute_url(), {"act": "cancel"})

    assert states(sheet) == [
        *(State.CANCELLED, State.CONFIRMED, State.OFFERED, State.WAITING),
    ]
    # Nobody overtakes: the seat that is offered is not free.
    assert somebody(sheet).state == State.WAITING
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert (
            client.post(vera.get_absolute_url(), {"act": "accept"}).status_code == 302
        )
        tasks.expire_offers()
        client.post(georgi.get_absolute_url(), {"act": "accept"})
    vera.refresh_from_db()
    assert (vera.state, vera.ending) == (State.CANCELLED, "expired")
    georgi.refresh_from_db()
    assert georgi.state == State.CONFIRMED


@pytest.mark.django_db
def test_reserved_seats_are_given_out_by_the_group_alone(client, sheet, editor):
    sheet.reserved = 1
    sheet.save()
    assert [somebody(sheet).state, somebody(sheet).state] == ["confirmed", "waiting"]
    url = reverse("admin:events_registrationsheet_person", args=[sheet.pk])

    for name in ("Кметът", "Учителката"):
        data = {"key": new_form_key(), "name": name, "language": "bg", "as_guest": "on"}
        client.post(url, data)

    assert states(sheet) == ["confirmed", "waiting", "confirmed", "waiting"]
    page = reverse("admin:events_registrationsheet_change", args=[sheet.pk])
    assert "2 от 2, 2 чакат, 1 запазено" in client.get(page).text


@pytest.mark.django_db
def test_group_moves_seats_and_cancels_with_a_word_in_the_trail(client, sheet, editor):
    group = sheet.occurrence.event.group
    other = RegistrationSheetFactory(occurrence__event__group=group, capacity=1)
    foreign = RegistrationSheetFactory()
    first, second = somebody(sheet), somebody(sheet)
    third = somebody(sheet)

    def act(row, act, **more):
        args = [sheet.pk, row.pk]
        url = reverse("admin:events_registrationsheet_act", args=args)
        client.post(url, {"act": act, **more})
        row.refresh_from_db()
        return row.sheet_id, row.state

    assert act(first, "move", **{f"to-{first.pk}": foreign.pk})[0] == sheet.pk
    assert act(first, "move", **{f"to-{first.pk}": other.pk}) == (other.pk, "confirmed")
    assert act(third, "seat") == (sheet.pk, "confirmed")
    assert act(second, "cancel") == (sheet.pk, "cancelled")
    verbs = AuditEntry.objects.filter(actor=editor).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        *("registration.move", "registration.seat", "registration.cancel"),
    ]


@pytest.mark.django_db
def test_more_seats_are_offered_to_those_in_line(client, sheet, editor):
    for _number in range(4):
        somebody(sheet)
    url = reverse("admin:events_registrationsheet_change", args=[sheet.pk])

    no_questions = {"questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0}
    client.post(url, {"capacity": 3, "reserved": 0, **no_questions})

    assert states(sheet) == ["confirmed", "confirmed", "offered", "waiting"]


@pytest.mark.django_db
def test_program_waits_apart_until_a_person_has_looked(client, sheet, editor):
    send(client, sheet, "Иван", website="https://spam.example")
    send(client, sheet, "Хитрец", seconds=0)
    send(client, sheet, "Мария")

    assert states(sheet) == ["waiting", "waiting", "confirmed"]
    row = sheet.registrations.first()
    args = [sheet.pk, row.pk]
    url = reverse("admin:events_registrationsheet_act", args=args)
    client.post(url, {"act": "release"})
    assert states(sheet) == ["confirmed", "waiting", "confirmed"]


@pytest.mark.django_db
def test_flood_from_one_network_is_refused_and_keeps_its_words(client, sheet, settings):
    settings.HUB_REGISTRATIONS_REFUSED_AFTER = 1
    send(client, sheet)

    answer = send(client, sheet, "Иван Георгиев")

    assert answer.status_code == 429
    assert "Иван Георгиев" in answer.text
    assert Registration.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("opens", "closes", "can_register"),
    [(None, None, True), (1, None, False), (-2, -1, False), (-1, 1, True)],
)
def test_form_is_open_from_and_until_the_group_says(
    client, opens, closes, can_register
):
    now = timezone.now()
    sheet = RegistrationSheetFactory(
        opens=opens and now + timedelta(days=opens),
        closes=closes and now + timedelta(days=closes),
    )

    page = client.get(address(sheet))

    assert ('name="name"' in page.text) is can_register
    assert (send(client, sheet).status_code == 302) is can_register
    event = client.get(sheet.occurrence.event.get_absolute_url())
    assert (address(sheet) in event.text) is can_register


@pytest.mark.django_db
def test_registration_of_a_hidden_event_is_not_there(client):
    shown = RegistrationSheetFactory(occurrence__event__name_bg="Хоро на мегдана")
    hidden = RegistrationSheetFactory(occurrence__event__published=None)

    assert "Хоро на мегдана" in client.get(address(shown)).text
    assert client.get(address(hidden)).status_code == 404


@pytest.mark.django_db
def test_table_holds_no_formula(client, sheet, editor):
    somebody(sheet, "=cmd()", contact="+359 88")
    url = reverse("admin:events_registrationsheet_people", args=[sheet.pk])

    rows = client.get(url).content.decode("utf-8-sig").splitlines()

    assert rows[1].startswith("'=cmd(),'+359 88,записан")


@pytest.mark.django_db
def test_names_are_deleted_after_the_date_and_seats_stay_counted(client, sheet):
    row = RegistrantFactory(registration__sheet=sheet).registration
    later = sheet.occurrence.ends + timedelta(days=30, minutes=1)

    with time_machine.travel(later - timedelta(hours=1)):
        tasks.forget_registrants()
        assert Registrant.objects.count() == 1
    with time_machine.travel(later):
        tasks.forget_registrants()

    assert Registrant.objects.count() == 0
    assert client.get(row.get_absolute_url()).status_code == 200
    assert states(sheet) == ["confirmed"]


@pytest.mark.django_db
def test_group_asks_what_it_needs_and_reads_the_answers(client, sheet, editor):
    ask = sheet.questions.create
    meal = ask(text="Какво ще ядете?", choices="Курбан\nБез месо", is_required=True)
    car = ask(text="Имате ли място в колата?")
    assert "Имате ли място в колата?" in client.get(address(sheet)).text

    unanswered = send(client, sheet, "Иван")
    invented = send(client, sheet, "Иван", **{meal.field: "Пържола"})
    send(client, sheet, "Мария", **{meal.field: "Без месо", car.field: "=2"})

    assert [unanswered.status_code, invented.status_code] == [422, 422]
    url = reverse("admin:events_registrationsheet_people", args=[sheet.pk])
    rows = client.get(url).content.decode("utf-8-sig").splitlines()
    assert rows[0].endswith("Какво ще ядете?,Имате ли място в колата?")
    assert rows[1].endswith("Без месо,'=2")
    page = reverse("admin:events_registrationsheet_change", args=[sheet.pk])
    assert "Без месо" in client.get(page).text


@pytest.mark.django_db
def test_date_that_a_rule_no_longer_makes_is_cancelled_when_people_know_of_it():
    rule = CalendarRuleFactory()
    keep_rule(rule)
    awaited, counted, *_unknown = dates = list(rule.event.occurrences.in_order())
    row = somebody(RegistrationSheetFactory(occurrence=awaited))
    count_heads(counted, 12, by=UserFactory())

    drop_rule(rule)

    kept = [(one.pk, one.status, one.sequence) for one in rule.event.occurrences.all()]
    assert sorted(kept) == [(one.pk, "cancelled", 1) for one in dates[:2]]
    assert row.sheet.registrations.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_list_of_dates_takes_the_same_queries_for_each(
    client, editor, sheet, count, django_assert_num_queries
):
    event = sheet.occurrence.event
    for _number in range(count):
        RegistrationFactory(sheet__occurrence__event=event)

    with django_assert_num_queries(10):
        client.get("/admin/events/registrationsheet/")


@pytest.mark.django_db(transaction=True)
def test_fifty_register_at_once_for_twenty_seats():
    sheet = RegistrationSheetFactory(capacity=20)

    def one(number):
        try:
            return somebody(sheet, f"Човек {number}").state
        finally:
            connection.close()

    began = time.process_time()
    with ThreadPoolExecutor(50) as pool:
        given = list(pool.map(one, range(50)))
    took = time.process_time() - began

    assert (given.count("confirmed"), given.count("waiting")) == (20, 30)
    assert sorted(states(sheet)) == sorted(given)
    assert took <= 5


@pytest.mark.django_db(transaction=True)
def test_all_cancel_at_once_and_each_seat_is_offered_once():
    sheet = RegistrationSheetFactory(capacity=10)
    rows = [somebody(sheet) for _number in range(20)]

    def one(row):
        try:
            return cancel(row)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert all(pool.map(one, rows[:10]))

    assert states(sheet) == ["cancelled"] * 10 + ["offered"] * 10


@pytest.mark.django_db
def test_registration_is_opened_for_what_has_not_begun(client, editor, sheet):
    event = sheet.occurrence.event
    begun, ahead = (
        OccurrenceFactory(event=event, day=timezone.localdate() + timedelta(days=days))
        for days in (0, 1)
    )

    page = client.get("/admin/events/registrationsheet/add/").text

    assert f'<option value="{ahead.pk}">' in page
    assert f'<option value="{begun.pk}">' not in page
    page = client.get(f"/admin/events/event/{event.pk}/change/").text
    assert f"registrationsheet/add/?occurrence={ahead.pk}" in page
    assert f"registrationsheet/add/?occurrence={begun.pk}" not in page
