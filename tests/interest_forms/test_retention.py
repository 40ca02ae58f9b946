"""What is deleted by itself, because its time is over."""

import os
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation

from hub.shared.clients import client_key
from hub.shared.days import day_words
from hub.shared.models import AuditEntry, DailySalt
from interest_forms.actions import answer_question, ask_sender
from interest_forms.models import LookupAttempt, Message, Submission
from interest_forms.tasks import apply_retention, forget_clients
from places.actions import add_photo, decline_photos, reopen_photos
from places.models import CameraRecord, Photo
from places.photos import originals, renditions
from tests.factories import PhotoFactory, PlaceFactory, SubmissionFactory, UserFactory
from tests.originals import drawn, kept

pytestmark = pytest.mark.django_db


def after(days, hours=1):
    """So many days, and an hour, from now."""
    moment = timezone.now() + timedelta(days=days, hours=hours)
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def photo(django_capture_on_commit_callbacks):
    """A photo with its files, prepared and waiting."""
    place = PlaceFactory()
    photo = add_photo(
        kept(drawn()),
        place=place,
        group=place.group,
        caption="Баба Мара на прага",
        language="bg",
        credit="Мария Стоянова",
        submission=SubmissionFactory(
            group=place.group,
            sender_name="Мария Стоянова",
            contact="maria@example.org",
            contact_confirmed=timezone.now(),
            author_name="Мария Стоянова",
            guardian_said="баба Мара, на вратата",
            credit_kind="name",
        ),
    )
    renditions.render(Photo.objects.claim(photo.pk))
    photo.refresh_from_db()
    return photo


def decline(photo):
    photos = Photo.objects.filter(pk=photo.pk)
    decline_photos(photos, reason="people", by=UserFactory())


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """The hourly run, with what follows its commit."""

    def now():
        with django_capture_on_commit_callbacks(execute=True):
            apply_retention()

    return now


def files_of(photo):
    """The photo's files that are there: its original, its renditions."""
    names = [renditions.path_of(name) for name in renditions.names_of(photo)]
    paths = [originals.path_of(photo.sha256), *names]
    return [path for path in paths if path.exists()]


def in_words(moment):
    with translation.override("en"):
        return day_words(moment)


def test_traces_of_clients_are_gone_after_a_day():
    old = timezone.now() - timedelta(hours=25)
    SubmissionFactory(client_key="old", received=old)
    SubmissionFactory(client_key="new")
    LookupAttempt.objects.create(client_key="old", at=old)
    LookupAttempt.objects.create(client_key="new")

    forget_clients()

    submissions = Submission.objects.order_by("received")
    assert [one.client_key for one in submissions] == ["", "new"]
    assert [one.client_key for one in LookupAttempt.objects.all()] == ["new"]


def test_salt_of_a_day_is_random_and_destroyed_when_the_day_is_over(rf):
    request = rf.get("/", REMOTE_ADDR="192.0.2.1")
    today = client_key(request)
    assert client_key(request) == today
    salt = DailySalt.objects.get().salt

    with after(1, hours=0):
        tomorrow = client_key(request)
        forget_clients()

    assert tomorrow != today
    assert salt not in DailySalt.objects.values_list("salt", flat=True)
    assert DailySalt.objects.count() == 1


def test_declined_photo_loses_its_files_and_words_after_thirty_days(photo, run):
    decline(photo)
    files = files_of(photo)
    assert len(files) > 3

    with after(29):
        run()
    assert files_of(photo) == files

    # In the test the original is young although a month has passed.
    os.utime(originals.path_of(photo.sha256), (0, 0))
    with after(30):
        run()
        moment = timezone.now()
    assert [path for path in files if path.exists()] == []
    bare = Photo.objects.get()
    assert (bare.state, bare.purged) == ("declined", moment)
    assert (bare.caption_bg, bare.credit, bare.token, bare.dhash) == ("", "", "", None)
    assert not CameraRecord.objects.exists()


def test_published_and_hidden_photos_keep_their_files(photo, run):
    for state in (Photo.State.APPROVED, Photo.State.HIDDEN, Photo.State.PENDING):
        Photo.objects.update(state=state, decided=timezone.now())
        with after(400):
            run()

    assert Photo.objects.get().purged is None
    assert len(files_of(photo)) > 3


def test_file_that_another_photo_needs_stays(photo, run):
    decline(photo)
    twin = PhotoFactory(sha256=photo.sha256, token=photo.token)
    os.utime(originals.path_of(photo.sha256), (0, 0))
    files = files_of(photo)

    with after(31):
        run()
    assert files_of(photo) == files

    decline(twin)
    with after(62):
        run()
    assert [path for path in files if path.exists()] == []


def test_original_that_came_again_lately_is_left_to_the_daily_cleaning(photo, run):
    decline(photo)
    soon = time.time() + 31 * 24 * 3600
    os.utime(originals.path_of(photo.sha256), (soon, soon))

    with after(31):
        run()

    assert files_of(photo) == [originals.path_of(photo.sha256)]


def test_unreadable_photo_is_purged_by_the_day_it_came(run):
    PhotoFactory(unrendered=True, state="quarantined", problem="unreadable")

    with after(31):
        run()

    assert Photo.objects.exclude(purged=None).count() == 1


def test_run_takes_no_more_than_its_share_and_ends(run, settings):
    settings.HUB_RETENTION_BATCH = 2
    PhotoFactory.create_batch(3, state="declined", reason="blurred")
    left = []

    with after(31):
        for _run in range(3):
            run()
            left.append(Photo.objects.filter(purged=None).count())

    assert left == [1, 0, 0]
    entries = AuditEntry.objects.filter(verb="portal.retention").order_by("pk")
    assert [entry.detail for entry in entries] == [{"photos": 2}, {"photos": 1}]


def test_name_contact_and_talk_go_a_year_after_their_last_use(photo, run):
    with after(100):
        photos = Photo.objects.all()
        by = UserFactory()
        ask_sender(photo.submission, photos, question="Кое село е?", by=by)
    with after(200):
        answer_question(photo.submission, text="Белчин")

    with after(500):
        run()
    assert Submission.objects.get().contact == "maria@example.org"
    assert Message.objects.count() == 2

    with after(566):
        run()
    bare = Submission.objects.get()
    assert (bare.sender_name, bare.contact) == ("", "")
    assert (bare.author_name, bare.guardian_said) == ("", "")
    assert not Message.objects.exists()
    # What is printed under the photo is no secret, and no part of this.
    assert Photo.objects.get().credit == "Мария Стоянова"


def test_address_that_nobody_confirmed_goes_after_thirty_days(client, run):
    now = timezone.now()
    stranger = SubmissionFactory(contact="maria@example.org", language="en")
    hers = SubmissionFactory(contact="zora@example.org", contact_confirmed=now)
    telephone = SubmissionFactory(contact="0888 123 456")

    with after(29):
        run()
    assert Submission.objects.filter(contact="").count() == 0

    with after(30):
        run()
    assert list(Submission.objects.exclude(contact="").order_by("pk")) == [
        hers,
        telephone,
    ]
    receipt = client.get(stranger.get_absolute_url()).text
    assert "deleted your e-mail address" in receipt


def test_receipt_says_what_was_deleted_and_when(client, photo, run):
    decline(photo)
    Submission.objects.update(language="en")
    photo.submission.refresh_from_db()
    address = photo.submission.get_absolute_url()
    due = in_words(timezone.localtime() + timedelta(days=30))
    assert f"We delete the file after {due}" in client.get(address).text

    with after(400):
        run()
        day = in_words(timezone.localtime())
        page = client.get(address)

    assert page.status_code == 200
    assert f"On {day} we deleted the file" in page.text
    assert f"On {day} we deleted your name" in page.text
    assert "maria@example.org" not in page.text


def test_correction_from_an_old_page_leads_to_the_receipt(client, photo, run):
    decline(photo)
    with after(31):
        run()
    address = photo.submission.get_absolute_url()

    sent = {"act": "caption", "photo": photo.pk, "caption": "Пак аз"}
    answer = client.post(address, sent)

    assert answer["Location"] == address
    assert Photo.objects.get().caption_bg == ""


def test_purged_photo_cannot_be_put_back(photo, run):
    decline(photo)
    with after(31):
        run()

    assert reopen_photos(Photo.objects.all(), by=UserFactory()) == 0
    assert Photo.objects.get().state == "declined"


def test_verify_knows_that_a_purged_original_is_gone_on_purpose(photo, run, capsys):
    decline(photo)
    os.utime(originals.path_of(photo.sha256), (0, 0))
    with after(31):
        run()

    connection.check_constraints()
    call_command("verify")

    assert capsys.readouterr().out == ""
