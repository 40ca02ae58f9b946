"""Rules give the days that the villages keep."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.rules import (
    NO_WEEKDAY,
    Anchor,
    AnchorKind,
    Rule,
    RuleFaults,
    Snap,
    sentence,
)
from tests.events.rules.reader import read

DATE, EASTER = AnchorKind.DATE, AnchorKind.ORTHODOX_EASTER
SATURDAY, SUNDAY = 5, 6
PETROVDEN = Anchor(DATE, month=6, day=29)
FOLK_CALENDAR = Path(__file__).parents[1] / "data/bg_folk_calendar.json"


def easter(days: int = 0) -> Rule:
    return Rule(Anchor(EASTER, offset=days))


def days(rule: Rule, *years: int) -> list[str]:
    return [f"{rule.first_day(year):%m-%d}" for year in years or range(2025, 2029)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (easter(), ["04-20", "04-12", "05-02", "04-16"]),
        (
            Rule(PETROVDEN, Snap.AFTER, SUNDAY),
            ["07-06", "07-05", "07-04", "07-02"],
        ),
        (
            Rule(Anchor(AnchorKind.MONTH_END, month=8), Snap.NTH, SATURDAY, nth=1),
            ["08-30", "08-29", "08-28", "08-26"],
        ),
        (
            Rule(Anchor(DATE, month=5, day=6), Snap.NEAREST, SUNDAY),
            ["05-04", "05-03", "05-09", "05-07"],
        ),
        # St George in Greece: never in Lent.
        (
            Rule(Anchor(DATE, month=4, day=23), not_before=Anchor(EASTER, offset=1)),
            ["04-23", "04-23", "05-03", "04-23"],
        ),
    ],
)
def test_a_rule_gives_the_days_of_the_almanac(rule, expected):
    assert days(rule) == expected


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (-49, "02-22"),  # Сирни заговезни
        (-43, "02-28"),  # Тодоровден
        (-8, "04-04"),  # Лазаровден
        (-7, "04-05"),  # Цветница
        (39, "05-21"),  # Спасовден
        (50, "06-01"),  # Свети Дух
    ],
)
def test_feasts_move_with_easter(offset, expected):
    assert days(easter(offset), 2026) == [expected]


# From the almanac of the Bulgarian Patriarchate for 2026.
FOLK_DAYS_2026 = {
    "v-49-sirni-zagovezni": "02-22",
    "v-42-velik-post-1": "03-01",
    "v-28-velik-post-3": "03-15",
    "v-21-velik-post-4": "03-22",
    "v-08-lazarovden": "04-04",
    "v-07-cvetnica": "04-05",
    "v-01-strastna-sybota": "04-11",
    "v00-velikden-1": "04-12",
    "v01-velikden-2": "04-13",
    "v07-tomina": "04-19",
    "v14-mironosici": "04-26",
    "v28-samaryankata": "05-10",
    "v35-sleporodeniya": "05-17",
    "v42-otci-1": "05-24",
    "v49-petdesetnica": "05-31",
    "v63-vsibgsvetii": "06-14",
    "v91-otci-6": "07-12",
    "01-10": "10-01",
    "02-02": "02-02",
    "06-05": "05-06",
    "06-12": "12-06",
    "11-05": "05-11",
    "14-02": "02-14",
    "25-03": "03-25",
}


def test_every_day_of_the_folk_calendar_comes_out_right():
    rows = json.loads(FOLK_CALENDAR.read_text(encoding="utf-8"))
    rules = {
        row["id"]: easter(row["rule"]["days_from_orthodox_easter"])
        if "days_from_orthodox_easter" in row["rule"]
        else Rule(Anchor(DATE, **row["rule"]))
        for row in rows
    }

    found = {name: days(rule, 2026)[0] for name, rule in rules.items()}

    assert found == FOLK_DAYS_2026


def test_old_style_is_thirteen_days_later_and_may_come_in_the_next_year():
    rule = Rule(Anchor(DATE, month=12, day=25, old_style=True))

    assert rule.first_day(2026) == date(2027, 1, 7)
    assert rule.upcoming(date(2027, 1, 1), 2) == [date(2027, 1, 7), date(2028, 1, 7)]


@pytest.mark.parametrize("year", [1899, 2100])
def test_years_are_those_in_which_thirteen_days_are_right(year):
    with pytest.raises(ValueError, match=str(year)):
        Anchor(DATE, month=6, day=29, old_style=True).in_year(year)


def test_the_day_that_leap_years_have_comes_in_leap_years():
    leap_day = Rule(Anchor(DATE, month=2, day=29))

    assert leap_day.upcoming(date(2025, 1, 1), 2) == [
        date(2028, 2, 29),
        date(2032, 2, 29),
    ]


def test_a_month_without_a_fifth_sunday_has_none():
    rule = Rule(Anchor(AnchorKind.MONTH_START, month=8), Snap.NTH, SUNDAY, nth=5)

    assert rule.first_day(2026) == date(2026, 8, 30)
    assert rule.first_day(2025) == date(2025, 8, 31)
    assert rule.first_day(2027) == date(2027, 8, 29)
    assert rule.first_day(2028) is None


def test_a_feast_of_every_second_year_keeps_its_turn_within_its_years():
    rule = Rule(PETROVDEN, every=2, held_in=2024, first_year=2025, last_year=2029)

    held = [year for year in range(2020, 2035) if rule.first_day(year)]

    assert held == [2026, 2028]


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"anchor": Anchor(DATE, day=3)}, "month"),
        ({"anchor": Anchor(DATE, month=6, day=31)}, "day"),
        ({"anchor": Anchor(DATE, month=6)}, "day"),
        ({"anchor": Anchor(EASTER, offset=201)}, "offset"),
        ({"anchor": Anchor(EASTER, old_style=True)}, "old_style"),
        ({"snap": Snap.AFTER}, "weekday"),
        ({"weekday": SUNDAY}, "snap"),
        ({"snap": Snap.NTH, "weekday": SUNDAY}, "nth"),
        ({"not_before": Anchor(AnchorKind.MONTH_END)}, "not_before_month"),
        ({"duration": 0}, "duration"),
        ({"every": 0}, "every"),
        ({"every": 2}, "held_in"),
        ({"first_year": 2030, "last_year": 2029}, "last_year"),
    ],
)
def test_a_rule_that_makes_no_sense_says_where(parts, field):
    with pytest.raises(RuleFaults) as refused:
        Rule(**{"anchor": PETROVDEN, **parts})

    assert list(refused.value.faults) == [field]


KINDS = st.sampled_from(AnchorKind)


@st.composite
def anchors(draw, *, plain=False):
    kind = draw(KINDS)
    month = 0 if "easter" in kind else draw(st.integers(1, 12))
    day = draw(st.dates(date(2024, 1, 1), date(2024, 12, 31)))
    if kind == DATE:
        old = draw(st.booleans()) and not plain
        offset = draw(st.sampled_from([0, 0, -8, 1, 40]))
        return Anchor(kind, day.month, day.day, offset, old_style=old)
    offset = draw(st.sampled_from([0, 0, -49, -8, -7, -1, 1, 39, 50, 63]))
    return Anchor(kind, month, offset=offset)


@st.composite
def rules(draw):
    anchor, snap = draw(anchors()), draw(st.sampled_from(Snap))
    monthly = anchor.kind in {AnchorKind.MONTH_START, AnchorKind.MONTH_END}
    if snap == Snap.NTH and monthly:
        anchor = Anchor(anchor.kind, anchor.month)
    most = 2 if anchor.kind == AnchorKind.MONTH_END else 5
    every, first = draw(st.integers(1, 3)), draw(st.sampled_from([None, 1995]))
    return Rule(
        anchor,
        snap,
        draw(st.integers(0, 6)) if snap else NO_WEEKDAY,
        nth=draw(st.integers(1, most)) if snap == Snap.NTH else 0,
        not_before=draw(st.none() | anchors(plain=True)),
        duration=draw(st.integers(1, 4)),
        every=every,
        held_in=2020 if every > 1 else None,
        first_year=first,
        last_year=draw(st.sampled_from([None, 2040])),
    )


@settings(
    max_examples=300,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(rule=rules(), year=st.integers(1990, 2050))
def test_the_date_obeys_the_sentence(rule, year):
    with translation.override("en"):
        words = sentence(rule)

    assert read(words, year) == (rule.first_day(year), rule.duration), words
