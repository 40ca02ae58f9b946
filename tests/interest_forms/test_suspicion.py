"""What speaks for a program, and what never speaks against a person."""

import time
import uuid
from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hub.shared.signed_form import KEY_SALT
from interest_forms.actions import release_submission
from interest_forms.models import Sighting, Submission
from interest_forms.retention import forget_clients
from interest_forms.suspicion import has_worked
from tests.factories import ActionGroupFactory, UserFactory
from tests.originals import drawn

pytestmark = pytest.mark.django_db
SHARE = "/bg/share/"
pictures = count()


@pytest.fixture(autouse=True)
def group(monkeypatch):
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)
    return ActionGroupFactory()


def upload(content):
    return SimpleUploadedFile("снимка.jpg", content, "image/jpeg")


def key_opened(seconds_ago):
    opened = int(time.time()) - seconds_ago
    return signing.dumps([uuid.uuid4().hex, opened], salt=KEY_SALT)


def worked(key):
    return next(str(n) for n in count() if has_worked(key, str(n)))


def send(client, key=None, *, script=True, address="192.0.2.7", **fields):
    """Send the form as a browser does; say what the submission is held for."""
    key = key or key_opened(60 + next(pictures) * 10)
    form = {
        "key": key,
        "proof": worked(key) if script else "",
        "author": "sender",
        "rights": "by-sa",
        "credit_kind": "none",
        "consent": "on",
        "photos": upload(drawn(next(pictures))),
        **fields,
    }
    answer = client.post(
        SHARE, form, headers={"accept-language": "bg"}, REMOTE_ADDR=address
    )
    assert answer.status_code == 302, answer.content.decode()
    form_id = uuid.UUID(signing.loads(key, salt=KEY_SALT)[0])
    return Submission.objects.get(key=form_id)


def test_person_is_not_held_with_or_without_script(client):
    assert send(client).held == ""
    assert send(client, script=False).held == ""
    assert send(client, caption="виж www.example.org", script=False).held == ""


def test_village_meeting_behind_one_address_is_not_held(client):
    for person in range(30):
        send(client, script=person % 3 > 0, place_text="Белчин")

    assert not Submission.objects.exclude(held="").exists()


def test_many_pages_without_script_from_one_address_are_held(client, settings):
    settings.HUB_PLAIN_HELD_AFTER = 2

    held = [send(client, script=False).held for _n in range(3)]

    assert held == ["", "", "plain"]
    assert send(client).held == ""
    assert send(client, script=False, address="198.51.100.7").held == ""


def test_links_are_held_beside_other_signs_and_all_are_told(client):
    submission = send(
        client, caption="евтино на http://x.example", sender_name="www.x.example"
    )

    assert submission.signs == ["links", "linkname"]
    assert len(submission.held_words) == 2


def test_program_without_script_that_writes_links_is_held(client):
    key = key_opened(60)
    form = {"key": key, "author": "sender", "rights": "by-sa"}
    form |= {"consent": "on", "credit_kind": "none", "caption": "http://x.example"}

    client.post(SHARE, {**form, "photos": upload(drawn(1))})

    assert Submission.objects.get().signs == ["links", "program", "noscript"]


def test_same_picture_in_many_forms_is_held_with_those_before(client):
    same = drawn(77)
    for network in range(4):
        address = f"10.0.{network}.1"
        send(client, photos=upload(same), address=address)

    held = Submission.objects.values_list("held", flat=True)
    assert list(held) == ["samefile"] * 4


def test_released_submission_is_not_held_again(client):
    same = drawn(78)
    sent = [
        send(client, photos=upload(same), address=f"10.0.{network}.1")
        for network in range(4)
    ]
    release_submission(Submission.objects.get(pk=sent[0].pk), by=UserFactory())

    send(client, photos=upload(same), address="10.0.9.1")

    sent[0].refresh_from_db()
    assert sent[0].held == ""
    assert Submission.objects.exclude(held="").count() == 4


def test_forms_opened_in_one_moment_without_script_are_held_together(client):
    for _form in range(5):
        send(client, key_opened(60), script=False)

    held = Submission.objects.values_list("held", flat=True)
    assert list(held) == ["parallel"] * 5


def test_forms_opened_in_one_moment_by_people_are_not_held(client):
    for _form in range(5):
        send(client, key_opened(60))

    assert not Submission.objects.exclude(held="").exists()


def test_one_key_with_other_words_and_pictures_is_held(client):
    key = key_opened(60)
    send(client, key, caption="Църквата в Белчин през лятото")
    again = send(client, key, caption="Реката под селото през зимата")

    assert again.held == "replay"


def test_going_back_and_sending_again_is_not_held(client):
    key, first = key_opened(60), drawn(500)
    send(client, key, caption="Църквата", photos=upload(first))
    again = send(
        client,
        key,
        caption="Църквата в Белчин през лятото",
        photos=[upload(first), upload(drawn(501))],
    )

    assert again.held == ""
    assert again.photos.count() == 2


def test_what_was_seen_is_forgotten_after_a_day(client):
    send(client)
    assert Sighting.objects.count() == 1

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        forget_clients()

    assert not Sighting.objects.exists()
