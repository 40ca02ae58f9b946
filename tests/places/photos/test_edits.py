"""Instructions for a picture: what they say, and what becomes of the pixels."""

import random

import pytest
from PIL import Image, ImageChops, ImageStat

from places.photos.edits import MOST_HIDDEN, UNEDITED, Area, Edits, WrongEdits
from places.photos.names import token_of
from places.photos.retouching import CELLS, retouched

QUARTER = [0.25, 0.25, 0.25, 0.25]
EXTENSIONS = ("avif", "webp", "jpg")


@pytest.fixture
def noise():
    """A picture in which every pixel differs from its neighbours."""
    return Image.merge("RGB", [Image.effect_noise((400, 300), 90) for _ in "RGB"])


def difference(one, other, box=None):
    both = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return sum(ImageStat.Stat(both.crop(box) if box else both).mean) / 3


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"turn": 3},
        {"crop": [0.1, 0.2, 0.5, 0.8]},
        {"hide": [QUARTER, [0.0, 0.0, 1.0, 0.01]], "turn": 1},
    ],
)
def test_instructions_are_read_as_they_were_written(data):
    assert Edits.of(data).as_json() == data
    assert bool(Edits.of(data)) == bool(data)


@pytest.mark.parametrize(
    "data",
    [
        {"turn": 4},
        {"turn": "1"},
        {"crop": [0, 0, 1]},
        {"crop": [0, 0, 1, 0.01]},
        {"crop": [0.6, 0, 0.5, 1]},
        {"hide": [[0, 0, 0.001, 1]]},
        {"hide": [[-0.1, 0, 0.5, 0.5]]},
        {"hide": [[0, 0, float("nan"), 1]]},
        {"hide": [["a", 0, 1, 1]]},
        {"hide": [QUARTER] * (MOST_HIDDEN + 1)},
    ],
)
def test_instructions_that_cannot_be_followed_are_refused(data):
    with pytest.raises(WrongEdits):
        Edits.of(data)


def test_every_edit_gives_the_files_another_name():
    several = [{}, {"turn": 1}, {"turn": 2}, {"crop": QUARTER}, {"hide": [QUARTER]}]
    several += [{"tilt": 1}, {"tilt": -1}]

    names = {token_of("0" * 64, 1, Edits.of(data).key) for data in several}

    assert len(names) == len(several)
    assert token_of("0" * 64, 1, UNEDITED.key) == token_of("0" * 64, 1)


@pytest.mark.parametrize("seed", range(12))
def test_hidden_part_keeps_a_few_colours_and_all_else_its_pixels(noise, seed):
    chance = random.Random(seed)  # noqa: S311 -- any places will do
    left, top = chance.uniform(0, 0.7), chance.uniform(0, 0.7)
    wide, high = chance.uniform(0.05, 0.3), chance.uniform(0.05, 0.3)
    area = Area.of([left, top, wide, high], 0.005)

    hidden = retouched(noise, Edits(hidden=(area,)))

    box = area.pixels(noise.size)
    assert difference(noise, hidden, box) > 20
    # Nothing finer than the cells is left: the part says as much when it is coarse.
    part = hidden.crop(box)
    coarse = part.resize((CELLS, CELLS), Image.Resampling.BOX)
    assert difference(part, coarse.resize(part.size, Image.Resampling.BILINEAR)) < 8
    outside = hidden.copy()
    outside.paste(noise.crop(box), box)
    assert difference(noise, outside) == 0


@pytest.mark.parametrize("data", [{"hide": [QUARTER]}, {"hide": [QUARTER], "turn": 1}])
def test_part_is_hidden_in_every_size_and_format(saved, gallery, noise, data, tmp_path):
    source = saved("noise.png", noise.resize((1400, 1050)))
    gallery.make(source)
    plain = {name: path_bytes(gallery, name) for name in gallery.files()}
    edits = Edits.of(data)

    gallery.make(source, edits=edits, before=tmp_path / "before.webp")

    assert gallery.files() == set(plain)
    for name in plain:
        width, extension = name.split(".")
        now = gallery.open(int(width), extension)
        then = Image.open(tmp_path / name)
        then = retouched(then, Edits(turn=edits.turn))
        area = Area(0.5, 0.25, 0.25, 0.25) if edits.turn else Area(*QUARTER)
        inside = [
            side + 3 * (-1) ** (n > 1) for n, side in enumerate(area.pixels(now.size))
        ]
        assert difference(now, then, inside) > 15, name
        far = Area(0.0, 0.6, 0.2, 0.4).pixels(now.size)
        assert difference(now, then, far) < 8, name


@pytest.mark.parametrize("tilt", [-10, -0.5, 3])
@pytest.mark.parametrize("size", [(900, 600), (500, 800)])
def test_hanging_horizon_is_straightened_without_empty_corners(size, tilt):
    width, height = size
    level = Image.new("RGB", (2 * width, 2 * height), "#9cc4ea")
    level.paste("#557733", (0, height, 2 * width, 2 * height))
    middle = (width // 2, height // 2, width // 2 + width, height // 2 + height)
    hanging = level.rotate(tilt, Image.Resampling.BICUBIC).crop(middle)

    straight = retouched(hanging, Edits.of({"tilt": tilt}))

    shape = straight.width / straight.height
    assert shape == pytest.approx(width / height, abs=0.01)
    assert straight.width > width * 0.6
    upper = (0, 0, straight.width, straight.height // 2 - 4)
    lower = (0, straight.height // 2 + 4, *straight.size)
    assert len(straight.crop(upper).getcolors()) == 1
    assert len(straight.crop(lower).getcolors()) == 1


@pytest.mark.parametrize("tilt", [11, -10.1, float("nan"), "3", None])
def test_tilt_that_makes_no_sense_is_refused(tilt):
    with pytest.raises(WrongEdits):
        Edits.of({"tilt": tilt})


def path_bytes(gallery, name):
    """Keep a copy of the file beside the gallery."""
    width, extension = name.split(".")
    content = gallery.path(int(width), extension).read_bytes()
    (gallery.folder.parent / name).write_bytes(content)
    return content


def test_picture_is_cropped_as_it_stands_upright_and_then_turned(saved, gallery):
    stored = Image.new("RGB", (200, 300), "white")
    stored.paste("red", (0, 0, 200, 30))
    exif = Image.Exif()
    exif[0x0112] = 6
    # Upright it is 300 × 200, and the red band stands at its right edge.
    source = saved("side.png", stored, exif=exif)

    edits = Edits.of({"crop": [0.5, 0.0, 0.5, 1.0], "turn": 1})
    portrait = gallery.make(source, edits=edits)

    assert (portrait.width, portrait.height) == (200, 150)
    picture = gallery.open(320)
    assert picture.size == (200, 150)
    assert picture.getpixel((100, 145))[1] < 60
    assert picture.getpixel((100, 75))[1] > 200


def test_small_part_of_a_large_picture_keeps_its_details(saved, gallery):
    source = saved("large.jpg", Image.new("RGB", (5000, 4000), "olive"))

    portrait = gallery.make(source, edits=Edits.of({"crop": [0.1, 0.1, 0.4, 0.4]}))

    assert (portrait.width, portrait.height) == (1600, 1280)
    assert gallery.open(2000).size == (1600, 1280)


def test_edited_picture_carries_no_metadata(saved, gallery, exif, tmp_path):
    source = saved(
        "told.jpg",
        exif=exif({0x0110: "SecretPhone"}, {}, {1: "N", 2: (42.0, 20.0, 13.2)}),
        comment=b"SecretPhone",
    )

    edits = Edits.of({"hide": [QUARTER]})
    gallery.make(source, edits=edits, before=tmp_path / "before.webp")

    files = [path for path in gallery.folder.rglob("*") if path.is_file()]
    for path in [*files, tmp_path / "before.webp"]:
        assert b"SecretPhone" not in path.read_bytes()
        with Image.open(path) as picture:
            assert not dict(picture.getexif())
