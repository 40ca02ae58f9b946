"""Days that people announce, as they write them in five languages."""

from datetime import date

import pytest

from hub.shared.dates import WrongWeekday, read_coming_days

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("28.08.2027", "2027-08-28", ""),
        ("28/08/27", "2027-08-28", ""),
        ("2027-08-28", "2027-08-28", ""),
        ("28 август", "2027-08-28", ""),
        ("28.8.", "2027-08-28", ""),
        ("22.11", "2026-11-22", ""),
        ("20 noiembrie", "2027-11-20", ""),
        ("събота, 28 август 2027 г.", "2027-08-28", ""),
        ("Σάββατο 28 Αυγούστου", "2027-08-28", ""),
        ("24–26 август", "2027-08-24", "2027-08-26"),
        ("24-26.08.2027", "2027-08-24", "2027-08-26"),
        ("de la 24 până la 26 august", "2027-08-24", "2027-08-26"),
        ("du 24 au 26 août 2028", "2028-08-24", "2028-08-26"),
        ("30 април – 2 май", "2027-04-30", "2027-05-02"),
        ("30.12 - 2.01", "2026-12-30", "2027-01-02"),
    ],
)
def test_days_are_read_and_without_a_year_they_are_the_next(written, first, last):
    expected = date.fromisoformat(first), date.fromisoformat(last or first)

    assert read_coming_days(written, TODAY) == expected


@pytest.mark.parametrize(
    "written",
    ["", "август", "2027", "31 февруари", "неделя", "26–24 август", "скоро", "28"],
)
def test_what_is_no_day_for_sure_is_not_guessed(written):
    with pytest.raises(ValueError):  # noqa: PT011 -- what it says is told elsewhere
        read_coming_days(written, TODAY)


def test_day_that_is_another_weekday_is_told():
    with pytest.raises(WrongWeekday) as problem:
        read_coming_days("петък, 28 август", TODAY)

    assert problem.value.day == date(2027, 8, 28)
