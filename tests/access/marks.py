"""Marks that say whose an object is, and in which column they stand.

`markb_photo_caption` is the caption of a photo of the group "b".
"""

import re
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, connection, models, transaction

# Columns in which a mark would be something else: a key, a colour, a check sum.
UNMARKED = {
    "password",
    "sha256",
    "told_where",
    "token",
    "token_hash",
    "client_key",
    "accent",
    "colour",
    "code",
}
SHORTEST_MARKED = 20


def name_of(model: Any) -> str:
    return model._meta.model_name  # noqa: SLF001 -- the public way


def columns_of(model: Any) -> list[Any]:
    return model._meta.concrete_fields  # noqa: SLF001 -- the public way


def mark(row: models.Model, who: str) -> None:
    """Write its mark into every text column of the row that may hold it."""
    marks = {
        field.attname: mark_of(field, who)
        for field in columns_of(type(row))
        if is_markable(field)
    }
    # Together where the database takes them all; else each for itself.
    if not is_kept(row, marks):
        for name, text in marks.items():
            is_kept(row, {name: text})
    row.refresh_from_db()


def is_kept(row: models.Model, values: dict[str, str]) -> bool:
    mine = type(row)._base_manager.filter(pk=row.pk)  # noqa: SLF001 -- Django's own way
    with suppress(IntegrityError), transaction.atomic():
        return bool(values and mine.update(**values))
    return False


def is_markable(field: Any) -> bool:
    if field.choices or field.is_relation or plain_name(field) in UNMARKED:
        return False
    if not isinstance(field, models.CharField | models.TextField):
        return False
    return (field.max_length or 1000) >= SHORTEST_MARKED


def plain_name(field: Any) -> str:
    """The column's name without its language."""
    return re.sub(r"_(bg|en|ro|el|fr)$", "", field.attname)


def mark_of(field: Any, who: str) -> str:
    text = f"mark{who}_{name_of(field.model)}_{plain_name(field)}"
    if isinstance(field, models.EmailField):
        return f"{text}@example.org"
    return f"https://{text}.example.org" if isinstance(field, models.URLField) else text


def marks_in(text: str, known: Any) -> set[tuple[str, str, str]]:
    """The marks in an answer: whose, of which model, of which column."""
    found = re.findall(r"mark([a-z])_([a-z]+)_([a-z_]*[a-z])", text.lower())
    tokens = {(it.who, "photo", "token") for it in known if it.photo.token in text}
    return {*found, *tokens}


def state_of(it: Any) -> list[str]:
    """Everything that is stored of the group's objects."""
    rows = [row for row in vars(it).values() if isinstance(row, models.Model)]
    one = "SELECT '{0} ' || {0}::text FROM {0} WHERE {1} = %s"
    parts = [
        one.format(about.db_table, about.pk.column)
        for about in (row._meta for row in rows)  # noqa: SLF001 -- the public way
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [row.pk for row in rows])
        return sorted(text for (text,) in cursor.fetchall())
