from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from hub.shared.days import day_words, moment_words


@pytest.mark.parametrize(
    ("language", "written"),
    [("bg", "5 май 2026"), ("el", "5 Μαΐου 2026"), ("fr", "5 mai 2026")],
)
def test_month_stands_in_the_form_that_follows_a_day(language, written):
    with translation.override(language):
        assert day_words(date(2026, 5, 5)) == written


def test_moment_is_told_in_the_time_of_the_portal():
    moment = datetime(2026, 5, 5, 22, 30, tzinfo=UTC)

    with translation.override("bg"):
        assert moment_words(moment) == "6 май 2026, 01:30"
        assert day_words(moment) == "6 май 2026"
