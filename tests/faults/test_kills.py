"""Whatever is killed, emptied or frozen: no photo is lost, doubled or tried forever."""

import os
import signal
import threading
import time
import uuid

import pytest
from django.db import connection

from interest_forms.models import Submission
from places.models import Photo
from places.photos import renditions
from tests.faults.programs import until
from tests.originals import drawn

pytestmark = pytest.mark.django_db(transaction=True)
PENDING, QUARANTINED = Photo.State.PENDING, Photo.State.QUARANTINED


def states():
    return list(Photo.objects.order_by("pk").values_list("state", flat=True))


def test_photo_survives_its_process(
    worker, submit, sweep_until_settled, assert_verified
):
    worker.start()
    worker.hold()
    photos = submit(drawn(1), drawn(2), drawn(3))
    os.kill(worker.held(), signal.SIGKILL)
    worker.go_on()

    sweep_until_settled()

    assert states() == [PENDING] * 3
    assert all(renditions.exists(photo) for photo in photos.all())
    assert_verified()


def test_photos_survive_the_whole_worker(
    worker, submit, sweep_until_settled, assert_verified
):
    worker.start()
    worker.hold()
    submit(drawn(1), drawn(2), drawn(3))
    worker.held()
    worker.kill()
    worker.go_on()
    assert PENDING not in states()

    worker.start()
    sweep_until_settled()

    assert states() == [PENDING] * 3
    assert_verified()


def test_emptied_redis_loses_nothing(worker, redis_server, submit, assert_verified):
    submit(*(drawn(number) for number in range(5)))
    assert redis_server.client.llen("celery") == 5
    redis_server.client.flushall()

    # A worker that starts sweeps by itself.
    worker.start()
    until(lambda: states() == [PENDING] * 5)

    assert_verified()


def test_redis_emptied_under_a_worker_loses_nothing(
    worker, redis_server, submit, sweep_until_settled, assert_verified
):
    worker.start()
    worker.hold()
    submit(*(drawn(number) for number in range(5)))
    worker.held()
    redis_server.client.flushall()
    worker.go_on()

    sweep_until_settled()

    assert states() == [PENDING] * 5
    assert_verified()


def test_frozen_redis_delays_no_form_and_the_worker_comes_back(
    worker, redis_server, submit, sweep_until_settled, assert_verified
):
    worker.start()
    files = [drawn(number) for number in range(10)]
    redis_server.freeze()

    begun = time.monotonic()
    submit(*files)
    seconds = time.monotonic() - begun
    # Longer than the worker's patience with its connection.
    time.sleep(5)
    redis_server.thaw()
    sweep_until_settled()

    # If each photo waited, or Redis were asked again, it would be ten at least.
    assert seconds < 6
    assert states() == [PENDING] * 10
    assert_verified()


def test_ten_photos_are_rung_for_in_one_conversation(submit, redis_server):
    def met():
        return redis_server.client.info("stats")["total_connections_received"]

    before = met()
    submit(drawn(0))
    one = met() - before
    submit(*(drawn(number) for number in range(1, 11)))

    assert met() - before - one == one
    assert redis_server.client.llen("celery") == 11


def test_photo_that_always_kills_is_quarantined_and_others_go_on(
    worker, submit, sweep_until_settled, assert_verified
):
    worker.start()
    contents = [drawn(number) for number in range(4)]
    photos = submit(contents[0])
    worker.poison(photos[0].sha256)
    submit(*contents[1:])

    sweep_until_settled()

    assert states() == [QUARANTINED, PENDING, PENDING, PENDING]
    poisoned = Photo.objects.get(state=QUARANTINED)
    assert (poisoned.problem, poisoned.attempts) == (Photo.Problem.KILLED_WORKER, 3)
    assert worker.log().count("WorkerLostError") >= 3
    assert_verified()


def test_form_sent_twenty_times_at_once_is_one_submission(
    worker, submit, sweep_until_settled, assert_verified
):
    key, files, seen, faults = uuid.uuid4(), [drawn(1), drawn(2)], [], []
    start = threading.Barrier(20)

    def send():
        start.wait()
        try:
            seen.append({photo.submission_id for photo in submit(*files, key=key)})
        except Exception as fault:  # noqa: BLE001 -- shown by the assertion below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    worker.start()
    sweep_until_settled()

    assert faults == []
    assert seen == [{Submission.objects.get().pk}] * 20
    assert states() == [PENDING] * 2
    assert_verified()
