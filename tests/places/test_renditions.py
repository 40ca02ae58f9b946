"""Renditions of one photo: made, given up or waited for, and never by two workers."""

import errno
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.shared.versions import current_version
from interest_forms.models import Submission
from places.actions import add_photo
from places.models import Photo
from places.photos import renditions
from places.photos.names import RECIPE
from places.photos.originals import path_of as original_of
from tests.factories import PhotoFactory, PlaceFactory
from tests.originals import SAMPLES, drawn, kept

pytestmark = pytest.mark.django_db
State, Problem = Photo.State, Photo.Problem


@pytest.fixture
def sent():
    """A photo as the form leaves it: original in the store, nothing made yet."""

    def send(content=None, **fields):
        file = kept(drawn() if content is None else content)
        place = PlaceFactory()
        return add_photo(
            file, place=place, group=place.group, caption="", language="bg", **fields
        )

    return send


@pytest.fixture
def disk_fails(monkeypatch):
    def fail(problem):
        def make(*_args, **_options):
            raise problem

        monkeypatch.setattr(renditions, "make_renditions", make)

    return fail


def claimed(photo):
    Photo.objects.filter(pk=photo.pk).update(not_before=None)
    return Photo.objects.claim(photo.pk)


def test_photo_gets_its_renditions_and_waits_for_a_moderator(sent):
    photo = sent()

    renditions.render(claimed(photo))

    photo.refresh_from_db()
    assert (photo.state, photo.width, photo.height) == (State.PENDING, 640, 480)
    assert (photo.attempts, photo.lease_until, photo.problem) == (0, None, "")
    assert len(renditions.names_of(photo)) == 5
    assert renditions.exists(photo)


def test_photo_of_an_older_recipe_is_measured_when_it_is_made_anew(sent):
    photo = sent()
    renditions.render(claimed(photo))
    unmeasured = {"recipe": RECIPE - 1, "sharpness": None, "brightness": None}
    Photo.objects.filter(pk=photo.pk).update(**unmeasured)
    photo.refresh_from_db()
    assert not photo.is_blurred
    assert not photo.is_dark

    renditions.render(Photo.objects.claim(photo.pk))

    photo.refresh_from_db()
    assert (photo.sharpness, photo.brightness) == (0, 14)
    assert photo.is_blurred
    assert photo.is_dark


def test_camera_facts_go_to_the_private_record_once(sent):
    photo = sent((SAMPLES / "iphonex_orientation6_gps.webp").read_bytes())

    renditions.render(claimed(photo))

    record = photo.camera_record
    record.refresh_from_db()
    assert record.file_name == "снимка.jpg"
    assert record.camera.endswith("iPhone X")
    assert record.point.valid

    record.delete()
    Photo.objects.filter(pk=photo.pk).make_again()
    renditions.render(Photo.objects.claim(photo.pk))
    assert not hasattr(Photo.objects.get(pk=photo.pk), "camera_record")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.UNREADABLE),
        (b"GIF89a", Problem.UNREADABLE),
        (drawn()[:700], Problem.TRUNCATED),
    ],
)
def test_broken_file_is_given_up_at_once(sent, content, problem):
    photo = sent(content)

    renditions.render(claimed(photo))

    photo.refresh_from_db()
    assert (photo.state, photo.problem) == (State.QUARANTINED, problem)
    assert Photo.objects.claim(photo.pk) is None


def test_missing_original_is_told(sent):
    photo = sent()
    original_of(photo.sha256).unlink()

    renditions.render(claimed(photo))

    photo.refresh_from_db()
    assert photo.state == State.QUARANTINED
    assert photo.problem == Problem.ORIGINAL_MISSING


def test_full_disk_makes_the_photo_wait_and_is_not_its_fault(sent, disk_fails):
    photo = sent()
    disk_fails(OSError(errno.ENOSPC, "No space left on device"))

    for attempts in (1, 2, 2, 2):
        renditions.render(claimed(photo))
        photo.refresh_from_db()
        assert (photo.state, photo.attempts) == (State.PROCESSING, attempts)
        assert photo.not_before > timezone.now()
        assert Photo.objects.claim(photo.pk) is None


def test_unknown_fault_is_tried_three_times(sent, disk_fails):
    photo = sent()
    disk_fails(RuntimeError("something new"))

    for state in (State.PROCESSING, State.PROCESSING, State.QUARANTINED):
        renditions.render(claimed(photo))
        photo.refresh_from_db()
        assert photo.state == state

    assert photo.problem == Problem.KILLED_WORKER


def test_too_little_memory_is_told(sent, disk_fails):
    photo = sent()
    disk_fails(MemoryError())

    renditions.render(claimed(photo))

    photo.refresh_from_db()
    assert photo.problem == Problem.OUT_OF_MEMORY


def test_late_worker_changes_nothing(sent):
    photo = sent()
    late = claimed(photo)
    Photo.objects.filter(pk=photo.pk).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    prompt = claimed(photo)
    renditions.render(prompt)
    before = Photo.objects.values().get(pk=photo.pk)

    assert not late.quarantine(Problem.UNREADABLE)
    renditions.render(late)

    assert Photo.objects.values().get(pk=photo.pk) == before


def test_photo_withdrawn_meanwhile_stays_withdrawn(sent):
    photo = sent()
    mine = claimed(photo)
    Photo.objects.filter(pk=photo.pk).update(state=State.WITHDRAWN, caption_bg="Нов")

    renditions.render(mine)

    photo.refresh_from_db()
    assert (photo.state, photo.caption_bg) == (State.WITHDRAWN, "Нов")


def test_published_photo_is_made_again_without_leaving_the_page(sent):
    photo = sent()
    renditions.render(claimed(photo))
    Photo.objects.filter(pk=photo.pk).update(state=State.APPROVED)
    renditions.path_of(renditions.names_of(claimed_again(photo))[0]).unlink()
    version = current_version()

    renditions.render(Photo.objects.claim(photo.pk))

    photo.refresh_from_db()
    assert photo.state == State.APPROVED
    assert renditions.exists(photo)
    assert current_version() == version + 1
    assert Photo.objects.claim(photo.pk) is None


def claimed_again(photo):
    Photo.objects.filter(pk=photo.pk).make_again()
    return Photo.objects.get(pk=photo.pk)


def test_two_photos_of_the_same_bytes_share_their_files(sent):
    first, second = sent(), sent()

    for photo in (first, second):
        renditions.render(claimed(photo))
        photo.refresh_from_db()

    assert first.token == second.token
    assert renditions.exists(second)


def test_rendered_photo_is_not_due():
    photo = PhotoFactory()

    assert Photo.objects.claim(photo.pk) is None
    assert Submission.objects.count() == 0
