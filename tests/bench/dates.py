"""A million dates of ten years in Europe, and a thousand of one year beside them.

Made by the database, always the same. Filled once for all the parts of a run.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from tests.bench import europe, million
from tests.bench.million import ask

PLACES, EVENTS = 20_000, 20_000
FEW, MANY = 1_000, 1_000_000
# So many days the many and the few lie in, the first of them half a year ago.
TEN_YEARS, ONE_YEAR = 3650, 365
# Holds tables of dates and events with few rows, so that few and many take turns.
SMALL = "few_dates"
TABLES = ("events_event", "events_occurrence")
EVENT = {
    "kind": "(ARRAY['sabor','fair','festival','concert'])[1 + n % 4]",
    "group_id": f"1 + n % {europe.GROUPS}",
    "place_id": f"1 + n % {PLACES}",
    "territory_id": "3 + n % 100",
    "slug": "'event-' || n",
    "published": "now() - n * interval '1 second'",
    "created": "now()",
    **{
        name.format(language): text
        for language in europe.LANGUAGES
        for name, text in {
            "name_{}": "'Събор ' || n",
            "summary_{}": "'Курбан, хоро и борби на мегдана.'",
            "programme_{}": "'10:00 Водосвет' || chr(10) || '12:00 Курбан'",
            "venue_{}": "'Мегданът'",
        }.items()
    },
}


def fill() -> None:
    """The dates of Europe, and a thousand of them in a schema of their own."""
    if ask("SELECT to_regclass(%s) IS NOT NULL", [f"{SMALL}.events_occurrence"]):
        return
    ground()
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE events_event, events_tradition RESTART IDENTITY CASCADE"
        )
        cursor.execute(f"CREATE SCHEMA {SMALL}")
        for table in TABLES:
            cursor.execute(
                f"CREATE TABLE {SMALL}.{table} (LIKE public.{table} INCLUDING ALL)"
            )
    dates(MANY, EVENTS, TEN_YEARS)
    with few_dates():
        dates(FEW, FEW, ONE_YEAR)


def ground() -> None:
    """Groups, villages and places; those of the map where they are already there."""
    if ask("SELECT EXISTS (SELECT FROM places_place WHERE id = %s)", [PLACES]):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE partners_territory, places_category RESTART IDENTITY CASCADE"
        )
    million.ground()
    europe.groups()
    with million.unindexed():
        million.places(PLACES)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE places_place")


def dates(count: int, events: int, days: int) -> None:
    """So many dates of so many events; each twentieth lasts three days."""
    day = f"(current_date - 180 + ((n::bigint * 7919) % {days})::int)"
    lasts = "n % 20 = 0"
    last_day = f"({day} + CASE WHEN {lasts} THEN 2 ELSE 0 END)"
    hour = "make_time(8 + n % 12, 0, 0)"
    starts = f"({day} + CASE WHEN {lasts} THEN time '0:00' ELSE {hour} END)"
    ends = f"({last_day} + CASE WHEN {lasts} THEN time '24:00' ELSE {hour} END)"
    known = {
        "event_id": f"1 + n % {events}",
        "day": day,
        "last_day": last_day,
        "hour": f"CASE WHEN {lasts} THEN NULL ELSE {hour} END",
        "starts": f"{starts} AT TIME ZONE 'Europe/Sofia'",
        "ends": f"{ends} AT TIME ZONE 'Europe/Sofia'",
        "status": "(ARRAY['tentative','confirmed','moved'])[1 + n % 3]",
        "sequence": "0",
        "changed": "now()",
    }
    million.insert(apps.get_model("events", "Event"), EVENT, 1, events)
    million.insert(apps.get_model("events", "Occurrence"), known, 1, count)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")


@contextmanager
def few_dates() -> Iterator[None]:
    """Here the tables of dates and events are those of a thousand."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {SMALL}, public")
        yield
        cursor.execute("RESET search_path")
