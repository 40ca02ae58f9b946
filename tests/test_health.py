"""What a load balancer is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.shared.models import Heartbeat
from tests.factories import PhotoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return Heartbeat.objects.create(name="worker", at=timezone.now())


def test_web_process_says_that_it_is_alive(client):
    assert client.get("/healthz").content == b"ok\n"


def test_portal_is_ready_when_all_parts_work(client, worker):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "database": True,
        "redis": True,
        "worker": True,
        "oldest_waiting_seconds": 0,
    }


def test_portal_is_not_ready_when_the_worker_is_silent(client, worker):
    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=5))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["worker"]) == (503, False)


def test_portal_is_not_ready_when_redis_is_away(client, worker, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["redis"]) == (503, False)


def test_portal_is_not_ready_when_a_photo_waits_too_long(client, worker):
    PhotoFactory(unrendered=True, received=timezone.now() - timedelta(minutes=20))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["oldest_waiting_seconds"] >= 1200
