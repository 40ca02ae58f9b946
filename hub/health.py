"""Whether the portal can do its work, asked by a load balancer or a person."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from hub.shared.models import Heartbeat
from places.models import Photo

# The sweeper writes the worker's heartbeat every 30 seconds.
WORKER_SILENT_AFTER = timedelta(seconds=100)
# Photos are prepared in seconds; one that waits longer means that nobody works.
OLDEST_WAITING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Each part: true when it works. The oldest waiting photo in seconds."""

    database: bool
    redis: bool
    worker: bool
    oldest_waiting_seconds: int

    @property
    def is_ready(self) -> bool:
        waits = self.oldest_waiting_seconds <= OLDEST_WAITING.total_seconds()
        return self.database and self.redis and self.worker and waits

    def as_dict(self) -> dict[str, Any]:
        return {"ready": self.is_ready, **asdict(self)}


def readiness() -> Readiness:
    """Ask every part, each within a second or two."""
    has_redis = _redis_answers()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return Readiness(
            database=True,
            redis=has_redis,
            worker=_worker_lives(),
            oldest_waiting_seconds=_oldest_waiting(),
        )
    except DatabaseError:
        return Readiness(
            database=False, redis=has_redis, worker=False, oldest_waiting_seconds=0
        )


def _redis_answers() -> bool:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _worker_lives() -> bool:
    since = timezone.now() - WORKER_SILENT_AFTER
    return Heartbeat.objects.filter(name="worker", at__gt=since).exists()


def _oldest_waiting() -> int:
    waiting = Photo.objects.filter(
        state__in=[Photo.State.RECEIVED, Photo.State.PROCESSING]
    )
    oldest = waiting.order_by("received").values_list("received", flat=True).first()
    return int((timezone.now() - oldest).total_seconds()) if oldest else 0
