import math
import struct
from datetime import datetime
from fractions import Fraction
from zlib import crc32

import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from places.photos.decoding import opened
from places.photos.exif import CameraFacts, facts_of
from places.photos.headers import UnreadableImage
from places.photos.imaging import make_renditions

MAKE, MODEL, CHANGED = 0x010F, 0x0110, 0x0132
SHORT, SIGNED = 3, 9
TAKEN, DIGITISED = 0x9003, 0x9004
RILA = {1: "N", 2: (42, 8, 0.6), 3: "E", 4: (23, 20, 24)}


def read_exif(path):
    """The camera's facts of a file; none of a file that is no picture."""
    try:
        with opened(path) as image:
            return facts_of(image)
    except UnreadableImage:
        return CameraFacts()


@pytest.fixture
def facts(saved, exif):
    def read(tags=None, camera=None, position=None, name="a.jpg"):
        return read_exif(
            saved(name, exif=exif(tags or {}, camera or {}, position or {}))
        )

    return read


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.avif", "a.heic"])
def test_facts_are_read_from_every_kind_of_picture(facts, name):
    found = facts(
        {MAKE: "Nokia", MODEL: "3310"}, {TAKEN: "2009:03:13 08:15:00"}, RILA, name=name
    )

    assert found.taken == datetime(2009, 3, 13, 8, 15)  # noqa: DTZ001 -- as on its clock
    assert found.camera == "Nokia 3310"
    assert found.point == pytest.approx((23.34, 42.1335))


@pytest.mark.parametrize(
    ("changes", "point"),
    [
        ({}, (23.34, 42.1335)),
        ({1: "S", 3: "W"}, (-23.34, -42.1335)),
        ({1: ""}, None),
        ({3: "N"}, None),
        ({2: (0, 0, 0), 4: (0, 0, 0)}, None),
        ({2: (0, 0, 0)}, (23.34, 0)),
        ({2: (90, 0, 1)}, None),
        ({4: (181, 0, 0)}, None),
        ({2: (42, 61, 0)}, None),
        ({2: (42, 8)}, None),
        ({2: (IFDRational(42, 0), 0, 0)}, None),
    ],
)
def test_position_counts_only_as_a_point_on_earth(facts, changes, point):
    found = facts(position=RILA | changes).point

    assert found == (point and pytest.approx(point))


@pytest.mark.parametrize(
    ("tags", "camera", "year"),
    [
        ({}, {TAKEN: "2009:03:13 08:15:00"}, 2009),
        ({}, {DIGITISED: "2010:01:01 00:00:00"}, 2010),
        ({CHANGED: "2011:01:01 00:00:00"}, {}, 2011),
        ({CHANGED: "2011:01:01 00:00:00"}, {TAKEN: "2009:03:13 08:15:00"}, 2009),
        ({CHANGED: "2011:01:01 00:00:00"}, {TAKEN: "0000:00:00 00:00:00"}, 2011),
        ({}, {TAKEN: "1826-06-04T08:15:00"}, 1826),
        ({}, {TAKEN: "1825:06:04 08:15:00"}, None),
        ({}, {TAKEN: "2999:01:01 00:00:00"}, None),
        ({}, {TAKEN: "yesterday"}, None),
    ],
)
def test_date_counts_only_if_it_can_be_true(facts, tags, camera, year):
    taken = facts(tags, camera).taken

    assert (taken and taken.year) == year


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon PowerShot A85", "Canon PowerShot A85"),
        ("HMD Global", "Nokia 8.3 5G", "HMD Global Nokia 8.3 5G"),
        ("", "Smena 8M", "Smena 8M"),
        ("Zenit\0garbage", " E \n M ", "Zenit E M"),
        ("Z" * 300, "", "Z" * 100),
    ],
)
def test_camera_is_named_once_and_in_clean_text(facts, make, model, camera):
    assert facts({MAKE: make, MODEL: model}).camera == camera


@pytest.mark.parametrize(
    "name", ["hopper_bad_exif.jpg", "invalid-exif.jpg", "broken.png", "gray.jpg"]
)
def test_rubbish_is_no_fact(samples, name):
    assert read_exif(samples / name) == CameraFacts()


@pytest.mark.parametrize("block", [b"rubbish", b"Exif\0\0II*\0\xff\xff\xff\xff", b"MM"])
def test_rubbish_instead_of_exif_is_no_fact(saved, block):
    assert read_exif(saved("a.webp", exif=block)) == CameraFacts()


@pytest.mark.parametrize(
    "entry",
    [
        struct.pack("<HHLl", 0x8825, SIGNED, 1, -5),
        struct.pack("<HHL4H", 0x0112, SHORT, 3, 20, 0, 6, 6)[:12],
        struct.pack("<HHLL", MAKE, SHORT, 2**31, 8),
    ],
)
def test_tag_that_points_nowhere_is_no_fact(saved, entry):
    block = b"II*\0" + struct.pack("<LH", 8, 1) + entry + bytes(12)

    assert read_exif(saved("a.webp", exif=block)) == CameraFacts()


def test_exif_behind_the_pixels_of_a_png_counts(saved, tmp_path):
    content = saved("a.png").read_bytes()
    block = Image.Exif()
    block[MODEL] = "Smena 8M"
    chunk = b"eXIf" + block.tobytes().removeprefix(b"Exif\0\0")
    late = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", crc32(chunk))
    path = tmp_path / "late.png"
    path.write_bytes(content[:-12] + late + content[-12:])

    portrait = make_renditions(path, lambda name, kind: tmp_path / f"{name}.{kind}")

    assert portrait.camera.camera == "Smena 8M"


def test_empty_gps_block_is_no_position(samples):
    facts = read_exif(samples / "empty_gps_ifd.jpg")

    assert facts.point is None
    assert facts.camera == "Xiaomi Redmi Note 9S"


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("fuji_s2pro_eiffel.jpg", (2.297, 48.8578)),
        ("iphonex_orientation6_gps.webp", (-122.04097, 37.39268)),
    ],
)
def test_real_photo_knows_where_it_was_taken(samples, name, point):
    assert read_exif(samples / name).point == pytest.approx(point, abs=1e-4)


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("gps/DSCN0010.jpg", (11.88513, 43.46745)),
        ("gps/DSCN0042.jpg", (11.88148, 43.46446)),
        ("gps/iphone4_rome.jpg", (12.48883, 41.85300)),
        ("gps/lumia800_no_orientation_tag.jpg", (-6.25823, 53.35947)),
        ("gps/oppo_r7_mountain_norway.jpg", (8.77113, 60.26746)),
        ("gps/panasonic_lx3_rome.jpg", (12.48271, 41.89540)),
        ("heic/iphone11promax_flower_gps.HEIC", (-94.28877, 39.05134)),
        ("heic/iphone8_gps.heic", (113.39432, 23.17792)),
        ("webp/htc_desire_exif_gps.webp", (9.11033, 45.50067)),
    ],
)
def test_phones_and_cameras_tell_their_position(shared_data, name, point):
    found = read_exif(shared_data / "photos" / name).point

    assert found == pytest.approx(point, abs=1e-4)


def test_position_is_never_a_number_that_is_none(facts):
    endless = IFDRational(Fraction(10**30), 1)
    nothing = IFDRational(0, 0)

    assert math.isnan(float(nothing))
    assert facts(position=RILA | {2: (nothing, nothing, nothing)}).point is None
    assert facts(position=RILA | {4: (endless, 0, 0)}).point is None


def test_picture_without_exif_has_no_facts(saved):
    assert read_exif(saved("a.png", Image.new("RGB", (5, 5)))) == CameraFacts()
