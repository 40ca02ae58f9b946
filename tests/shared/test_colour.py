import pytest

from hub.shared.colour import contrast, darken_until, readable_on

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
    assert readable_on(WALNUT, PAPER)
    assert not readable_on(WELD, PAPER)


def test_smaller_contrast_is_enough_for_a_border():
    assert not readable_on("#8A7A67", PAPER)
    assert readable_on("#8A7A67", PAPER, minimum=3)


@pytest.mark.parametrize("bad", ["", "red", "#abc", "#12345g", "A3242F", "#A3242F "])
def test_what_is_no_colour_is_named_in_the_error(bad):
    with pytest.raises(ValueError, match="not a colour in the form #rrggbb") as error:
        contrast(bad, PAPER)

    assert repr(bad) in str(error.value)


def test_readable_accent_stays_as_it_is():
    assert darken_until("#A3242F", PAPER) == "#a3242f"


def test_pale_accent_is_darkened_no_further_than_needed():
    shade = darken_until(WELD, PAPER)

    assert 4.5 <= contrast(shade, PAPER) < 4.7


def test_darkened_accent_keeps_its_hue():
    red, green, blue = bytes.fromhex(darken_until(WELD, PAPER)[1:])

    assert abs(red / green - 0xF0 / 0xC2) < 0.03
    assert abs(green / blue - 0xC2 / 0x4B) < 0.08


def test_dark_background_cannot_be_satisfied_by_darkening():
    with pytest.raises(ValueError, match="no shade of"):
        darken_until("#A3242F", WALNUT)
