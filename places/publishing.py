"""Showing things to visitors and hiding them again: places, routes, products."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.versions import raise_versions
from places.models.shown import Shown, ShownQuerySet

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def show(rows: ShownQuerySet, *, by: "User | None" = None) -> int:
    """Show them to visitors; say how many were not shown before."""
    return _set_published(rows.filter(published=None), timezone.now(), by)


@transaction.atomic
def hide(rows: ShownQuerySet, *, by: "User | None" = None) -> int:
    """Hide them, and what belongs to them; say how many were shown before."""
    return _set_published(rows.published(), None, by)


@transaction.atomic
def keep(row: Shown, *, by: "User | None" = None) -> None:
    """Keep a new or changed row under the address that its name gives it."""
    verb = "change" if row.pk else "add"
    before = set(type(row).objects.filter(pk=row.pk).values_list("group", flat=True))
    row.slug = row.latin_slug
    row.save()
    record(f"{_kind(row)}.{verb}", row, actor=by)
    raise_versions({*before, row.group_id})


def _set_published(
    rows: ShownQuerySet, moment: datetime | None, by: "User | None"
) -> int:
    # Always in one order, so that two people never wait for each other.
    changed = list(rows.order_by("pk").select_for_update(of=["self"]))
    if not changed:
        return 0
    mine = type(changed[0]).objects.filter(pk__in=[row.pk for row in changed])
    mine.update(published=moment)
    verb = "publish" if moment else "unpublish"
    record(f"{_kind(changed[0])}.{verb}", changed, actor=by)
    raise_versions(row.group_id for row in changed)
    return len(changed)


def _kind(row: Shown) -> str:
    return row._meta.model_name  # noqa: SLF001 -- the public way
