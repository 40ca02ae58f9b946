"""Dates follow from rules, years ahead, and stay the same rows."""

from datetime import date, time

import pytest
import time_machine

from events.calendar_actions import decide, drop_rule, keep_rule, undecide
from events.making import make_all
from events.models import Occurrence, YearOverride
from hub.shared.audit import history
from hub.shared.versions import versions_now
from tests.factories import (
    ActionGroupFactory,
    CalendarRuleFactory,
    EventFactory,
    OccurrenceFactory,
    TraditionFactory,
    YearOverrideFactory,
)

Kind, Status = YearOverride.Kind, Occurrence.Status
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def late_in_2026():
    with time_machine.travel("2026-11-21", tick=False):
        yield


def told(owner):
    dates = owner.occurrences.in_order()
    return [f"{one.day:%Y-%m-%d} {one.status} {one.sequence}" for one in dates]


def kept(**fields):
    rule = CalendarRuleFactory.build(event=EventFactory(), **fields)
    keep_rule(rule)
    return rule


def test_kept_rule_makes_the_dates_ahead_at_once():
    rule = kept(snap="after", weekday=6)

    assert told(rule.event) == [
        "2027-07-04 tentative 0",
        "2028-07-02 tentative 0",
        "2029-07-01 tentative 0",
    ]
    assert [entry.verb for entry in history(rule.event)] == ["date.rule"]


def test_changed_rule_moves_its_dates_and_keeps_their_rows():
    rule = kept()
    before = {one.rule_year: one.uid for one in rule.event.occurrences.all()}

    rule.day = 30
    keep_rule(rule)

    assert told(rule.event)[0] == "2027-06-30 tentative 1"
    assert {one.rule_year: one.uid for one in rule.event.occurrences.all()} == before


def test_nothing_is_written_when_nothing_has_changed():
    rule = kept()
    before = told(rule.event), versions_now(rule.group_id)

    make_all(years=3)

    assert (told(rule.event), versions_now(rule.group_id)) == before


def test_night_makes_the_year_that_comes_into_sight():
    rule = kept()

    with time_machine.travel("2027-01-05"):
        make_all(years=3)

    assert told(rule.event)[-1] == "2030-06-29 tentative 0"


def test_decisions_go_before_the_rule_and_outlive_its_changes():
    rule = kept()
    decide(YearOverrideFactory.build(rule=rule, year=2027))
    moved = YearOverrideFactory.build(
        rule=rule, year=2028, kind=Kind.MOVED, day=date(2028, 7, 9), note_bg="Мост"
    )
    decide(moved)
    decide(YearOverrideFactory.build(rule=rule, year=2029, kind=Kind.SKIPPED, day=None))

    rule.day = 1
    keep_rule(rule)

    assert told(rule.event) == ["2027-06-29 confirmed 1", "2028-07-09 moved 1"]
    assert rule.event.occurrences.get(rule_year=2028).note_bg == "Мост"


def test_decision_taken_back_leaves_the_year_to_the_rule():
    rule = kept()
    decision = YearOverrideFactory.build(
        rule=rule, kind=Kind.CANCELLED, note_bg="Карантина"
    )
    decide(decision)
    cancelled = told(rule.event)[0]

    undecide(decision)

    assert cancelled == "2027-06-29 cancelled 1"
    assert told(rule.event)[0] == "2027-06-29 tentative 2"
    assert not rule.event.occurrences.get(rule_year=2027).note_bg


def test_what_is_over_and_what_was_entered_by_hand_is_not_touched():
    rule = kept(month=12, day=6)
    by_hand = OccurrenceFactory(event=rule.event, day=date(2027, 3, 3))

    with time_machine.travel("2026-12-20"):
        rule.day = 8
        keep_rule(rule)
        drop_rule(rule)

    assert told(by_hand.event) == ["2026-12-06 tentative 0", "2027-03-03 confirmed 0"]


def test_visitors_pages_hear_of_new_dates():
    group = ActionGroupFactory()
    rule = CalendarRuleFactory(event=None, tradition=TraditionFactory(group=group))
    before = versions_now(group.pk)

    make_all(years=1)

    assert versions_now(group.pk) != before
    assert told(rule.tradition) == ["2027-06-29 tentative 0"]


@pytest.mark.parametrize(
    ("month", "day", "hour", "last_hour", "moments"),
    [
        # Summer time begins at three in the night of 28 March 2027 …
        (3, 28, time(2), time(5), ["03-28 00:00", "03-28 02:00"]),
        (3, 28, time(3, 30), time(4, 10), ["03-28 01:30", "03-28 01:30"]),
        # … and ends at four in the night of 31 October.
        (10, 31, time(2), time(5), ["10-30 23:00", "10-31 03:00"]),
        (12, 31, time(21), time(2), ["12-31 19:00", "01-01 00:00"]),
        (6, 29, None, None, ["06-28 21:00", "06-29 21:00"]),
    ],
)
def test_hours_are_the_villages_own(month, day, hour, last_hour, moments):
    event = EventFactory(hour=hour, last_hour=last_hour)
    keep_rule(CalendarRuleFactory.build(event=event, month=month, day=day))

    made = event.occurrences.get(rule_year=2027)

    assert [f"{at:%m-%d %H:%M}" for at in (made.starts, made.ends)] == moments
