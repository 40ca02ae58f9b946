"""A million published places, and a thousand beside them: what the portal must bear.

Made by the database, without its indexes: they are built when all places are there, as
whoever restores a dump does it. Filled once for all the parts of a run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from tests.bench import europe

FEW, MANY = 1_000, 1_000_000
# Holds tables of places and cells with few rows, so that few and many take turns.
SMALL = "small"
COUNTED = ("places_place", "places_tilecell", "places_celltotal")
SECONDARY = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = 'places_place' AND schemaname = 'public'
        AND indexdef NOT LIKE '%UNIQUE%'
"""


def fill() -> None:
    """The places of Europe, and a thousand of them in a schema of their own."""
    if ask("SELECT EXISTS (SELECT FROM places_place WHERE slug = %s)", [_slug(MANY)]):
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SMALL} CASCADE")
        cursor.execute(
            "TRUNCATE partners_territory, places_category, places_tilecell"
            " RESTART IDENTITY CASCADE"
        )
        cursor.execute(
            "SET synchronous_commit = off; SET maintenance_work_mem = '256MB'"
        )
    ground()
    europe.groups()
    with unindexed():
        places(MANY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT places_count_all_cells()")
        cursor.execute(f"VACUUM ANALYZE {', '.join(COUNTED)}")
        copies = (f"CREATE TABLE {t} (LIKE public.{t} INCLUDING ALL)" for t in COUNTED)
        cursor.execute(f"CREATE SCHEMA {SMALL} {' '.join(copies)}")
    with few_places(), connection.cursor() as cursor:
        places(FEW)
        cursor.execute("SELECT places_count_all_cells()")
        cursor.execute(f"VACUUM ANALYZE {', '.join(COUNTED)}")


def ask(sql: str, params: Any = None) -> Any:
    """The one value that the query answers with."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def cpu_of_database() -> float:
    """CPU seconds of the server's process that answers us, which is on this machine."""
    backend = ask("SELECT pg_backend_pid()")
    spent, *_rest = Path(f"/proc/{backend}/schedstat").read_text().split()
    return int(spent) / 1e9


def _slug(number: int) -> str:
    return f"place-{number}"


@contextmanager
def unindexed() -> Iterator[None]:
    """Here places go in without their indexes, and nobody notes what has changed."""
    with connection.cursor() as cursor:
        cursor.execute(SECONDARY)
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute("ALTER TABLE places_place DISABLE TRIGGER USER")
        yield
        cursor.execute("ALTER TABLE places_place ENABLE TRIGGER USER")
        for _name, definition in indexes:
            cursor.execute(definition)


@contextmanager
def few_places() -> Iterator[None]:
    """Here the tables of places and cells are those of a thousand."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {SMALL}, public")
        yield
        cursor.execute("RESET search_path")


def ground() -> None:
    """A country, a hundred villages, twelve categories: in five languages."""
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


def places(last: int, first: int = 1, **columns: str) -> None:
    """Published places as they lie in Europe, with these numbers.

    `columns` are SQL for the n-th place, in place of what they are here.
    """
    model = apps.get_model("places", "Place")
    known = {
        "name": "'Място ' || n",
        "slug": "'place-' || n",
        "territory_id": "3 + n % 100",
        "precision": "'exact'",
        "needs_two_people": "false",
        "published": "now() - n * interval '1 second'",
        "created": "now()",
        "search": "'myasto ' || n",
        "photographed": "current_date - 7 * n % 4000",
        "photographed_in_winter": "date '2026-01-15'",
    }
    for language in ("bg", "en", "ro", "el", "fr"):
        known[f"name_{language}"] = known["name"]
        known[f"summary_{language}"] = "'Едно изречение за мястото.'"
    known |= europe.position() | columns
    insert(model, known, first, last)


def insert(model: Any, known: dict[str, str], first: int, last: int) -> None:
    """Rows with these numbers; `known` is SQL for columns of the n-th, others empty."""
    columns = {}
    for field in model._meta.concrete_fields:  # noqa: SLF001 -- Django's public _meta
        if field.column in known:
            columns[f'"{field.column}"'] = known[field.column]
        elif not (field.null or field.primary_key or field.generated):
            columns[f'"{field.column}"'] = "''"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"  # noqa: S608, SLF001 -- our own words; as above
            f" SELECT {', '.join(columns.values())}"
            f" FROM generate_series({first}, {last}) n"
        )


def remove(first: int, last: int) -> None:
    """Take the places with these numbers out again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM places_place WHERE slug IN"
            " (SELECT 'place-' || n FROM generate_series(%s, %s) n)",
            [first, last],
        )
