"""What links, scripts and hurried people put into the forms loses nobody a photo."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from interest_forms import uploads
from interest_forms.actions import place_submission
from interest_forms.models import Submission
from places.models import CameraRecord
from tests.factories import PhotoFactory, PlaceFactory, SubmissionFactory, UserFactory
from tests.interest_forms.test_photo_form import SHARE, answers, opened_form, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """These tests end where the worker begins."""
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)


@pytest.mark.parametrize("name", ["group", "place", "territory", "lon", "lat"])
@pytest.mark.parametrize("value", ["няма", "9" * 5000, "\x00", "nan", "-1000"])
def test_wrong_answer_that_nobody_sees_stops_no_photo(client, name, value):
    sent = answers(opened_form(client), photos=picture())

    answer = client.post(SHARE, {**sent, name: value})

    assert answer.status_code == 302
    assert Submission.objects.get().photos.count() == 1


@pytest.mark.parametrize("name", ["shared", "group", "place", "then"])
@pytest.mark.parametrize("value", ["9" * 5000, "\x00"])
def test_wrong_link_opens_the_form_all_the_same(client, name, value):
    page = client.get(SHARE, {name: value}).content.decode()

    assert 'id="share-form"' in page


def test_place_that_was_hidden_meanwhile_is_left_out(client):
    hidden = PlaceFactory(published=None)

    client.post(SHARE, answers(opened_form(client), photos=picture(), place=hidden.pk))

    assert Submission.objects.get().place is None


def test_long_initials_are_cut(client):
    name = "а б " * 25

    client.post(
        SHARE,
        answers(
            opened_form(client),
            photos=picture(),
            sender_name=name,
            credit_kind="initials",
        ),
    )

    assert Submission.objects.get().photos.get().credit.startswith("а. б. а.")


def test_words_that_grow_when_normalised_are_told_to_be_too_long(client):
    # U+FB2C is three characters in NFC.
    sent = answers(opened_form(client), photos=picture(), caption="\ufb2c" * 200)

    answer = client.post(SHARE, sent)

    assert answer.status_code == 422
    assert "снимка.jpg" in answer.content.decode()


def test_thirteen_photos_are_kept_while_the_form_says_ten(client):
    photos = [picture(f"#{n * 16:02x}5577") for n in range(13)]

    answer = client.post(SHARE, answers(opened_form(client), photos=photos))

    assert answer.status_code == 422
    assert len(re.findall('name="kept"', answer.content.decode())) == 13


def test_same_picture_under_two_names_counts_once(client, settings):
    settings.HUB_PHOTOS_PER_FORM = 1
    photos = [picture(), picture(name="копие.jpg")]

    client.post(SHARE, answers(opened_form(client), photos=photos))

    assert Submission.objects.get().photos.count() == 1


def test_form_that_is_far_too_long_is_answered_with_a_form(client, monkeypatch):
    monkeypatch.setattr(uploads, "LONGEST_BODY", 100)

    answer = client.post(SHARE, answers(opened_form(client), photos=picture()))

    assert answer.status_code == 413
    assert 'id="share-form"' in answer.content.decode()


class CutOff:
    """The body of a request whose sender goes away in the middle of a photo."""

    def __init__(self):
        head = b'--x\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"'
        self.pieces = [head + b"\r\n\r\n" + b"\xff\xd8\xff" * 40_000]

    def read(self, size=-1):
        if not self.pieces:
            raise ConnectionResetError
        return self.pieces.pop()

    readline = read


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_broken_connection_leaves_no_open_file(client, settings):
    client.raise_request_exception = False
    opened = open_files()

    client.generic(
        "POST",
        SHARE,
        **{
            "wsgi.input": CutOff(),
            "CONTENT_LENGTH": "2000000",
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
        },
    )

    assert open_files() == opened
    assert list((settings.HUB_ORIGINALS / "incoming").iterdir()) == []


def test_form_that_is_with_us_is_never_refused_for_there_being_many(client, settings):
    sent = answers(opened_form(client))
    first = client.post(SHARE, {**sent, "photos": picture()})
    settings.HUB_SUBMISSIONS_REFUSED_AFTER = 1

    again = client.post(SHARE, {**sent, "photos": picture()})

    assert again["Location"] == first["Location"]


def test_day_of_a_photo_taken_after_midnight_is_that_of_the_village(client):
    photo = PhotoFactory(submission=SubmissionFactory())
    CameraRecord.objects.update_or_create(
        photo=photo, defaults={"taken": datetime(2025, 6, 30, 22, 30, tzinfo=UTC)}
    )

    client.post(photo.submission.get_absolute_url(), {"act": "date", "photo": photo.pk})

    photo.refresh_from_db()
    assert photo.taken == date(2025, 7, 1)


def test_day_cannot_be_shown_after_the_camera_record_was_purged(client):
    photo = PhotoFactory(submission=SubmissionFactory())
    CameraRecord.objects.filter(photo=photo).delete()

    answer = client.post(
        photo.submission.get_absolute_url(), {"act": "date", "photo": photo.pk}
    )

    photo.refresh_from_db()
    assert (answer.status_code, photo.taken) == (404, None)


def test_published_photo_that_goes_to_another_place_changes_pages_at_once(client):
    place, other = PlaceFactory(), PlaceFactory()
    submission = SubmissionFactory(place=place, group=place.group)
    photo = PhotoFactory(
        submission=submission, place=place, group=place.group, public=True
    )
    assert photo.token in client.get(place.get_absolute_url()).content.decode()

    place_submission(submission, place=other, by=UserFactory())

    assert photo.token not in client.get(place.get_absolute_url()).content.decode()
    assert photo.token in client.get(other.get_absolute_url()).content.decode()
