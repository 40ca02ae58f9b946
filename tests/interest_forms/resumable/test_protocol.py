"""tus 1.0 as an independent program speaks it, request by request."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hub.shared.signed_form import new_form_key
from interest_forms.models import Submission, Upload
from interest_forms.retention import forget_clients, remove_expired_uploads
from interest_forms.uploads import unsigned
from places.photos import partials
from places.photos.originals import path_of
from tests.interest_forms.resumable.tus import PIECE, VERSION, about, row_of

pytestmark = pytest.mark.django_db


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_photo_in_two_pieces_becomes_an_original(sender, photo):
    url = sender.begin(len(photo))

    first = sender.patch(url, 0, photo[:1000])
    second = sender.patch(url, 1000, photo[1000:])

    assert (first.status_code, first["Upload-Offset"]) == (204, "1000")
    assert (second.status_code, second["Upload-Offset"]) == (204, str(len(photo)))
    file = unsigned(sender.ask(url)["kept"])
    assert (file.name, file.size, file.format) == ("снимка.jpg", len(photo), "jpeg")
    assert path_of(file.sha256).read_bytes() == photo
    assert not partials.path_of(row_of(url).token).exists()


def test_server_says_what_it_can(client):
    answer = client.options("/uploads/")

    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,expiration,termination"
    assert answer["Tus-Max-Size"] == str(25 * 1024 * 1024)


def test_other_version_of_the_protocol_is_refused(client, sender):
    url = sender.begin(100)

    answer = client.head(url, headers={"Tus-Resumable": "0.2.2"})

    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert sender.head(url).status_code == 200


def test_answers_are_for_the_sender_alone(sender):
    answer = sender.head(sender.begin(100))

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Tus-Resumable"] == "1.0.0"
    assert dict(sender.client.cookies) == {}


def test_sender_that_comes_back_is_told_where_it_was(sender, photo):
    url = sender.begin(len(photo))
    sender.patch(url, 0, photo[:700])

    answer = sender.head(url)

    assert answer["Upload-Offset"] == "700"
    assert answer["Upload-Length"] == str(len(photo))
    assert "filename 0YHQvdC40LzQutCwLmpwZw==" in answer["Upload-Metadata"]


def test_lost_last_answer_costs_nothing(sender, photo):
    url = sender.begin(len(photo))
    sender.patch(url, 0, photo)

    assert sender.head(url)["Upload-Offset"] == str(len(photo))
    assert unsigned(sender.ask(url)["kept"]) == unsigned(sender.ask(url)["kept"])


def test_server_that_died_before_it_kept_the_whole_file_keeps_it_when_asked(
    sender, photo
):
    url = sender.begin(len(photo))
    partials.write(row_of(url).token, 0, photo)
    Upload.objects.update(offset=len(photo))

    assert unsigned(sender.ask(url)["kept"]).size == len(photo)


@pytest.mark.parametrize("offset", [0, 699, 701])
def test_piece_for_another_offset_is_refused(sender, photo, offset):
    url = sender.begin(len(photo))
    sender.patch(url, 0, photo[:700])

    answer = sender.patch(url, offset, photo[offset:])

    assert answer.status_code == 409
    assert sender.head(url)["Upload-Offset"] == "700"


@pytest.mark.parametrize(
    ("offset", "content_type", "status"),
    [
        ("", PIECE, 400),
        ("-1", PIECE, 400),
        ("٣", PIECE, 400),
        ("0", "image/jpeg", 415),
    ],
)
def test_piece_that_is_not_described_as_it_should_be_is_refused(
    sender, photo, offset, content_type, status
):
    url = sender.begin(len(photo))

    assert sender.patch(url, offset, photo, content_type).status_code == status
    assert sender.head(url)["Upload-Offset"] == "0"


def test_more_than_was_announced_is_refused(sender, photo):
    url = sender.begin(len(photo))

    assert sender.patch(url, 0, photo + b"x").status_code == 413
    assert sender.head(url)["Upload-Offset"] == "0"
    assert sender.patch(url, 0, photo).status_code == 204


def test_who_cannot_patch_says_so_in_a_post(client, sender, photo):
    url = sender.begin(len(photo))

    answer = client.post(
        url,
        photo,
        content_type=PIECE,
        headers={"X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0", **VERSION},
    )

    assert answer.status_code == 204


@pytest.mark.parametrize("key", ["", "someone-elses", "WyJhIiwxXQ:1x:zzz"])
def test_nobody_begins_without_a_form_of_ours(sender, key):
    answer = sender.post(100, key=key)

    assert answer.status_code == 403
    assert "This form is out of date" in answer.json()["problem"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("length", "values", "status"),
    [
        (25 * 1024 * 1024 + 1, {}, 413),
        (0, {}, 422),
        ("", {}, 400),
        ("9" * 30, {}, 400),
        (100, {"filetype": "application/pdf"}, 415),
        (100, {"filetype": "image/svg+xml"}, 415),
        (100, {"filetype": "image/jpeg"}, 201),
        (100, {"filetype": ""}, 201),
    ],
)
def test_what_can_be_known_before_is_refused_before(sender, length, values, status):
    assert sender.post(length, **values).status_code == status


@pytest.mark.parametrize("header", ["key ***", "key " + "A" * 4000])
def test_unreadable_description_is_refused(client, header):
    headers = {"Upload-Length": "1", "Upload-Metadata": header, **VERSION}
    answer = client.post("/uploads/", headers=headers)

    assert answer.status_code == 400


def test_refusal_speaks_the_readers_language(client):
    headers = {
        "Upload-Length": "30000000",
        "Upload-Metadata": about(key=new_form_key()),
    }
    answer = client.post("/uploads/", headers={**VERSION, **headers})

    words = "The file is larger than 25 MB. Send a smaller copy."
    assert answer.json() == {"problem": words}


def test_file_that_is_no_picture_is_refused_at_its_first_bytes(sender):
    url = sender.begin(1_000_000)

    answer = sender.patch(url, 0, b"%PDF-1.7 " + b"x" * 100)

    assert answer.status_code == 422
    assert "JPEG" in answer.json()["problem"]
    assert sender.patch(url, 109, b"x").json() == answer.json()
    assert sender.ask(url)["problem"] == answer.json()["problem"]


def test_picture_cut_off_by_the_camera_is_refused_when_it_is_whole(sender, settings):
    url = sender.begin(20)

    answer = sender.patch(url, 0, b"\xff\xd8\xff\xe0" + b"\0" * 16)

    assert answer.status_code == 422
    assert sender.ask(url)["problem"] == answer.json()["problem"]
    assert files_in(settings.HUB_ORIGINALS) == []


def test_form_names_what_came_in_pieces_and_a_photo_sent_twice_is_one(
    client, sender, photo, settings
):
    settings.HUB_FORM_MIN_SECONDS = 0
    page = client.get("/bg/share/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    urls = [sender.begin(len(photo), key=key) for _time in range(2)]
    for url in urls:
        sender.patch(url, 0, photo)

    answer = client.post(
        "/bg/share/",
        {
            "key": key,
            "kept": [sender.ask(url)["kept"] for url in urls],
            "author": "sender",
            "rights": "by-sa",
            "credit_kind": "none",
            "consent": "on",
        },
    )

    assert answer.status_code == 302
    assert Submission.objects.get().photos.count() == 1


def test_form_begins_only_so_many(sender, settings):
    settings.HUB_UPLOADS_PER_FORM = 2
    key = new_form_key()

    statuses = [sender.post(100, key=key).status_code for _time in range(3)]

    assert statuses == [201, 201, 429]
    assert sender.post(100).status_code == 201


def test_one_network_begins_only_so_many_in_an_hour(sender, settings):
    settings.HUB_UPLOADS_REFUSED_AFTER = 2

    answers = [sender.post(100) for _time in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1]["Retry-After"] == "600"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert sender.post(100).status_code == 201


def test_sender_takes_an_upload_back(sender, photo, settings):
    url = sender.begin(len(photo))
    sender.patch(url, 0, photo[:700])

    assert sender.delete(url).status_code == 204
    assert sender.head(url).status_code == 404
    assert files_in(settings.HUB_ORIGINALS) == []


def test_upload_waits_for_days_after_its_last_piece_and_is_then_forgotten(
    sender, photo, settings
):
    url = sender.begin(len(photo))
    began = timezone.now()
    with time_machine.travel(began + timedelta(days=2)):
        assert sender.patch(url, 0, photo[:700]).status_code == 204
        assert remove_expired_uploads() == 0
    with time_machine.travel(began + timedelta(days=4)):
        assert sender.head(url)["Upload-Offset"] == "700"

    with time_machine.travel(began + timedelta(days=6)):
        assert sender.head(url).status_code == 404
        assert sender.patch(url, 700, photo[700:]).status_code == 404
        assert remove_expired_uploads() == 1

    assert not Upload.objects.exists()
    assert files_in(settings.HUB_ORIGINALS) == []


def test_client_is_forgotten_after_a_day(sender):
    sender.post(100)
    assert Upload.objects.exclude(client_key="").exists()

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        forget_clients()

    assert not Upload.objects.exclude(client_key="").exists()


def test_upload_whose_bytes_are_lost_is_asked_for_again(sender, photo):
    url = sender.begin(len(photo))
    sender.patch(url, 0, photo[:700])
    partials.remove(row_of(url).token)

    answer = sender.patch(url, 700, photo[700:])

    assert answer.status_code == 404
    assert "send the file again" in answer.json()["problem"]
