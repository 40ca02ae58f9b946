"""Old pictures in the form: their date, and the view today that answers one."""

import pytest

from hub.shared.dates import PartialDate
from places.models import Photo, PhotoPair
from tests.factories import PhotoFactory, PlaceFactory
from tests.interest_forms.test_photo_form import SHARE, answers, opened_form, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(settings, monkeypatch):
    """People take their time, the tests do not; they end where the worker begins."""
    settings.HUB_FORM_MIN_SECONDS = 0
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)


def send(client, **changes):
    return client.post(SHARE, answers(opened_form(client), photos=picture(), **changes))


def test_old_picture_keeps_its_date(client):
    send(client, author="album", dated="около 1935 г.")

    assert Photo.objects.get().dated == PartialDate.from_edtf("1935~")


def test_date_that_cannot_be_read_is_asked_for_again_and_nothing_is_lost(client):
    answer = send(client, author="album", dated="като бях малка")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "като бях малка" in page
    assert "преди 1944" in page
    assert answer.context["kept"]


def test_who_took_the_photo_herself_is_not_asked_how_old_it_is(client):
    answer = send(client, author="sender", dated="като бях малка")

    assert answer.status_code == 302
    assert Photo.objects.get().dated is None


def test_first_photo_answers_the_old_picture(client):
    old = PhotoFactory(public=True, dated=PartialDate(1935))
    photos = [picture(), picture("#224488", "втора.jpg")]
    key = opened_form(client, f"{SHARE}?then={old.pk}")

    for _again in range(2):
        client.post(SHARE, answers(key, then=old.pk, place=old.place.pk, photos=photos))
        for photo in photos:
            photo.seek(0)

    (pair,) = PhotoPair.objects.all()
    assert pair.then == old
    assert pair.now == Photo.objects.get(position=0, submission__isnull=False)


def test_photo_of_another_place_answers_no_old_picture(client):
    old = PhotoFactory(public=True, dated=PartialDate(1935))

    send(client, then=old.pk, place=PlaceFactory().pk)

    assert Photo.objects.count() == 2
    assert not PhotoPair.objects.exists()


def test_day_of_the_scan_is_not_offered_for_an_old_picture(client):
    place = PlaceFactory()
    send(client, author="album", dated="1935", place=place.pk)
    photo = Photo.objects.get()
    photo.camera_record.taken = "2026-05-06T10:00:00Z"
    photo.camera_record.save()
    receipt = photo.submission.get_absolute_url()

    assert 'value="date"' not in client.get(receipt).content.decode()
    answer = client.post(receipt, {"act": "date", "photo": photo.pk})
    assert answer.status_code == 404

    Photo.objects.update(dated=None)
    assert 'value="date"' in client.get(receipt).content.decode()
