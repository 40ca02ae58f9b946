"""What a page costs the web process, beside a view that only says "ok".

CPU seconds of this process, of the round that was disturbed least; all measurements
take turns.
`python -m tests.bench.pages` prints the table; it fills the database it is given.
"""

import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from io import BytesIO
from itertools import count
from typing import Any

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.bench import million
from tests.bench.imaging import Row

ROUNDS = 12
REQUESTS = 60
# Makes every address new, so that no page comes from memory.
COUNT = count()


def run() -> list[Row]:
    """Measure with a thousand places and with a million."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    get = browser(get_wsgi_application())
    million.fill()
    return rows(measure(get))


def browser(application) -> Callable[..., Any]:
    """Ask the WSGI application for a page, as its server would."""

    def get(path: str, query: str = "", etag: str = "") -> tuple[str, dict[str, str]]:
        answer: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
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
        b"".join(pieces)
        pieces.close()
        return answer[0], dict(answer[1])

    return get


def measure(get) -> dict[str, float]:
    """CPU seconds of one request of each kind."""
    _status, headers = get("/bg/places/")
    kinds: dict[str, Callable[[], Any]] = {
        "ok": lambda: get("/healthz"),
        "few": lambda: get("/bg/places/", f"q=&n={next(COUNT)}"),
        "many": lambda: get("/bg/places/", f"q=&n={next(COUNT)}"),
        "wanted few": lambda: get("/bg/wanted/", f"n={next(COUNT)}"),
        "wanted many": lambda: get("/bg/wanted/", f"n={next(COUNT)}"),
        "kept": lambda: get("/bg/places/"),
        "304": lambda: get("/bg/places/", etag=headers["ETag"]),
    }
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _round in range(ROUNDS):
        for kind, ask in kinds.items():
            with million.few_places() if kind.endswith("few") else nullcontext():
                started = time.process_time()
                for _ in range(REQUESTS):
                    ask()
                taken[kind].append((time.process_time() - started) / REQUESTS)
    return {kind: min(times) for kind, times in taken.items()}


def rows(taken: dict[str, float]) -> list[Row]:
    def ratio(what: str, one: str, other: str, most: float) -> Row:
        a, b = taken[one], taken[other]
        value = f"{a / b:.2f} × ({1000 * a:.2f} ms / {1000 * b:.2f} ms)"
        return Row(what, value, f"≤ {most} ×", a / b <= most)

    return [
        ratio("Place list, 1,000,000 to 1,000 places", "many", "few", 1.2),
        ratio(
            "Wanted list, 1,000,000 to 1,000 places", "wanted many", "wanted few", 1.2
        ),
        ratio('Place list, uncached, to the "ok" view', "many", "ok", 18),
        ratio('Kept page to the "ok" view', "kept", "ok", 2),
        ratio('304 to the "ok" view', "304", "ok", 1.2),
    ]


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
