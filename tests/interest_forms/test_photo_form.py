"""The photo form: nothing a resident typed or sent is lost, doubled or half kept."""

import errno
import io
import os
import re
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from interest_forms.models import Submission
from interest_forms.views import PhotoShare
from places.models import Photo
from places.photos.originals import path_of
from tests.factories import ActionGroupFactory, PlaceFactory

pytestmark = pytest.mark.django_db
SHARE = "/bg/share/"


def picture(colour="#88aa66", name="снимка.jpg", size=(64, 48)):
    """A small JPEG, as it comes from a browser."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def opened_form(client, address=SHARE):
    """The signed key of a form, as somebody has it who has just opened the page."""
    page = client.get(address).content.decode()
    return re.search(r'name="key" value="([^"]+)"', page)[1]


def answers(key, **changes):
    return {
        "key": key,
        "act": "send",
        "author": "sender",
        "rights": "by-sa",
        "credit_kind": "name",
        "sender_name": "Мария Стоянова",
        "consent": "on",
        **changes,
    }


@pytest.fixture(autouse=True)
def unhurried(settings):
    """People take their time; the tests do not."""
    settings.HUB_FORM_MIN_SECONDS = 0


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """These tests end where the worker begins."""
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)


def test_photo_is_kept_and_its_receipt_is_shown(client):
    place = PlaceFactory()

    answer = client.post(
        SHARE,
        answers(
            opened_form(client), place=place.pk, caption="Входът", photos=picture()
        ),
    )

    submission = Submission.objects.get()
    photo = submission.photos.get()
    assert answer["Location"] == f"/bg/receipts/{submission.token}/"
    assert (photo.place, photo.group, photo.caption_bg) == (
        place,
        place.group,
        "Входът",
    )
    assert (photo.state, photo.credit) == ("received", "Мария Стоянова")
    assert path_of(photo.sha256).read_bytes() == picture().file.getvalue()
    assert f"{submission}" in client.get(answer["Location"]).content.decode()


def test_visitors_get_no_cookie_even_from_the_forms(client):
    key = opened_form(client)
    client.post(SHARE, answers(key, photos=picture()))
    client.get(Submission.objects.get().get_absolute_url())

    assert dict(client.cookies) == {}


def test_same_form_sent_again_is_the_same_submission(client):
    sent = answers(opened_form(client))

    first = client.post(SHARE, {**sent, "photos": picture()})
    second = client.post(SHARE, {**sent, "photos": picture()})

    assert first["Location"] == second["Location"]
    assert Photo.objects.count() == 1


def test_photo_added_after_going_back_joins_the_submission(client):
    sent = answers(opened_form(client))
    client.post(SHARE, {**sent, "photos": picture()})

    client.post(SHARE, {**sent, "photos": [picture(), picture("#335577")]})

    assert Submission.objects.get().photos.count() == 2


def test_answers_of_the_first_sending_stand_and_the_receipt_says_so(client):
    place, other = PlaceFactory(), PlaceFactory(name_bg="Мелницата")
    sent = answers(opened_form(client))
    client.post(SHARE, {**sent, "place": place.pk, "photos": picture()})

    files = [picture(), picture("#335577")]
    again = client.post(SHARE, {**sent, "place": other.pk, "photos": files})

    submission = Submission.objects.get()
    told = 'class="notice"'
    assert again["Location"] == f"{submission.get_absolute_url()}?stands"
    assert [photo.place for photo in submission.photos.all()] == [place, place]
    page = client.get(again["Location"]).content.decode()
    assert page.count(told) == 1
    assert place.name_bg in page
    assert told not in client.get(submission.get_absolute_url()).content.decode()


def test_full_form_sent_again_with_more_offers_a_second_form_for_them(client):
    sent = answers(opened_form(client))
    first = [picture(f"#{10 * n:02x}4455") for n in range(10)]
    client.post(SHARE, {**sent, "photos": first})

    page = client.post(SHARE, {**sent, "photos": picture("#ffffff", "11.jpg")})

    text = page.content.decode()
    assert page.status_code == 422
    assert Photo.objects.count() == 10
    kept = re.findall(r'name="kept" value="([^"]+)"', text)
    key = re.search(r'name="key" value="([^"]+)"', text)[1]
    client.post(SHARE, {**sent, "key": key, "kept": kept})
    of_each = Submission.objects.order_by("pk").with_counts()
    assert [one.photo_count for one in of_each] == [10, 1]


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_posts_of_one_form_make_one_submission(client):
    sent = answers(opened_form(client))
    receipts = []

    def post():
        answer = Client().post(
            SHARE, {**sent, "photos": [picture(), picture("#335577")]}
        )
        receipts.append(answer["Location"])
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    submission = Submission.objects.get()
    assert receipts == [submission.get_absolute_url()] * 20
    assert submission.photos.count() == 2


def test_forgotten_consent_loses_neither_words_nor_photos(client):
    sent = answers(opened_form(client), caption="Старата чешма", consent="")
    page = client.post(SHARE, {**sent, "photos": picture()})

    assert page.status_code == 422
    text = page.content.decode()
    kept = re.search(r'name="kept" value="([^"]+)"', text)[1]
    assert "Старата чешма" in text
    assert "снимка.jpg" in text
    client.post(SHARE, {**sent, "consent": "on", "kept": kept})
    assert Submission.objects.get().photos.count() == 1


def test_forged_kept_file_is_nothing(client):
    sent = answers(opened_form(client), kept="WyJhYSIsMSwianBlZyIsIngiXQ:1x:zzz")

    page = client.post(SHARE, sent)

    assert page.status_code == 422
    assert not Submission.objects.exists()


def test_stale_form_comes_back_filled_in_and_can_be_sent(client):
    sent = answers("someone-elses-key", caption="Мостът")
    page = client.post(SHARE, {**sent, "photos": picture()}).content.decode()

    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    kept = re.search(r'name="kept" value="([^"]+)"', page)[1]
    client.post(SHARE, {**sent, "key": key, "kept": kept})
    assert Photo.objects.get().caption_bg == "Мостът"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("писмо.pdf", b"%PDF-1.7 " + b"x" * 100),
        ("празна.jpg", b""),
        ("рисунка.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("гиф.gif", b"GIF89a" + b"\0" * 100),
        ("отрязана.jpg", b"\xff\xd8\xff\xe0"),
    ],
)
def test_bad_file_is_named_and_the_good_one_is_kept(client, name, content):
    bad = SimpleUploadedFile(name, content, "image/jpeg")
    sent = answers(opened_form(client))

    page = client.post(SHARE, {**sent, "photos": [picture(), bad]})

    assert page.status_code == 422
    text = page.content.decode()
    assert name in text
    assert text.count('name="kept"') == 1


def test_file_over_the_limit_is_refused_and_leaves_nothing(client, settings):
    settings.HUB_PHOTO_MAX_BYTES = 100

    page = client.post(SHARE, answers(opened_form(client), photos=picture()))

    assert page.status_code == 422
    assert [path for path in settings.HUB_ORIGINALS.rglob("*") if path.is_file()] == []


def test_full_disk_leaves_nothing_half_kept(client, settings, monkeypatch):
    def fail(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    key = opened_form(client)
    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(OSError, match="No space left"):
        client.post(SHARE, answers(key, photos=picture()))

    assert [path for path in settings.HUB_ORIGINALS.rglob("*") if path.is_file()] == []


def test_body_far_too_long_is_read_to_its_end_before_it_is_refused(rf, monkeypatch):
    monkeypatch.setattr("interest_forms.uploads.LONGEST_BODY", 1000)
    request = rf.post(SHARE, answers("key", photos=picture()))
    request.LANGUAGE_CODE = "bg"

    page = PhotoShare.as_view()(request)

    assert page.status_code == 413
    assert request.read() == b""


def test_eleven_photos_are_too_many_for_one_form(client):
    photos = [picture(f"#{10 * n:02x}4455") for n in range(11)]

    page = client.post(SHARE, answers(opened_form(client), photos=photos))

    assert page.status_code == 422
    assert page.content.decode().count('name="kept"') == 11


def test_program_that_fills_in_everything_is_held_not_lost(client):
    client.post(
        SHARE,
        answers(opened_form(client), website="http://spam.example", photos=picture()),
    )

    assert Submission.objects.get().held == "honeypot"


def test_very_quick_form_is_held_not_lost(client, settings):
    settings.HUB_FORM_MIN_SECONDS = 5

    client.post(SHARE, answers(opened_form(client), photos=picture()))

    assert Submission.objects.get().held == "too_fast"


def test_many_from_one_network_are_held_and_then_kept_on_the_page(client, settings):
    settings.HUB_SUBMISSIONS_HELD_AFTER = 1
    settings.HUB_SUBMISSIONS_REFUSED_AFTER = 2

    def send(address):
        return client.post(
            SHARE,
            answers(opened_form(client), photos=picture()),
            REMOTE_ADDR=address,
        )

    send("2001:db8::1")
    send("2001:db8::2")
    third = send("2001:db8::3")
    elsewhere = send("2001:db8:0:1::1")

    held = Submission.objects.order_by("pk").values_list("held", flat=True)
    assert list(held) == ["", "too_many", ""]
    assert third.status_code == 429
    assert third.content.decode().count('name="kept"') == 1
    assert elsewhere.status_code == 302


def test_search_by_name_offers_places_in_any_script_and_keeps_the_photos(client):
    PlaceFactory(name_bg="Цари Мали град", name_en="Tsari Mali Grad")
    sent = answers(opened_form(client), act="search", place_text="tsari mali")

    page = client.post(SHARE, {**sent, "photos": picture()})

    text = page.content.decode()
    assert page.status_code == 200
    assert "Цари Мали град" in text
    assert text.count('name="kept"') == 1


def test_initials_are_made_from_the_name(client):
    client.post(
        SHARE,
        answers(opened_form(client), credit_kind="initials", photos=picture()),
    )

    assert Photo.objects.get().credit == "М. С."


def test_unknown_place_goes_to_the_only_group(client):
    group = ActionGroupFactory()

    client.post(SHARE, answers(opened_form(client), photos=picture()))

    assert Photo.objects.get().group == group


def test_unknown_place_among_groups_goes_to_nobody_but_the_group_of_the_form(client):
    ActionGroupFactory()
    group = ActionGroupFactory(slug="samokov")

    client.post(SHARE, answers(opened_form(client), photos=picture()))
    client.post(
        SHARE, answers(opened_form(client), group="samokov", photos=picture("#123456"))
    )

    owners = Photo.objects.order_by("pk").values_list("group", flat=True)
    assert list(owners) == [None, group.pk]


def test_every_strange_file_is_kept_or_refused_in_words(client, shared_data):
    photos = shared_data / "photos"

    for path in sorted([*photos.glob("broken/*"), *photos.glob("odd/*")]):
        sent = SimpleUploadedFile(path.name, path.read_bytes(), "image/jpeg")
        answer = client.post(SHARE, answers(opened_form(client), photos=sent))

        assert answer.status_code in (302, 422), path.name
        if answer.status_code == 422:
            assert f"{path.name}: " in answer.content.decode()
