"""Editors write calendar rules, and see what they mean before they save."""

from datetime import time

import pytest
import time_machine
from django.urls import reverse

from events.models import CalendarRule, Event
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
NONE = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}


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


def page(editor, rule, **fields):
    """The whole form of an event."""
    managed = {
        f"{part}-{name}": value
        for part in ("rule", "occurrences")
        for name, value in NONE.items()
    }
    own = {"name_bg": "Събор", "kind": "sabor", "group": editor.group_id}
    return managed | {"rule-TOTAL_FORMS": 1} | rule | own | fields


def test_rule_written_on_the_events_page_gives_its_dates(desk, editor):
    desk.post(
        reverse("admin:events_event_add"), page(editor, rule_form(**FIRST_SUNDAY))
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

    desk.post(reverse("admin:events_event_add"), page(editor, empty))

    assert Event.objects.count() == 1
    assert not CalendarRule.objects.exists()


def test_the_button_shows_what_the_rule_says_and_saves_nothing(desk, editor):
    written = page(editor, rule_form(**FIRST_SUNDAY), name_bg="Нов събор", _preview=1)

    answer = desk.post(reverse("admin:events_event_add"), written)

    shown = answer.content.decode()
    assert "Първата неделя след Петровден (29 юни)" in shown
    assert "4 юли 2027" in shown
    assert 'value="Нов събор"' in shown
    assert "errornote" not in shown
    assert not Event.objects.exists()


def test_what_is_missing_is_said_at_its_field(desk, editor):
    written = page(editor, rule_form(**PETROVDEN, snap="after"))

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

    desk.post(reverse("admin:events_event_change", args=[event.pk]), page(editor, kept))

    assert {one.hour for one in event.occurrences.all()} == {time(10)}


def test_page_of_a_tradition_tells_its_rule(desk, editor):
    tradition = TraditionFactory(group=editor.group)
    CalendarRuleFactory(event=None, tradition=tradition)

    answer = desk.get(reverse("admin:events_tradition_change", args=[tradition.pk]))

    assert "На 29 юни (Петровден)" in answer.content.decode()
