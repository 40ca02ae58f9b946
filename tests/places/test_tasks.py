"""What the sweeper and the daily cleaning find."""

import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from hub.shared.models import Heartbeat
from places import tasks
from places.models import Photo
from places.photos import names, originals
from tests.factories import PhotoFactory
from tests.originals import drawn, kept

pytestmark = pytest.mark.django_db
DAY = 24 * 60 * 60


@pytest.fixture
def rings(monkeypatch):
    """Whom the sweeper rings for, with Redis and commit taken for granted."""
    heard = []
    monkeypatch.setattr(tasks, "ring_for_each", lambda task, keys: heard.extend(keys))
    monkeypatch.setattr(tasks, "rings_waiting", lambda: 0)
    return heard


def aged(path, days):
    moment = time.time() - days * DAY
    os.utime(path, (moment, moment))
    return path


def test_sweeper_rings_for_lost_photos_only(rings):
    now = timezone.now()
    waiting = PhotoFactory(unrendered=True)
    lost = PhotoFactory(
        unrendered=True,
        state=Photo.State.PROCESSING,
        attempts=1,
        lease_until=now - timedelta(seconds=1),
    )
    PhotoFactory(
        unrendered=True,
        state=Photo.State.PROCESSING,
        attempts=1,
        lease_until=now + timedelta(minutes=1),
    )
    PhotoFactory(unrendered=True, not_before=now + timedelta(minutes=1))
    PhotoFactory()

    tasks.render_due_photos()

    assert rings == [waiting.pk, lost.pk]
    assert Heartbeat.objects.get(name="worker").at >= now


def test_sweeper_does_not_fill_redis(rings, monkeypatch):
    PhotoFactory.create_batch(3, unrendered=True)
    monkeypatch.setattr(tasks, "rings_waiting", lambda: tasks.SWEEP_LIMIT - 1)

    tasks.render_due_photos()

    assert len(rings) == 1


def test_photo_that_killed_its_worker_three_times_is_given_up():
    past = timezone.now() - timedelta(seconds=1)
    photo = PhotoFactory(
        unrendered=True, state=Photo.State.PROCESSING, attempts=3, lease_until=past
    )
    shown = PhotoFactory(public=True, attempts=3, lease_until=past, not_before=past)

    tasks.render_photo(photo.pk)
    tasks.render_photo(shown.pk)

    photo.refresh_from_db()
    shown.refresh_from_db()
    assert photo.state == Photo.State.QUARANTINED
    assert shown.state == Photo.State.APPROVED
    assert photo.problem == shown.problem == Photo.Problem.KILLED_WORKER
    assert not Photo.objects.due().exists()


def test_task_for_a_deleted_photo_does_no_harm():
    tasks.render_photo(0)

    assert not Photo.objects.exists()


def test_cleaning_removes_what_no_photo_needs(settings):
    needed, fresh, old = (kept(drawn(number)) for number in range(3))
    photo = PhotoFactory(sha256=needed.sha256)
    aged(originals.path_of(needed.sha256), days=30)
    aged(originals.path_of(old.sha256), days=30)
    incoming = originals.Incoming()
    aged(incoming.path, days=2)
    shown = names.path_of(names.rendition_name(photo.token, 320, "webp"))
    stray = names.path_of(names.rendition_name("0" * 32, 320, "webp"))
    for path in (shown, stray):
        path.parent.mkdir(parents=True)
        path.touch()
        aged(path, days=1)

    tasks.remove_orphans()

    assert shown.exists()
    assert originals.path_of(needed.sha256).exists()
    assert originals.path_of(fresh.sha256).exists()
    assert not stray.exists()
    assert not originals.path_of(old.sha256).exists()
    assert not incoming.path.exists()
    os.close(incoming._handle)  # noqa: SLF001 -- its upload was cut off
