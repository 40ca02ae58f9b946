from datetime import date

import pytest
from django.utils import translation

from places import facts
from places.models import Place


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def answers(**values):
    cells = facts.before_you_go(Place(**values))
    return {cell.icon: cell.answer for cell in cells}


def test_what_nobody_has_checked_is_said():
    assert answers() == {
        "ticket": "not checked",
        "sun": "not checked",
        "wheelchair": "not checked",
        "clock": "not checked",
        "check": "not yet",
    }


def test_what_is_known_is_said_in_few_words():
    known = answers(
        access="paid",
        price="3.5",
        season=[4, 5, 6],
        step_free=False,
        bench=True,
        visit_minutes=90,
        elevation=2925,
        confirmed=date(2027, 5, 2),
    )

    assert known == {
        "ticket": "3.50 EUR",
        "sun": "April–June",
        "wheelchair": "with steps, bench",
        "clock": "90 minutes",
        "mountain": "2925 m",
        "check": "2 May 2027",
    }


def test_checking_is_always_the_last_of_six_cells_at_most():
    cells = facts.before_you_go(Place(elevation=900, access="free"))

    assert len(cells) == 6
    assert cells[-1].icon == "check"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([], "not checked"),
        (list(range(1, 13)), "all year"),
        ([7], "July"),
        ([11, 12, 1, 2], "November–February"),
        ([1, 4, 5, 12], "April–May, December–January"),
    ],
)
def test_months_are_told_as_spans(months, words):
    assert facts.season_words(months) == words


def test_months_inside_a_line_are_small_where_the_language_writes_them_small():
    with translation.override("bg"):
        assert facts.season_words([6, 7]) == "юни–юли"
    with translation.override("el"):
        assert facts.season_words([6]) == "Ιούνιος"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, "45 minutes"), (60, "60 minutes"), (120, "2 hours"), (480, "the whole day")],
)
def test_a_visit_is_measured_as_people_say_it(minutes, words):
    assert facts.minutes_words(minutes) == words


@pytest.mark.parametrize(
    ("metres", "words"), [(347, "350 m"), (1234, "1.2 km"), (18_400, "18 km")]
)
def test_a_distance_is_rounded_to_what_a_walker_needs(metres, words):
    assert facts.distance_words(metres) == words
