"""What people do with base maps."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from hub.shared.audit import record
from hub.shared.bell import ring
from places.basemap.archive import check
from places.models import Basemap
from places.models.basemaps import new_name
from places.tasks import build_basemap

if TYPE_CHECKING:
    from partners.models import User


def ask_for_basemap(
    extract: Path, *, bbox: Sequence[float] | None = None, by: "User | None" = None
) -> Basemap:
    """Keep a copy of the extract, and have a map made from it.

    `bbox`: west, south, east, north in degrees.
    """
    region = extract.name.partition(".")[0]
    basemap = Basemap(name=new_name(region), bbox=bbox and list(bbox))
    basemap.extract.parent.mkdir(parents=True, exist_ok=True)
    part = basemap.work_path("part")
    try:
        shutil.copyfile(extract, part)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    part.rename(basemap.extract)
    with transaction.atomic():
        basemap.save()
        record("basemap.ask", basemap, actor=by, name=basemap.name)
        ring(build_basemap, basemap.pk)
    return basemap


@transaction.atomic
def show_basemap(basemap: Basemap, *, by: "User") -> None:
    """Put a finished map on all maps, such as the one before.

    Raises `UnusableArchive` when its file is missing or damaged.
    """
    check(basemap.path)
    Basemap.objects.show(basemap)
    record("basemap.show", basemap, actor=by, name=basemap.name)


@transaction.atomic
def hide_basemap(basemap: Basemap, *, by: "User") -> None:
    """Go back to the plain base of land and towns."""
    Basemap.objects.show(None)
    record("basemap.hide", basemap, actor=by, name=basemap.name)


@transaction.atomic
def cancel_basemap(basemap: Basemap, *, by: "User") -> bool:
    """Stop the work on it within seconds; false when there is none to be stopped."""
    unfinished = Basemap.objects.filter(pk=basemap.pk, state__in=Basemap.UNFINISHED)
    if not unfinished.update(state=Basemap.State.CANCELLED, lease_until=None):
        return False
    record("basemap.cancel", basemap, actor=by, name=basemap.name)
    return True


@transaction.atomic
def resume_basemap(basemap: Basemap, *, by: "User") -> bool:
    """Take the work up again; false when it was neither given up nor cancelled."""
    ended = Basemap.objects.filter(pk=basemap.pk, state__in=Basemap.ENDED)
    if not ended.update(
        state=Basemap.State.WAITING, attempts=0, lease_until=None, problem=""
    ):
        return False
    record("basemap.resume", basemap, actor=by, name=basemap.name)
    ring(build_basemap, basemap.pk)
    return True
