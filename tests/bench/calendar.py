"""What the calendar costs: dates made from rules, and pages of a million dates.

CPU seconds of this process and of the database's that answers it, of the round that was
disturbed least; all that is compared takes turns.
`python -m tests.bench.calendar` prints the table; it fills the database it is given.
"""

import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from importlib import import_module
from itertools import count
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.utils import timezone

from tests.bench import dates, million
from tests.bench.imaging import Row
from tests.bench.pages import browser

RULES, YEARS = 10_000, 10
ROUNDS, REQUESTS = 12, 10
MOST = 1.5
# Makes every address new, so that no page comes from memory.
COUNT = count()
RULE = {
    "event_id": "n",
    "anchor": "CASE n % 2 WHEN 0 THEN 'date' ELSE 'orthodox_easter' END",
    "month": "CASE n % 2 WHEN 0 THEN 1 + n % 12 END",
    "day": "CASE n % 2 WHEN 0 THEN 1 + n % 28 END",
    "offset": "0",
    "snap": "CASE WHEN n % 3 = 0 THEN 'after' ELSE '' END",
    "weekday": "CASE WHEN n % 3 = 0 THEN n % 7 END",
    "duration": "1 + n % 3",
    "every": "1",
    "old_style": "false",
    "not_before_offset": "0",
}


def run() -> list[Row]:
    """Measure with a thousand dates and with a million."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    dates.fill()
    return [*of_rules(), *of_pages(browser(get_wsgi_application()))]


def of_rules() -> list[Row]:
    """All dates made, and those of one rule made anew; taken back at the end."""
    making = import_module("events.making")
    rules = apps.get_model("events", "CalendarRule").objects
    with transaction.atomic():
        million.insert(rules.model, RULE, 1, RULES)
        started, spent = time.perf_counter(), cpu()
        making.make_all(YEARS)
        taken, spent = time.perf_counter() - started, cpu() - spent
        made = apps.get_model("events", "Occurrence").objects.made_by_rules().count()
        again: list[tuple[float, float]] = []
        for rule in rules.filter(anchor="date")[:ROUNDS]:
            rules.filter(pk=rule.pk).update(day=1 + rule.day % 28)
            began, used = time.perf_counter(), cpu()
            making.make([rule.pk], YEARS)
            again.append((time.perf_counter() - began, cpu() - used))
        transaction.set_rollback(True)
    what = f"{made:,} dates of {RULES:,} rules for {YEARS} years made"
    one, of_one = min(again)
    return [
        Row(what, f"{taken:.1f} s ({spent:.1f} s of CPU)", "≤ 10 s", taken <= 10),
        Row(
            "Those of one rule made anew",
            f"{1000 * one:.0f} ms ({1000 * of_one:.0f} ms of CPU)",
            "≤ 50 ms",
            one <= 0.05,
        ),
    ]


def of_pages(get: Callable[..., Any]) -> list[Row]:
    lat, lon = where()
    near = f"near={lat:.2f},{lon:.2f}"
    pages = {
        "Month": ("/bg/calendar/", f"month={timezone.localdate():%Y-%m}"),
        "List": ("/bg/events/", ""),
        "Near me this weekend": ("/bg/calendar/", f"weekend=1&{near}"),
    }
    taken: dict[tuple[str, bool], list[float]] = {}
    for _round in range(ROUNDS):
        for what, page in pages.items():
            for is_few in (True, False):
                with dates.few_dates() if is_few else nullcontext():
                    spent = cpu_of(get, *page)
                taken.setdefault((what, is_few), []).append(spent)
    return [growth(what, *(min(taken[what, few]) for few in (0, 1))) for what in pages]


def where() -> tuple[float, float]:
    """The latitude and longitude of a place in the Balkans, where most is held."""
    place = apps.get_model("places", "Place").objects.get(pk=dates.PLACES // 2 + 1)
    return place.public_point.y, place.public_point.x


def cpu_of(get: Callable[..., Any], path: str, query: str) -> float:
    """CPU seconds of the web process and of the database for one such page."""
    before = cpu()
    for _ in range(REQUESTS):
        status, _headers = get(path, f"{query}&q=&n={next(COUNT)}")
        if status != "200 OK":
            message = f"{path}?{query}: {status}"
            raise RuntimeError(message)
    return (cpu() - before) / REQUESTS


def cpu() -> float:
    """CPU seconds so far, of this process and of the database's that answers it."""
    return time.process_time() + million.cpu_of_database()


def growth(what: str, many: float, few: float) -> Row:
    what = f"{what}, of {dates.MANY:,} to of {dates.FEW:,} dates, with the database"
    value = f"{many / few:.2f} × ({1000 * many:.1f} ms / {1000 * few:.1f} ms)"
    return Row(what, value, f"≤ {MOST} ×", many / few <= MOST)


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
