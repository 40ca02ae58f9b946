import pytest

from hub.shared.colour import contrast

PAPER = "#FAF6EE"
WALNUT = "#2E221B"
WELD = "#F0C24B"


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [
        (WALNUT, 14.3),
        ("#65564A", 6.5),
        ("#A3242F", 6.8),
        ("#27467C", 8.7),
        ("#456230", 6.4),
        ("#6B4A00", 7.5),
        ("#8A7A67", 3.9),
    ],
)
def test_palette_has_its_published_contrast_on_paper(colour, ratio):
    assert contrast(colour, PAPER) == pytest.approx(ratio, abs=0.06)


def test_black_on_white_is_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == 21


def test_contrast_is_the_same_both_ways():
    assert contrast(WELD, PAPER) == contrast(PAPER, WELD)


def test_colour_has_no_contrast_with_itself():
    assert contrast(WELD, WELD) == 1


def test_walnut_is_readable_on_paper_and_weld_is_not():
    assert contrast(WALNUT, PAPER) >= 4.5
    assert contrast(WELD, PAPER) < 4.5


def test_smaller_contrast_is_enough_for_a_border():
    assert 3 <= contrast("#8A7A67", PAPER) < 4.5


@pytest.mark.parametrize("bad", ["", "red", "#abc", "#12345g", "A3242F", "#A3242F "])
def test_what_is_no_colour_is_named_in_the_error(bad):
    with pytest.raises(ValueError, match="not a colour in the form #rrggbb") as error:
        contrast(bad, PAPER)

    assert repr(bad) in str(error.value)
