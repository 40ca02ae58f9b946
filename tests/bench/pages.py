"""What a page costs the web process, beside a view that only says "ok".

CPU seconds of this process, of the round that was disturbed least; all measurements
take turns.
`python -m tests.bench.pages` prints the table; it fills the database it is given.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from itertools import count
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection

from tests.bench.imaging import Row

ROUNDS = 12
REQUESTS = 60
# Makes every address new, so that no page comes from memory.
COUNT = count()
FEW, MANY = 1_000, 1_000_000
# Holds a table of places with few rows, so that few and many take turns as well.
SMALL = "small"


def run() -> list[Row]:
    """Measure with a thousand places and with a million."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    get = browser(get_wsgi_application())
    ground()
    places(MANY)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE SCHEMA {SMALL}"
            f" CREATE TABLE places_place (LIKE public.places_place INCLUDING ALL)"
        )
    with few_places():
        places(FEW)
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


def ground() -> None:
    """One group, one village, twelve categories: in five languages."""
    tail = "'{0}', '{0}', '{0}', '{0}', '{0}', '{0}'"
    names = "name, name_bg, name_en, name_ro, name_el, name_fr"
    with connection.cursor() as cursor:
        for level, parent in (("country", "NULL"), ("municipality", "1")):
            cursor.execute(
                f"INSERT INTO partners_territory ({names}, level, scheme, code, kind,"  # noqa: S608 -- our own words
                f" search, parent_id) VALUES ({tail.format(level)}, '{level}',"
                f" 'ekatte', '{level}', '', '', {parent})"
            )
        cursor.execute(
            f"INSERT INTO partners_territory ({names}, level, scheme, code, kind,"  # noqa: S608 -- our own words
            f" search, parent_id) SELECT {tail.format('Белчин')}, 'settlement',"
            " 'ekatte', n::text, 'village', '', 2 FROM generate_series(1, 100) n"
        )
        cursor.execute(
            f"INSERT INTO places_category ({names}, slug, mark, aat_uri,"  # noqa: S608 -- our own words
            f" wikidata_uri, position) SELECT {tail.format('Храмове')}, 'c' || n,"
            " 'religious', '', '', n FROM generate_series(1, 12) n"
        )


@contextmanager
def few_places() -> Iterator[None]:
    """Here the table of places is one with a thousand rows."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {SMALL}, public")
        yield
        cursor.execute("RESET search_path")


def places(last: int, **columns: str) -> None:
    """Published places, spread over Europe, made by the database.

    `columns` are SQL for the n-th place, in place of what they are here.
    """
    model = apps.get_model("places", "Place")
    known = {
        "name": "'Място ' || n",
        "slug": "'place-' || n",
        "category_id": "1 + n % 12",
        "territory_id": "3 + n % 100",
        "point": "ST_SetSRID(ST_MakePoint(-9 + n % 3900 / 100.0,"
        " 36 + n % 2900 / 100.0), 4326)",
        "precision": "'exact'",
        "needs_two_people": "false",
        "published": "now() - n * interval '1 second'",
        "created": "now()",
        "season": "'{}'",
        "search": "'myasto ' || n",
        "photographed": "current_date - 7 * n % 4000",
        "photographed_in_winter": "date '2026-01-15'",
    }
    known["public_point"] = known["point"]
    for language in ("bg", "en", "ro", "el", "fr"):
        known[f"name_{language}"] = known["name"]
        known[f"summary_{language}"] = "'Едно изречение за мястото.'"
    known |= columns
    columns = {}
    for field in model._meta.concrete_fields:  # noqa: SLF001 -- Django's public _meta
        if field.column in known:
            columns[field.column] = known[field.column]
        elif not (field.null or field.primary_key or field.generated):
            columns[field.column] = "''"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO places_place ({', '.join(columns)})"  # noqa: S608 -- our own words
            f" SELECT {', '.join(columns.values())}"
            f" FROM generate_series(1, {last}) n"
        )
        cursor.execute("VACUUM ANALYZE places_place")


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
            with few_places() if kind.endswith("few") else nullcontext():
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
