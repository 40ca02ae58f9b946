"""Rows of models that have no factory, made from their fields."""

import uuid
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from tests.access.marks import columns_of, name_of

OUR_APPS = ("shared", "partners", "places", "events", "interest_forms", "packs")


def our_models() -> list[type[models.Model]]:
    return [m for app in OUR_APPS for m in apps.get_app_config(app).get_models()]


def belongs(model: type[models.Model], it: Any) -> bool:
    """Whether a row of the model would point to something of the group."""
    if name_of(model) in ("auditentry", "membership", "groupsettlement"):
        return False
    return any(
        field.is_relation
        and field.related_model
        and hasattr(it, name_of(field.related_model))
        for field in columns_of(model)
    )


def made(model: type[models.Model], it: Any) -> models.Model:
    """A row of the model, each column filled in by its kind."""
    values = {
        field.attname: value_for(field, it)
        for field in columns_of(model)
        if not field.primary_key or field.is_relation
    }
    try:
        with transaction.atomic():
            row = model(**values)
            row.save()
            return row
    except Exception as problem:
        message = (
            f"tests/access/making.py cannot make a {name_of(model)} from its fields:"
            f" give `rows_of` (rows.py) a line that makes one. ({problem})"
        )
        raise AssertionError(message) from problem


def value_for(field: Any, it: Any) -> Any:
    if field.is_relation:
        row = getattr(it, name_of(field.related_model), None)
        return row.pk if row else None
    if field.has_default():
        return field.get_default()
    if field.null or field.blank:
        return None if field.null else ""
    if field.choices:
        return field.choices[0][0]
    by_kind = {
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.localdate(),
        models.BooleanField: False,
        models.JSONField: {},
        models.IntegerField: 1,
        models.FloatField: 1.0,
        models.BinaryField: b"",
        models.UUIDField: uuid.uuid4(),
    }
    found = (value for kind, value in by_kind.items() if isinstance(field, kind))
    return next(found, f"{it.who}{field.name}"[: field.max_length])
