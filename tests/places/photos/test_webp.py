import pytest
from PIL import Image, ImageChops

from places.photos.decoding import opened
from places.photos.headers import TooManyPixels, UnreadableImage
from places.photos.webp import open_large_webp


@pytest.fixture
def few_pixels(monkeypatch):
    """Every WebP counts as large."""
    monkeypatch.setattr("places.photos.decoding.CANVAS_PIXELS", 100)


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.usefixtures("few_pixels")
def test_large_picture_has_the_pixels_pillow_would_see(saved, drawing, mode, lossless):
    picture = drawing.convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    path = saved("a.webp", picture, lossless=lossless)

    with opened(path) as image, Image.open(path) as pillow:
        difference = ImageChops.difference(image.convert(mode), pillow)

    assert max(high for _low, high in difference.getextrema()) <= 2


@pytest.mark.usefixtures("few_pixels")
def test_large_picture_keeps_its_metadata_for_the_private_record(samples):
    path = samples / "iphonex_orientation6_gps.webp"

    with opened(path) as image, Image.open(path) as pillow:
        assert image.getexif().get_ifd(0x8825) == pillow.getexif().get_ifd(0x8825)


@pytest.mark.usefixtures("few_pixels")
def test_large_animation_is_refused(saved):
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue")]
    path = saved("a.webp", frames[0], save_all=True, append_images=frames[1:])

    with pytest.raises(TooManyPixels), opened(path):
        pass


@pytest.mark.usefixtures("few_pixels")
def test_large_broken_picture_is_refused(saved):
    path = saved("a.webp")
    content = bytearray(path.read_bytes())
    content[40:] = bytes(len(content) - 40)
    path.write_bytes(content)

    with pytest.raises(UnreadableImage), opened(path):
        pass


def test_large_picture_is_refused_where_the_library_is_missing(saved, monkeypatch):
    monkeypatch.setattr("places.photos.webp.LIBRARY", "libnowhere.so.1")

    with saved("a.webp").open("rb") as file, pytest.raises(TooManyPixels):
        open_large_webp(file, 300, 200)
