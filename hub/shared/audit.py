"""The audit trail: one entry for every thing a person does to an object."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from hub.shared.models import AuditEntry, ContentVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


def record(
    verb: str,
    objects: Model | Iterable[Model],
    *,
    actor: "AbstractBaseUser | None" = None,
    **detail: Any,
) -> None:
    """Note that the actor (`None`: a resident or a task) did this to the objects."""
    rows = [objects] if isinstance(objects, Model) else list(objects)
    AuditEntry.objects.bulk_create(
        AuditEntry(
            actor=actor,
            verb=verb,
            object_type=ContentType.objects.get_for_model(row),
            object_id=row.pk,
            detail=detail,
        )
        for row in rows
    )


def record_run(verb: str, **counts: int) -> None:
    """Note what a scheduled task did to the portal as a whole: numbers, no names."""
    record(verb, ContentVersion(scope=ContentVersion.PORTAL), **counts)


def history(obj: Model) -> QuerySet[AuditEntry]:
    """What happened to the object, newest first."""
    return AuditEntry.objects.filter(
        object_type=ContentType.objects.get_for_model(obj), object_id=obj.pk
    ).select_related("actor")
