"""Ringing for a worker. The rows are the queue: a lost ring costs only time."""

import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from celery import Task, current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import KombuError
from kombu.transport.redis import Channel
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# A Redis that did not answer is left alone for a while: the next form does not wait
# for it again.
PAUSE_SECONDS = 15
SOCKET_SECONDS = 1

_silent_until = 0.0


def ring(task: Task, *args: Any) -> None:
    """Ask for the task once this transaction is committed; never fail, never wait."""
    transaction.on_commit(lambda: _ring_now(task, [args]), robust=True)


def ring_for_each(task: Task, keys: Iterable[int]) -> None:
    """Ask for the task for each of these rows, as `ring` does, in one conversation."""
    calls = [(key,) for key in keys]
    if calls:
        transaction.on_commit(lambda: _ring_now(task, calls), robust=True)


def ring_now(task: Task, *args: Any) -> None:
    """Ask for the task at once, outside any transaction; never fail, never wait."""
    _ring_now(task, [args])


def rings_waiting(queue: str | None = None) -> int:
    """How many rings no worker has heard yet; none if Redis does not answer."""
    try:
        with _channel() as channel:
            return channel.client.llen(queue or current_app.conf.task_default_queue)
    except (KombuError, RedisError, OSError):
        return 0


def _ring_now(task: Task, calls: Iterable[tuple[Any, ...]]) -> None:
    global _silent_until  # noqa: PLW0603 -- one pause for the whole process
    if current_app.conf.task_always_eager:
        for args in calls:
            task.apply(args=args)
        return
    if time.monotonic() < _silent_until:
        return
    try:
        with _channel() as channel:
            producer = current_app.amqp.Producer(channel, auto_declare=False)
            for args in calls:
                task.apply_async(args=args, retry=False, producer=producer)
    except (KombuError, RedisError, OSError) as problem:
        _silent_until = time.monotonic() + PAUSE_SECONDS
        logger.warning("Redis did not answer, the sweeper will ring: %s", problem)


@contextmanager
def _channel() -> Iterator[Channel]:
    """A way to Redis that is given up after the first socket that is silent."""
    options = {
        "socket_timeout": SOCKET_SECONDS,
        "socket_connect_timeout": SOCKET_SECONDS,
        "retry_on_timeout": False,
    }
    with current_app.connection_for_write(
        settings.CELERY_BROKER_URL, transport_options=options
    ) as connection:
        # Kombu would wait two seconds and try again.
        connection.ensure_connection(errback=_give_up)
        with connection.channel() as channel:
            yield channel


def _give_up(problem: Exception, _interval: float) -> None:
    raise problem
