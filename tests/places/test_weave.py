import re
from hashlib import sha256
from xml.etree import ElementTree as ET

import pytest

from hub.shared.colour import contrast
from places.weave import CLOTHS, Cloth, pattern_digest, weave
from places.weave.bands import BANDS

IDS = range(1, 501)
SVG = "{http://www.w3.org/2000/svg}"
GROUP_CLOTH = Cloth.parse("#FFFDF8, #204060, #7a1020, #d09020")


def stitches(svg):
    """Every stitch of the pattern as {(x, y): colour}, read back from the paths."""
    found = {}
    for path in ET.fromstring(svg).findall(f"{SVG}path[@stroke]"):  # noqa: S314 -- ours
        x = y = 0
        for start, run in re.findall(r"([Mm][\d .]+)h(\d+)", path.get("d")):
            across, down = start[1:].split()
            if start[0] == "m":
                x += int(across)
            else:
                x, y = int(across), int(down.removesuffix(".5"))
            for column in range(x, x + int(run)):
                assert (column, y) not in found
                found[column, y] = path.get("stroke")
            x += int(run)
    return found


# Counting the lines of five hundred would take three times as long.
@pytest.mark.no_cover
def test_places_have_small_patterns_of_their_own():
    patterns = {weave(number) for number in IDS}

    assert len(patterns) == len(IDS)
    assert max(len(pattern.encode()) for pattern in patterns) <= 15_000


@pytest.mark.parametrize(
    ("place_id", "digest"),
    [
        (1, "7b8c61542e386498f99f3724655a66ccde4bb32f606f9d3c7d92e974c3f3f14b"),
        (2, "b6de5001f0455606a6169ba75189184442252717a231882481003b373a65a27c"),
        (3, "7b91eebc8dac2b9168b4f72d30255d3fe90db5e56cd66414dbcc2668804385d4"),
        (68134, "4a6ac7aede049c9da5d30f4cd3f144619d1ce80c175214ac888b25ea79e81cec"),
    ],
)
def test_place_keeps_its_pattern_for_ever(place_id, digest):
    # Whoever must change these raises RECIPE too: old addresses are kept for a year.
    assert sha256(weave(place_id).encode()).hexdigest() == digest


@pytest.mark.parametrize("place_id", range(1, 41))
def test_pattern_is_the_same_from_left_and_right_above_and_below(place_id):
    found = stitches(weave(place_id))

    assert found == {(72 - x, y): colour for (x, y), colour in found.items()}
    assert found == {(x, 48 - y): colour for (x, y), colour in found.items()}


@pytest.mark.parametrize("place_id", range(1, 41))
def test_pattern_fills_its_cloth_without_hiding_it(place_id):
    found = stitches(weave(place_id))

    assert 0.2 < len(found) / (73 * 49) < 0.8
    assert set(found) <= {(x, y) for x in range(73) for y in range(49)}
    assert 2 <= len(set(found.values())) <= 3


def test_pattern_is_three_to_two_like_every_picture():
    root = ET.fromstring(weave(1))  # noqa: S314 -- ours

    assert root.get("viewBox") == ".5 .5 72 48"
    assert int(root.get("width")) * 2 == int(root.get("height")) * 3


@pytest.mark.parametrize("place_id", range(1, 41))
def test_pattern_is_decoration_and_nothing_else(place_id):
    root = ET.fromstring(weave(place_id))  # noqa: S314 -- ours

    assert root.get("aria-hidden") == "true"
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg",
        "pattern",
        "path",
        "rect",
    }
    assert not [element for element in root.iter() if element.text or element.tail]
    assert not [element for element in root.iter() if "style" in element.attrib]


def test_group_gives_its_colours_and_the_place_keeps_its_motifs():
    own, given = stitches(weave(7)), stitches(weave(7, GROUP_CLOTH))

    assert own.keys() == given.keys()
    assert set(given.values()) <= {"#204060", "#7a1020", "#d09020"}
    assert set(own.values()).isdisjoint(given.values())


def test_address_changes_with_the_cloth_alone():
    assert re.fullmatch("[0-9a-f]{8}", pattern_digest(7))
    assert pattern_digest(7) == pattern_digest(7)
    assert pattern_digest(7) != pattern_digest(7, GROUP_CLOTH)
    assert pattern_digest(7, GROUP_CLOTH) != pattern_digest(7, CLOTHS[0])


def test_there_are_twelve_different_cloths():
    assert len(set(CLOTHS)) == 12


@pytest.mark.parametrize("cloth", CLOTHS, ids=str)
def test_threads_of_our_cloths_stand_out_from_their_ground(cloth):
    assert contrast(cloth.thread_one, cloth.ground) >= 3
    assert contrast(cloth.thread_two, cloth.ground) >= 3
    assert contrast(cloth.accent, cloth.ground) >= 1.5


def test_cloth_is_read_as_it_is_written():
    assert str(GROUP_CLOTH) == "#fffdf8,#204060,#7a1020,#d09020"
    assert Cloth.parse(str(GROUP_CLOTH)) == GROUP_CLOTH


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a cloth has four colours, not 1"),
        ("#ffffff,#000000,#000000", "a cloth has four colours, not 3"),
        ("#ffffff,#000000,#000000,red", "not a colour in the form #rrggbb"),
        ('#ffffff,#000000,#000000,"/><a', "not a colour in the form #rrggbb"),
        ("#ffffff,#eeeeee,#000000,#000000", "#eeeeee on #ffffff has 1.2:1, not 3.0:1"),
        ("#ffffff,#000000,#dddddd,#000000", "#dddddd on #ffffff has 1.4:1, not 3.0:1"),
        ("#ffffff,#000000,#000000,#fefefe", "#fefefe on #ffffff has 1.0:1, not 1.5:1"),
    ],
)
def test_cloth_that_cannot_be_woven_says_why(text, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        Cloth.parse(text)


@pytest.mark.parametrize("name", BANDS)
def test_rows_of_a_band_are_equally_long(name):
    assert len({len(row) for row in BANDS[name].split()}) == 1
    assert set(BANDS[name]) <= set("abc. ")
