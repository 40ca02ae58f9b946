"""Broken and odd files, one after another in a real worker."""

import pytest

from places.models import Photo
from places.photos import renditions
from tests.faults.programs import until

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1_000_000


def test_every_strange_file_is_a_clean_picture_or_told_apart(
    worker, submit, shared_data, assert_verified
):
    folder = shared_data / "photos"
    paths = sorted([*(folder / "broken").iterdir(), *(folder / "odd").iterdir()])
    large = sorted([*(folder / "heic").iterdir(), *(folder / "phone").iterdir()])
    worker.start()

    photos = submit(*(path.read_bytes() for path in [*paths, *large]))
    until(lambda: not photos.filter(state__in=Photo.UNFINISHED).exists(), 300)

    told = {}
    for path, photo in zip([*paths, *large], photos.all(), strict=True):
        if photo.state == Photo.State.QUARANTINED:
            told[path.name] = photo.problem
        else:
            assert photo.state == Photo.State.PENDING
            assert renditions.exists(photo)
    assert told == {
        "broken.png": Photo.Problem.UNREADABLE,
        "corrupted.heic": Photo.Problem.UNREADABLE,
        "decompression_bomb.gif": Photo.Problem.UNREADABLE,
        "empty.heic": Photo.Problem.UNREADABLE,
        "truncated.heic": Photo.Problem.TRUNCATED,
        "truncated_image.png": Photo.Problem.TRUNCATED,
        "truncated_jpeg.jpg": Photo.Problem.TRUNCATED,
    }
    assert "Traceback" not in worker.log()
    assert worker.peak_memory() < 600 * MEGABYTE
    assert_verified()
