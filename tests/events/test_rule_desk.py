"""Editors write calendar rules, and see what they mean before they save."""

from datetime import time

import pytest
import time_machine
from django.urls import reverse

from events.calendar_actions import remake
from events.models import CalendarRule, Event
from hub.shared.audit import history
from tests.desk_forms import no_rows
from tests.factories import (
    CalendarRuleFactory,
    EventFactory,
    MembershipFactory,
    TraditionFactory,
)

pytestmark = pytest.mark.django_db
PETROVDEN = {"anchor": "date", "month": 6, "day": 29}
FIRST_SUNDAY = {**PETROVDEN, "snap": "after", "weekday": 6}
NUMBERS = {"offset": 0, "not_before_offset": 0, "duration": 1, "every": 1}
QUERIES_OF_THE_LIST = 10


@pytest.fixture(autouse=True)
def late_in_2026():
    with time_machine.travel("2026-11-21T12:00", tick=False):
        yield


@pytest.fixture
def editor():
    return MembershipFactory(role="editor")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor.user)
    return client


def rule_form(**fields):
    """The fields of a new rule as the page sends them."""
    return {f"rule-0-{name}": value for name, value in (NUMBERS | fields).items()}


def page(desk, editor, rule, **fields):
    """The whole form of an event."""
    managed = no_rows(desk, reverse("admin:events_event_add"))
    own = {"name_bg": "Събор", "kind": "sabor", "group": editor.group_id}
    return managed | {"rule-TOTAL_FORMS": 1} | rule | own | fields


def test_rule_written_on_the_events_page_gives_its_dates(desk, editor):
    desk.post(
        reverse("admin:events_event_add"), page(desk, editor, rule_form(**FIRST_SUNDAY))
    )

    event = Event.objects.get()
    assert str(event.rule) == "първата неделя след Петровден (29 юни)"
    assert [f"{one.day}" for one in event.occurrences.in_order()] == [
        "2027-07-04",
        "2028-07-02",
        "2029-07-01",
    ]


def test_event_without_a_rule_needs_no_rule(desk, editor):
    empty = rule_form(anchor="date")

    desk.post(reverse("admin:events_event_add"), page(desk, editor, empty))

    assert Event.objects.count() == 1
    assert not CalendarRule.objects.exists()


def test_the_button_shows_what_the_rule_says_and_saves_nothing(desk, editor):
    written = page(
        desk, editor, rule_form(**FIRST_SUNDAY), name_bg="Нов събор", _preview=1
    )

    answer = desk.post(reverse("admin:events_event_add"), written)

    shown = answer.content.decode()
    assert "Първата неделя след Петровден (29 юни)" in shown
    assert "4 юли 2027" in shown
    assert 'value="Нов събор"' in shown
    assert "errornote" not in shown
    assert not Event.objects.exists()


def test_what_is_missing_is_said_at_its_field(desk, editor):
    written = page(desk, editor, rule_form(**PETROVDEN, snap="after"))

    answer = desk.post(reverse("admin:events_event_add"), written)

    assert "Липсва ден от седмицата" in answer.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize("kind", ["event", "tradition"])
def test_script_is_told_what_the_rule_says_in_the_readers_language(desk, kind):
    address = reverse(f"admin:events_{kind}_preview")

    answer = desk.get(
        address, rule_form(**FIRST_SUNDAY), headers={"accept-language": "el"}
    )

    told = answer.content.decode()
    assert "Την πρώτη Κυριακή μετά τους Αγίους Πέτρο και Παύλο (29 Ιουνίου)" in told
    assert told.count("<li>") == 5


def test_script_is_told_what_is_missing(desk):
    address = reverse("admin:events_event_preview")

    answer = desk.get(address, rule_form(anchor="date", month=6))

    assert "В този месец няма такъв ден" in answer.content.decode()


def test_another_hour_moves_the_dates_that_the_rule_made(desk, editor):
    event = EventFactory(group=editor.group)
    rule = CalendarRuleFactory(event=event)
    kept = rule_form(**PETROVDEN, id=rule.pk, event=event.pk)
    kept |= {"rule-INITIAL_FORMS": 1, "hour": "10:00"}

    desk.post(
        reverse("admin:events_event_change", args=[event.pk]), page(desk, editor, kept)
    )

    assert {one.hour for one in event.occurrences.all()} == {time(10)}


def test_page_of_a_tradition_tells_its_rule(desk, editor):
    tradition = TraditionFactory(group=editor.group)
    CalendarRuleFactory(event=None, tradition=tradition)

    answer = desk.get(reverse("admin:events_tradition_change", args=[tradition.pk]))

    assert "На 29 юни (Петровден)" in answer.content.decode()


@pytest.fixture
def gathering(editor):
    """Held on 29 June, and on the list of the editor's group."""
    rule = CalendarRuleFactory(event=EventFactory(group=editor.group))
    remake(rule)
    return rule.event


def year_of(event, year):
    return reverse("admin:events_event_year", args=[event.pk, year])


def test_one_press_confirms_the_day_of_the_rule(desk, gathering):
    page_of = reverse("admin:events_event_change", args=[gathering.pk])
    assert year_of(gathering, 2027) in desk.get(page_of).content.decode()

    desk.post(year_of(gathering, 2027), {"confirm": 1})

    made = gathering.occurrences.get(rule_year=2027)
    assert (made.status, f"{made.day}") == ("confirmed", "2027-06-29")
    assert history(gathering).first().detail == {"year": 2027, "kind": "confirmed"}


def test_moved_date_keeps_its_note_until_it_is_left_to_the_rule(desk, gathering):
    moved = {"kind": "moved", "day": "2027-07-04", "note_bg": "Мостът се строи"}

    desk.post(year_of(gathering, 2027), moved)
    shown = desk.get(year_of(gathering, 2027)).content.decode()
    made = gathering.occurrences.get(rule_year=2027)
    desk.post(year_of(gathering, 2027), {"kind": ""})

    assert (made.status, made.note_bg) == ("moved", "Мостът се строи")
    assert 'value="Мостът се строи"' in shown
    assert gathering.occurrences.get(rule_year=2027).status == "tentative"


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"kind": "moved", "note_bg": "Мост"}, "Посочете на кой ден."),
        ({"kind": "moved", "day": "2207-06-29", "note_bg": "Мост"}, "съвсем друга"),
    ],
)
def test_decision_that_makes_no_sense_loses_nothing(desk, gathering, sent, problem):
    answer = desk.post(year_of(gathering, 2027), sent).content.decode()

    assert problem in answer
    assert 'value="Мост"' in answer
    assert gathering.occurrences.get(rule_year=2027).status == "tentative"


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_the_next_date_with_few_queries(
    desk, editor, count, django_assert_num_queries
):
    for rule in CalendarRuleFactory.create_batch(count, event__group=editor.group):
        remake(rule)

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        shown = desk.get(reverse("admin:events_event_changelist")).content.decode()

    assert shown.count("29 юни 2027") == count
