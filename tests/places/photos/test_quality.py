"""Sharp or blurred, bright or dark: measured the same at every size."""

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from places.photos.quality import BLURRED_BELOW, DARK_BELOW, quality_of


@pytest.fixture
def photo(samples):
    with Image.open(samples / "Landscape_6.jpg") as picture:
        return picture.convert("RGB").resize((640, 427))


def test_sharp_picture_is_told_from_the_same_one_out_of_focus(photo):
    soft = photo.filter(ImageFilter.GaussianBlur(2))

    assert quality_of(photo).sharpness > 5 * BLURRED_BELOW
    assert quality_of(soft).sharpness < BLURRED_BELOW


def test_dark_picture_is_told_from_the_same_one_by_day(photo):
    night = ImageEnhance.Brightness(photo).enhance(0.2)

    assert quality_of(photo).brightness > 2 * DARK_BELOW
    assert quality_of(night).brightness < DARK_BELOW


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 300)])
def test_tiny_picture_is_measured_too(size):
    found = quality_of(Image.new("RGB", size, "white"))

    assert (found.sharpness, found.brightness) == (0, 255)


def test_photograph_is_measured_alike_whatever_its_size(saved, gallery, photo):
    large = photo.resize((2000, 1334), Image.Resampling.LANCZOS)

    small_one = gallery.make(saved("small.png", photo)).quality
    large_one = gallery.make(saved("large.png", large)).quality

    assert large_one.brightness == small_one.brightness
    assert large_one.sharpness == pytest.approx(small_one.sharpness, rel=0.25)
