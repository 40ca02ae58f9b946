"""What is wrong with a picture is told apart from what is wrong with us."""

import errno

import pytest
from PIL import Image

from places.photos import decoding
from places.photos.imaging import Fault, UnreadableImage, fitted


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("truncated_jpeg.jpg", Fault.TRUNCATED),
        ("truncated_image.png", Fault.TRUNCATED),
        ("truncated.heic", Fault.TRUNCATED),
        ("corrupted.heic", Fault.DAMAGED),
        ("broken.png", Fault.DAMAGED),
        ("decompression_bomb.gif", Fault.UNSUPPORTED),
    ],
)
def test_broken_file_is_refused_and_leaves_nothing(samples, gallery, name, fault):
    with pytest.raises(UnreadableImage) as refusal:
        gallery.make(samples / name)

    assert refusal.value.fault == fault
    assert gallery.files() == set()


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.avif", "a.heic"])
def test_file_that_is_cut_off_is_refused(saved, gallery, name):
    source = saved(name)
    source.write_bytes(source.read_bytes()[:-80])

    with pytest.raises(UnreadableImage):
        gallery.make(source)


def test_file_with_scrambled_pixels_is_refused(saved, gallery, samples):
    with Image.open(samples / "exif_in_png.png") as picture:
        source = saved("a.png", picture)
    content = bytearray(source.read_bytes())
    content[50_000:50_100] = bytes(100)
    source.write_bytes(content)

    with pytest.raises(UnreadableImage) as refusal:
        gallery.make(source)

    assert refusal.value.fault == Fault.DAMAGED


@pytest.mark.parametrize(
    "name", ["hopper_bad_exif.jpg", "invalid-exif.jpg", "empty_gps_ifd.jpg"]
)
def test_bad_metadata_does_not_spoil_a_good_picture(samples, gallery, name):
    portrait = gallery.make(samples / name)

    assert gallery.open(320).size == fitted(portrait.width, portrait.height, 320)


def test_missing_original_is_not_taken_for_a_bad_picture(tmp_path, gallery):
    with pytest.raises(FileNotFoundError):
        gallery.make(tmp_path / "nowhere.jpg")


def test_file_that_cannot_be_written_leaves_no_piece_behind(saved, gallery):
    gallery.path(320, "avif").mkdir(parents=True)

    with pytest.raises(IsADirectoryError):
        gallery.make(saved("a.jpg"))

    assert gallery.files() <= {"640.jpg"}


def test_failing_disk_is_not_taken_for_a_bad_picture():
    with pytest.raises(OSError, match="Input/output"), decoding.complaints_translated():
        raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize(
    ("complaint", "fault"),
    [
        (OSError("image file is truncated"), Fault.TRUNCATED),
        (RuntimeError("Out of memory"), Fault.OUT_OF_MEMORY),
        (MemoryError(), Fault.OUT_OF_MEMORY),
        (Image.DecompressionBombError("huge"), Fault.TOO_MANY_PIXELS),
        (ValueError("odd"), Fault.DAMAGED),
    ],
)
def test_decoders_complaints_get_a_name(complaint, fault):
    with pytest.raises(UnreadableImage) as refusal, decoding.complaints_translated():
        raise complaint

    assert refusal.value.fault == fault


def test_mistake_of_ours_is_not_taken_for_a_bad_picture():
    with pytest.raises(AttributeError), decoding.complaints_translated():
        object().nothing  # noqa: B018 -- the mistake
