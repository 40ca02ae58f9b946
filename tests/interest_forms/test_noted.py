"""What the camera noted of a smaller copy goes along only when the sender says so."""

import pytest
from django.utils import timezone

from interest_forms.noted import read_noted
from places.models import CameraRecord, Photo
from places.photos.exif import CameraFacts
from places.photos.originals import path_of
from places.photos.renditions import render
from tests.interest_forms.test_photo_form import SHARE, answers, opened_form, picture

pytestmark = pytest.mark.django_db
DIGEST = "ab" * 32


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """These tests end where the worker begins."""
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)


def test_camera_record_of_a_copy_is_what_the_form_told(client):
    client.post(SHARE, answers(opened_form(client), photos=picture()))
    digest = Photo.objects.get().sha256
    told = f"{digest} 2026-05-06T12:30:00 23.5585 42.337"

    client.post(SHARE, answers(opened_form(client), photos=picture(), noted=told))

    silent, noted = CameraRecord.objects.order_by("pk")
    assert (silent.taken, silent.point) == (None, None)
    assert timezone.localtime(noted.taken).isoformat()[:16] == "2026-05-06T12:30"
    assert noted.point.coords == (23.5585, 42.337)
    # A worker finds nothing in the copy itself, and takes nothing away.
    assert path_of(digest).is_file()
    render(Photo.objects.claim(noted.photo_id))
    noted.refresh_from_db()
    assert noted.point.coords == (23.5585, 42.337)


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (f"{DIGEST} - - -", CameraFacts()),
        (f"{DIGEST} - 23.5 42.5", CameraFacts(point=(23.5, 42.5))),
        (f"{DIGEST} 1700-01-01T00:00:00 - -", CameraFacts()),
        (f"{DIGEST} 2999-01-01T00:00:00 - -", CameraFacts()),
        (f"{DIGEST} - 500 42", CameraFacts()),
        (f"{DIGEST} - nan 42", CameraFacts()),
        (f"{DIGEST} yesterday - -", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_line_that_makes_no_sense_is_left_out(line, facts):
    assert read_noted(line) == ({DIGEST: facts} if facts else {})
