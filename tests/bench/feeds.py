"""What a calendar of 5,000 dates costs: memory, time, and when nothing has changed.

`python -m tests.bench.feeds` prints the table; it fills the database it is given.
"""

import os
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.utils import timezone

from tests.bench.imaging import Row

FEW, MANY = 500, 5_000
ROUNDS = 3
FEED = "/feeds/bg/events.ics"


def run() -> list[Row]:
    """Measure a calendar of few dates, and one ten times as long."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    application = get_wsgi_application()
    dates(FEW, "fair")
    dates(MANY, "sabor")

    def ask(kind: str, etag: str = "") -> tuple[str, str, int]:
        return asked(application, f"kind={kind}", etag)

    peaks = {kind: peak(lambda kind=kind: ask(kind)) for kind in ("fair", "sabor")}
    _status, etag, size = ask("sabor")
    seconds = min(timed(lambda: ask("sabor")) for _ in range(ROUNDS))
    again = min(timed(lambda: ask("sabor", etag)) for _ in range(ROUNDS))
    ratio = peaks["sabor"] / peaks["fair"]
    status = ask("sabor", etag)[0]
    return [
        Row(
            f"memory at most, {MANY} dates beside {FEW}",
            f"{peaks['sabor'] / 1e6:.1f} MB, {ratio:.2f} ×",
            "1.5 ×",
            ratio <= 1.5,
        ),
        Row(
            f"a calendar of {MANY} dates",
            f"{seconds:.1f} s of CPU, {size / 1e6:.1f} MB",
        ),
        Row("the same, known already", status, "304", status.startswith("304")),
        Row("what that costs", f"{again * 1000:.1f} ms", "10 ms", again <= 0.01),
    ]


def dates(number: int, kind: str) -> None:
    """Events of that kind, each with ten dates to come."""
    event, occurrence = (
        apps.get_model("events", name) for name in ("Event", "Occurrence")
    )
    shared = {
        "kind": kind,
        "slug": "sabor",
        "published": timezone.now(),
        "summary_bg": "Курбан, хоро и борби на мегдана от сутринта до вечерта.",
        "programme_bg": "10:00 Водосвет\n11:00 Борби\n12:00 Курбан",
        "venue_bg": "Мегданът",
    }
    events = event.objects.bulk_create(
        event(name_bg=f"Събор № {one}", **shared) for one in range(number // 10)
    )
    rows = [
        occurrence(event=events[one % len(events)], day=day(one))
        for one in range(number)
    ]
    for row in rows:
        row.last_day = row.day
        row.set_moments()
    occurrence.objects.bulk_create(rows)


def day(number: int) -> date:
    return date.today() + timedelta(days=number % 3000)  # noqa: DTZ011 -- any day will do


def asked(application: Any, query: str, etag: str) -> tuple[str, str, int]:
    """The answer's status, its ETag and how many bytes came, none of them kept."""
    answer: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": FEED,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    }
    if etag:
        environ["HTTP_IF_NONE_MATCH"] = etag
    pieces = application(environ, lambda *start: answer.extend(start))
    size = sum(len(piece) for piece in pieces)
    pieces.close()
    return answer[0], dict(answer[1]).get("ETag", ""), size


def peak(act: Callable[[], object]) -> int:
    """The most bytes that Python held at once for this."""
    act()
    tracemalloc.start()
    act()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def timed(act: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
