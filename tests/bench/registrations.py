"""Fifty people register for twenty seats in the same moment.

Each opens the form, sends it and reads her receipt: over HTTP, with gunicorn as it is
set up for the web. `python -m tests.bench.registrations` prints the table.
"""

import http.client
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

import django
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from ops.config import ROOT, free_port
from tests.bench.imaging import Row
from tests.bench.senders import wait_for

PEOPLE, SEATS = 50, 20
# Both processes have shown the page before: the portal has not just been started.
EARLIER = 10
MOST_SECONDS = 5
KEY = re.compile(r'name="key" value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def run() -> list[Row]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    path = f"/bg/register/{sheet().occurrence_id}/"
    with gunicorn() as port:
        for _visitor in range(EARLIER):
            ask(port, "GET", path)
        seconds = crowd(port, path)
    given = Counter(
        apps.get_model("events", "Registration").objects.values_list("state", flat=True)
    )
    return [
        Row(
            f"{PEOPLE} at once for {SEATS} seats: with a seat, in the line",
            f"{given['confirmed']}, {given['waiting']}",
            f"{SEATS}, {PEOPLE - SEATS}",
            given == {"confirmed": SEATS, "waiting": PEOPLE - SEATS},
        ),
        Row(
            "From the first form opened to the last receipt read",
            f"{seconds:.1f} s",
            f"≤ {MOST_SECONDS} s",
            seconds <= MOST_SECONDS,
        ),
    ]


def sheet() -> Any:
    """People register for a meeting a week from now."""
    event, occurrence, sheets = (
        apps.get_model("events", name)
        for name in ("Event", "Occurrence", "RegistrationSheet")
    )
    apps.get_model("events", "Registration").objects.all().delete()
    meeting = event.objects.create(
        kind="meeting", slug="meeting", name_bg="Среща", published=timezone.now()
    )
    day = timezone.localdate() + timedelta(days=7)
    date = occurrence(event=meeting, day=day, last_day=day)
    date.set_moments()
    date.save()
    return sheets.objects.create(occurrence=date, capacity=SEATS)


@contextmanager
def gunicorn() -> Iterator[int]:
    """The portal's port."""
    port = free_port()
    program = [sys.executable, "-m", "gunicorn", "-c", ROOT / "ops/gunicorn.conf.py"]
    server = subprocess.Popen(
        [*program, "--log-level", "warning"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port)},
    )
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def crowd(port: int, path: str) -> float:
    """How many seconds it takes until the last of them has her receipt."""
    begin = Barrier(PEOPLE + 1)

    def one(number: int) -> None:
        begin.wait()
        register(port, path, f"Човек {number}")

    with ThreadPoolExecutor(PEOPLE) as pool:
        done = [pool.submit(one, number) for number in range(PEOPLE)]
        begin.wait()
        started = time.monotonic()
        for person in done:
            person.result()
        return time.monotonic() - started


def register(port: int, path: str, name: str) -> None:
    key = KEY.search(ask(port, "GET", path)[1])
    form = urlencode({"key": key[1] if key else "", "name": name})
    receipt, _page = ask(port, "POST", path, form, FORM)
    _nowhere, page = ask(port, "GET", receipt)
    if name not in page:
        message = f"{receipt} is no receipt of {name}"
        raise RuntimeError(message)


def ask(port: int, method: str, path: str, *more: Any) -> tuple[str, str]:
    """Where the answer leads, if anywhere, and its page."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body, headers = more or (None, {})
    line.request(method, path, body, headers | {"Accept-Language": "bg"})
    answer = line.getresponse()
    page = answer.read().decode()
    line.close()
    return answer.headers.get("Location", ""), page


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
