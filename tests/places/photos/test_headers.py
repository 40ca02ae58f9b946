import struct

import pytest
from PIL import Image

from places.photos.decoding import opened
from places.photos.headers import Fault, Kind, UnreadableImage, measure, sniff

BASELINE, PROGRESSIVE, LOSSLESS = 0xC0, 0xC2, 0xC3


def jpeg(width, height, *, process=BASELINE, bits=8, sampling=(0x22, 0x11, 0x11)):
    """The headers of a JPEG whose pixels never come."""
    parts = b"".join(bytes([n + 1, factor, 0]) for n, factor in enumerate(sampling))
    frame = struct.pack(">BHHB", bits, height, width, len(sampling)) + parts
    scan = bytes([len(sampling)]) + bytes(2 * len(sampling) + 3)
    return b"\xff\xd8" + segment(process, frame) + segment(0xDA, scan)


def segment(marker, body):
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def png(width, height):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s2I", 13, b"IHDR", width, height)


def brands(*names):
    return struct.pack(">I4s4sI", 8 + 4 * len(names) + 4, b"ftyp", names[0], 0) + (
        b"".join(names[1:])
    )


@pytest.fixture
def fault_of(tmp_path):
    def fault(content):
        path = tmp_path / "upload"
        path.write_bytes(content)
        try:
            measure(path)
        except UnreadableImage as refusal:
            return refusal.fault
        return None

    return fault


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind.WEBP),
        (brands(b"heic", b"mif1"), Kind.HEIF),
        (brands(b"heix"), Kind.HEIF),
        (brands(b"heim"), Kind.HEIF),
        (brands(b"hevc"), Kind.HEIF),
        (brands(b"mif1", b"heic"), Kind.HEIF),
        (brands(b"msf1"), Kind.HEIF),
        (brands(b"avif", b"mif1"), Kind.AVIF),
        (brands(b"avis"), Kind.AVIF),
        (brands(b"mif1", b"miaf", b"avif"), Kind.AVIF),
        (brands(b"isom", b"mp42"), None),
        (b"GIF89a", None),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"<svg xmlns=", None),
        (b"", None),
    ],
)
def test_magic_bytes_tell_the_kind_of_picture(head, kind):
    assert sniff(head) == kind


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.avif", "a.heic"])
def test_header_holds_the_size_as_stored(saved, name):
    assert measure(saved(name)) == (300, 200)


def test_lossless_webp_holds_its_size_elsewhere(saved):
    assert measure(saved("a.webp", lossless=True)) == (300, 200)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        ("Мегдан".encode(), Fault.NOT_AN_IMAGE),
        (b"GIF89a\xff\xff\xff\xff", Fault.UNSUPPORTED),
        (b"\n<svg>", Fault.UNSUPPORTED),
        (b"%PDF-1.7", Fault.UNSUPPORTED),
        (brands(b"isom", b"mp42"), Fault.UNSUPPORTED),
        (jpeg(200, 100, process=LOSSLESS), Fault.UNSUPPORTED),
        (jpeg(200, 100, bits=12), Fault.UNSUPPORTED),
        (jpeg(200, 0), Fault.DAMAGED),
        (jpeg(200, 100)[:12], Fault.TRUNCATED),
        (jpeg(200, 100), None),
        (b"\xff\xd8\xff\xc0\x00\x01" + bytes(20), Fault.DAMAGED),
        (b"\xff\xd8" + 3000 * segment(0xE1, b""), Fault.DAMAGED),
        (png(200, 100)[:18], Fault.TRUNCATED),
        (png(200, 100).replace(b"IHDR", b"IDAT"), Fault.DAMAGED),
        (png(200, 100), None),
        (b"RIFF\x00\x10\x00\x00WEBPVP8 " + bytes(16), Fault.TRUNCATED),
        (b"RIFF\x16\x00\x00\x00WEBPJUNK" + bytes(14), Fault.DAMAGED),
        (brands(b"heic"), Fault.DAMAGED),
        (brands(b"heic") + struct.pack(">I4s", 99, b"mdat"), Fault.TRUNCATED),
    ],
)
def test_file_that_is_no_picture_of_ours_is_named(fault_of, content, fault):
    assert fault_of(content) == fault


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (jpeg(11_000, 10_000), None),
        (jpeg(11_001, 10_000), Fault.TOO_MANY_PIXELS),
        (png(8_000, 6_250), None),
        (png(8_001, 6_250), Fault.TOO_MANY_PIXELS),
        (png(2**31 - 1, 2**31 - 1), Fault.TOO_MANY_PIXELS),
        (jpeg(11_000, 10_000, process=PROGRESSIVE), None),
        (
            jpeg(11_000, 10_000, process=PROGRESSIVE, sampling=(0x11, 0x11, 0x11)),
            Fault.TOO_MANY_PIXELS,
        ),
    ],
)
def test_picture_has_no_more_pixels_than_fit_into_memory(fault_of, content, fault):
    assert fault_of(content) == fault


def test_padding_between_jpeg_segments_is_skipped(fault_of):
    start, rest = b"\xff\xd8" + segment(0xE0, b""), jpeg(200, 100)[2:]

    assert fault_of(start + b"\x00\xff\xff" + rest) is None
    assert fault_of(start + b"\xff\x01" + rest) is None


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("broken.png", Fault.DAMAGED),
        ("corrupted.heic", Fault.DAMAGED),
        ("truncated.heic", Fault.TRUNCATED),
        ("decompression_bomb.gif", Fault.UNSUPPORTED),
    ],
)
def test_real_broken_file_is_named(samples, name, fault):
    with pytest.raises(UnreadableImage) as refusal:
        measure(samples / name)

    assert refusal.value.fault == fault


def test_header_and_decoder_agree_on_every_real_photo(shared_data):
    for path in sorted(shared_data.glob("photos/[!b]*/*")):
        with opened(path) as image:
            assert measure(path) == image.size, path.name


def test_box_without_a_length_reaches_to_the_end_of_the_file(saved, fault_of):
    content = saved("a.avif").read_bytes()
    at = content.index(b"mdat") - 4

    assert fault_of(content[:at] + bytes(4) + content[at + 4 :]) is None


def test_box_may_have_a_long_length(saved, fault_of):
    content = saved("a.avif").read_bytes()
    at = content.index(b"mdat") - 4
    rest = content[at + 8 :]
    long = struct.pack(">I4sQ", 1, b"mdat", len(rest) + 16)

    assert fault_of(content[:at] + long + rest) is None
    assert fault_of(content[:at] + long + rest[:-1]) == Fault.TRUNCATED


def test_refusal_says_what_it_refused(tmp_path):
    path = tmp_path / "huge.png"
    path.write_bytes(png(9000, 9000))

    with pytest.raises(UnreadableImage, match="too_many_pixels: 9000 x 9000"):
        measure(path)


def test_animation_has_the_size_of_its_canvas(saved):
    frames = [Image.new("RGB", (90, 60), colour) for colour in ("red", "blue")]
    path = saved("a.webp", frames[0], save_all=True, append_images=frames[1:])

    assert measure(path) == (90, 60)
