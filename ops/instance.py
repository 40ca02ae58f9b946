"""The one portal that runs on this var/: its lock, process and addresses."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ops.config import VAR, fail

LOCK = VAR / "running.lock"
STATE = VAR / "running.json"


@contextmanager
def only_instance() -> Iterator[None]:
    """Hold the lock; refuse to start a second portal on the same data."""
    handle = os.open(LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        where = state().get("address", "and just starting")
        fail(f"the portal is already running, {where} (make stop ends it).")
    try:
        publish_state({})
        yield
    finally:
        STATE.unlink(missing_ok=True)
        os.close(handle)


def publish_state(addresses: dict[str, str]) -> None:
    """Tell `make stop` and `make shell` about us; only our own user may read it."""
    STATE.touch(mode=0o600)
    STATE.write_text(json.dumps({"pid": os.getpid(), **addresses}))


def state() -> dict[str, Any]:
    try:
        return dict(json.loads(STATE.read_text()))
    except (OSError, ValueError):
        return {}


def is_running() -> bool:
    """Is the lock held? A left-over file of a killed portal does not count."""
    try:
        handle = os.open(LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
