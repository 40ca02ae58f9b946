"""Dates as well as they are known: stored, sorted, read and written."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from hub.shared.dates import (
    Certainty,
    PartialDate,
    PartialDateFormField,
    date_words,
    read_date,
)

IN_ORDER = [
    "../1930",
    "193X",
    "1930",
    "1930-06",
    "../1935",
    "1935",
    "1935-05",
    "1935-05-24",
    "1935~",
    "1944",
]
LANGUAGES = ["bg", "en", "ro", "el", "fr"]


@pytest.mark.parametrize("edtf", IN_ORDER)
def test_date_is_stored_as_edtf(edtf):
    assert PartialDate.from_edtf(edtf).edtf == edtf


@pytest.mark.parametrize(
    "text", ["", "1935-13", "1935-02-30", "935", "35", "19XX", "1935?", "1499"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.from_edtf(text)


def test_dates_are_sorted_as_time_goes():
    dates = [PartialDate.from_edtf(text) for text in reversed(IN_ORDER)]

    assert [date.edtf for date in sorted(dates)] == IN_ORDER


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("1935", "1935"),
        ("1935 г.", "1935"),
        ("през 1935 година", "1935"),
        ("24.05.1935", "1935-05-24"),
        ("24.5.1935 г.", "1935-05-24"),
        ("05.1935", "1935-05"),
        ("24 май 1935", "1935-05-24"),
        ("24 Μαΐου 1935", "1935-05-24"),
        ("mai 1935", "1935-05"),
        ("около 1935", "1935~"),
        ("ок. 1935?", "1935~"),
        ("1935?", "1935~"),
        ("~1935", "1935~"),
        ("Περίπου το 1935", "1935~"),
        ("în jurul anului 1935", "1935~"),
        ("vers 1935", "1935~"),
        ("1930-те", "193X"),
        ("30-те години", "193X"),
        ("30-те години на 1935", None),
        ("the 1930s", "193X"),
        ("δεκαετία του ’30", "193X"),
        ("anii ’30", "193X"),
        ("années 1930", "193X"),
        ("преди 1944", "../1944"),
        ("înainte de 1944", "../1944"),
        ("1930–1940", None),
        ("отдавна", None),
        ("2199", None),
        ("35", None),
        ("31.02.1935", None),
    ],
)
def test_date_is_read_as_people_write_it(typed, edtf):
    if edtf is None:
        with pytest.raises(ValueError, match=r".*"):
            read_date(typed)
    else:
        assert read_date(typed).edtf == edtf


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edtf", IN_ORDER)
def test_what_we_write_we_can_read(edtf, language):
    when = PartialDate.from_edtf(edtf)

    with override(language):
        assert read_date(date_words(when)) == when


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("bg", "около 1935"),
        ("en", "about 1935"),
        ("ro", "aproximativ 1935"),
        ("el", "περίπου 1935"),
        ("fr", "vers 1935"),
    ],
)
def test_uncertainty_is_said_in_words(language, words):
    with override(language):
        assert date_words(PartialDate(1935, certainty=Certainty.ABOUT)) == words


def test_form_says_how_a_date_is_written():
    field = PartialDateFormField(required=False)

    assert field.clean("") is None
    assert field.clean("1935") == PartialDate(1935)
    with pytest.raises(ValidationError, match="1935"):
        field.clean("някога")
