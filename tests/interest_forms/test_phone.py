"""What a phone asks for beside the form, and photos that its gallery hands over."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from interest_forms.models import HandedOver, Submission
from interest_forms.tasks import forget_handed_over
from places.photos.originals import path_of
from tests.interest_forms.test_photo_form import answers, opened_form, picture

pytestmark = pytest.mark.django_db
SHARE = "/bg/share/"
TARGET = "/bg/share/target/"
BY_SCRIPT = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """These tests end where the worker begins."""
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)


def test_script_is_told_the_receipt_and_its_code(client):
    sent = answers(opened_form(client))

    told = client.post(SHARE, {**sent, "photos": picture()}, headers=BY_SCRIPT)
    again = client.post(SHARE, {**sent, "photos": picture()}, headers=BY_SCRIPT)

    submission = Submission.objects.get()
    assert told.status_code == 201
    assert told.json() == {
        "receipt": submission.get_absolute_url(),
        "code": str(submission),
    }
    assert again.json() == told.json()


def test_script_gets_the_form_again_when_something_is_missing(client):
    sent = answers(opened_form(client), consent="", photos=picture())

    page = client.post(SHARE, sent, headers=BY_SCRIPT)

    assert page.status_code == 422
    assert 'id="share-form"' in page.content.decode()


def test_form_opened_without_signal_gets_a_key_later(client, settings):
    settings.HUB_FORM_MIN_SECONDS = 0
    shell = client.get("/bg/share/shell/").content.decode()

    told = client.get("/bg/share/key/").json()
    client.post(SHARE, answers(told["key"], photos=picture()))

    assert 'name="key" value' not in shell
    assert told["wait"] == 0
    assert Submission.objects.get().held == ""


def test_two_forms_opened_without_signal_are_two_submissions(client):
    for colour in ("#111111", "#222222"):
        key = client.get("/bg/share/key/").json()["key"]
        client.post(SHARE, answers(key, photos=picture(colour)))

    assert Submission.objects.count() == 2


def test_photo_that_was_kept_too_long_ago_is_asked_for_not_left_out(client):
    sent = answers(opened_form(client), kept="WyJhYSIsMSwianBlZyIsIngiXQ:1x:zzz")

    page = client.post(SHARE, {**sent, "photos": picture()})

    assert page.status_code == 422
    assert 'data-lost="1"' in page.content.decode()
    assert not Submission.objects.exists()


def handed_over(client, **headers):
    return client.post(
        TARGET,
        {"photos": [picture(), picture("#335577", "втора.jpg")]},
        headers=headers,
    )


def test_photos_from_the_gallery_stand_in_the_form_and_are_sent_by_the_sender(client):
    answer = handed_over(client, **{"Sec-Fetch-Site": "none"})

    assert not Submission.objects.exists()
    page = client.get(answer["Location"]).content.decode()
    kept = re.findall(r'name="kept" value="([^"]+)"', page)
    assert "втора.jpg" in page
    client.post(SHARE, answers(opened_form(client), kept=kept))
    assert Submission.objects.get().photos.count() == 2


def test_file_from_the_gallery_that_is_no_photo_is_named(client):
    answer = client.post(TARGET, {"photos": [picture(), picture_of_nothing()]})

    page = client.get(answer["Location"]).content.decode()

    assert page.count('name="kept"') == 1
    assert "празна.jpg: " in page


def picture_of_nothing():
    empty = picture(name="празна.jpg")
    empty.file.truncate(0)
    empty.size = 0
    return empty


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_website_can_hand_over_nothing(client, settings, site):
    answer = handed_over(client, **{"Sec-Fetch-Site": site})

    assert answer["Location"] == SHARE
    assert not HandedOver.objects.exists()
    assert [path for path in settings.HUB_ORIGINALS.rglob("*") if path.is_file()] == []


def test_what_the_gallery_handed_over_is_forgotten_in_an_hour(client):
    address = handed_over(client)["Location"]
    shared = HandedOver.objects.get()
    assert client.get(address).content.decode().count('name="kept"') == 2

    HandedOver.objects.update(at=timezone.now() - timedelta(minutes=61))
    page = client.get(address).content.decode()
    forget_handed_over()

    assert 'name="kept"' not in page
    assert not HandedOver.objects.exists()
    # The files go with the other orphans, on the next day but one.
    assert path_of(shared.files[0]["sha256"]).is_file()


def test_nobody_finds_shared_photos_without_their_reference(client):
    handed_over(client)

    page = client.get(f"{SHARE}?shared=").content.decode()

    assert 'name="kept"' not in page


def test_phone_gets_no_cookie(client):
    handed_over(client)
    client.get("/bg/share/shell/")
    client.get("/bg/share/key/")

    assert dict(client.cookies) == {}
