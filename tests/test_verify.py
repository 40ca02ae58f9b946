"""`manage.py verify` tells every broken promise, and mends what can be mended."""

import os
import time
import uuid
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from events.attendance import photographs
from events.models import AttendanceSheet
from hub.shared import bell
from hub.shared.audit import record
from interest_forms.models import Letter, Upload
from interest_forms.resumable.pieces import begin as begin_upload
from places.actions import add_photo
from places.models import CellTotal, Photo, Place, TileCell
from places.models.coverage import NEVER
from places.photos import names, partials, renditions
from places.photos.originals import path_of
from tests.factories import (
    LetterFactory,
    OccurrenceFactory,
    PlaceFactory,
    RegistrationLetterFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.originals import drawn, kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    monkeypatch.setattr(bell, "_ring_now", lambda task, calls: None)


@pytest.fixture
def photo():
    """A published photo that keeps every promise."""
    place = PlaceFactory()
    photo = add_photo(
        kept(drawn()), place=place, group=place.group, caption="", language="bg"
    )
    work(photo)
    Photo.objects.filter(pk=photo.pk).update(state=Photo.State.APPROVED)
    photo.refresh_from_db()
    # As at a commit: the cells of the map are counted.
    connection.check_constraints()
    return photo


def work(photo):
    renditions.render(Photo.objects.claim(photo.pk))


def verify(*options):
    """Exit status and lines."""
    said = StringIO()
    try:
        call_command("verify", *options, stdout=said)
    except SystemExit as end:
        return end.code, said.getvalue().splitlines()
    return 0, said.getvalue().splitlines()


def test_sound_portal_is_silent(photo):
    assert verify() == (0, [])
    assert verify("--repair") == (0, [])


def test_missing_rendition_is_told_and_made_again(photo):
    names.path_of(photo.rendition_name(320, "webp")).unlink()
    line = f"photo {photo.pk} (approved): renditions are missing"

    assert verify() == (1, [line])
    assert verify("--repair") == (0, [f"mended: {line}"])
    assert verify("--repair") == (0, [f"mended: {line}"])
    work(photo)
    assert verify() == (0, [])


def test_missing_original_stays_told(photo):
    path_of(photo.sha256).unlink()
    lines = [f"photo {photo.pk}: the original {photo.sha256} is missing"]

    assert verify() == (1, lines)
    assert verify("--repair") == (1, lines)


def test_changed_original_is_found_by_its_hash(photo):
    path = path_of(photo.sha256)
    path.chmod(0o640)
    path.write_bytes(bytes(photo.size))

    assert verify("--quick") == (0, [])
    assert verify() == (
        1,
        [f"photo {photo.pk}: the original {photo.sha256} was changed"],
    )


def test_original_of_another_size_is_told(photo):
    Photo.objects.filter(pk=photo.pk).update(size=7)

    assert verify("--quick") == (
        1,
        [f"photo {photo.pk}: the original {photo.sha256} has not its 7 bytes"],
    )


def test_photo_whose_original_came_back_is_taken_up_again(photo):
    Photo.objects.filter(pk=photo.pk).update(
        state=Photo.State.QUARANTINED, problem=Photo.Problem.ORIGINAL_MISSING
    )

    assert verify()[0] == 1
    assert verify("--repair")[0] == 0
    work(photo)
    assert verify() == (0, [])


def test_lost_lease_is_released(photo):
    Photo.objects.filter(pk=photo.pk).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )

    assert verify()[0] == 1
    assert verify("--repair")[0] == 0
    assert verify() == (0, [])


def test_file_without_a_photo_is_removed(photo):
    stray = names.path_of(names.rendition_name("0" * 32, 320, "webp"))
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.touch()
    hours_ago = time.time() - 7200
    os.utime(stray, (hours_ago, hours_ago))

    assert verify() == (1, [f"{stray}: no photo has this file"])
    assert verify("--repair")[0] == 0
    assert verify() == (0, [])


def test_acknowledged_submission_that_is_lost_is_told(photo):
    whole, torn, twice, gone = SubmissionFactory.create_batch(4)
    Photo.objects.update(submission=whole)
    record("submission.receive", whole, photos=1)
    record("submission.receive", torn, photos=2)
    record("submission.receive", twice, photos=0)
    record("submission.receive", twice, photos=0)
    record("submission.receive", gone, photos=0)
    key = gone.pk
    gone.delete()

    assert verify() == (
        1,
        [
            f"submission {torn.pk}: 2 of its photos are not there",
            f"submission {twice.pk}: it was received 2 times",
            f"submission {key}: it was acknowledged and is not there",
        ],
    )


def test_upload_that_lost_its_bytes_is_forgotten_so_that_it_is_sent_again(photo):
    sound, torn = (
        begin_upload(
            form=uuid.uuid4(), name="a.jpg", metadata="", length=100, client_key=""
        )
        for _number in range(2)
    )
    Upload.objects.filter(pk=torn.pk).update(offset=50)
    line = f"upload {torn.pk}: its 50 bytes are not there"

    assert verify() == (1, [line])
    assert verify("--repair") == (0, [f"mended: {line}"])
    assert verify() == (0, [])
    assert Upload.objects.get() == sound


def test_letters_that_do_not_go_out_are_told(photo):
    now = timezone.now()
    LetterFactory(not_before=now)
    stuck = LetterFactory(not_before=now - timedelta(hours=2))
    quarantined = {"state": Letter.State.QUARANTINED}
    refused = LetterFactory(problem=Letter.Problem.REFUSED, **quarantined)
    lost = LetterFactory(problem=Letter.Problem.NOT_SENT, **quarantined)
    given_up = f"submission letter {lost.pk}: the mail server never took it"

    late = f"submission letter {stuck.pk}: it is due, and no worker sends it"
    assert verify() == (1, [late, given_up])
    assert verify("--repair") == (1, [late, f"mended: {given_up}"])
    lost.refresh_from_db()
    assert (lost.state, lost.attempts) == (Letter.State.WAITING, 0)
    refused.refresh_from_db()
    assert refused.state == Letter.State.QUARANTINED


def test_letter_to_somebody_registered_that_does_not_go_out_is_told():
    letter = RegistrationLetterFactory(state="quarantined", problem="not_sent")
    line = f"registration letter {letter.pk}: the mail server never took it"

    assert verify("--repair") == (0, [f"mended: {line}"])
    letter.refresh_from_db()
    assert (letter.state, letter.problem) == ("waiting", "")


def test_signed_sheet_that_is_missing_or_was_changed_is_told():
    kept_photo = photographs.keep([drawn(3)])
    date = OccurrenceFactory()
    sheet = AttendanceSheet.objects.create(
        occurrence=date, sha256=kept_photo.sha256, format="JPEG", added_by=UserFactory()
    )
    path = photographs.path_of(sheet.sha256)
    assert verify() == (0, [])

    path.write_bytes(b"torn")
    assert verify() == (1, [f"signed sheet {sheet.pk}: its photograph was changed"])
    path.unlink()
    assert verify() == (1, [f"signed sheet {sheet.pk}: its photograph is missing"])


def test_days_that_a_place_carries_are_those_of_its_photos(photo):
    Photo.objects.filter(pk=photo.pk).update(taken=date(2026, 1, 5))
    assert verify() == (0, [])
    Place.objects.update(photographed=NEVER)
    line = f"place {photo.place_id}: it does not carry the days of its public photos"

    assert verify() == (1, [line])
    assert verify("--repair") == (0, [f"mended: {line}"])
    days = Place.objects.values_list("photographed", "photographed_in_winter")
    assert days.get() == (date(2026, 1, 5), date(2026, 1, 5))


def test_pieces_of_no_upload_are_removed_after_some_days(photo):
    partials.begin("left-by-a-crash")
    stray = partials.path_of("left-by-a-crash")
    assert verify() == (0, [])

    days_ago = time.time() - 5 * 24 * 60 * 60
    os.utime(stray, (days_ago, days_ago))

    assert verify() == (1, [f"{stray}: no photo has this file"])
    assert verify("--repair")[0] == 0
    assert verify() == (0, [])


def test_miscounted_cells_of_the_map_are_counted_anew(photo):
    TileCell.objects.filter(zoom=9).update(count=7)
    TileCell.objects.filter(zoom=13).delete()
    CellTotal.objects.filter(zoom=4).update(first_kind=7)
    line = "tiles: 6 cells are miscounted"

    assert verify() == (1, [line])
    assert verify("--repair") == (0, [f"mended: {line}"])
    assert verify() == (0, [])
    assert list(TileCell.objects.values_list("count", flat=True)) == [1] * 14
