"""Everything that is done to old maps, each with one audit entry."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.bell import ring
from hub.shared.text import slugify_name
from hub.shared.versions import raise_versions
from places.maps.files import KeptScan
from places.maps.fitting import Tie
from places.maps.mask import Corner
from places.maps.points import keep_ties
from places.maps.scans import Kind
from places.models import GroundControlPoint, HistoricMap
from places.models.maps import HistoricMapQuerySet
from places.tasks import make_map, read_scan

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def save_map(sheet: HistoricMap, *, by: "User") -> HistoricMap:
    """Keep the words about a sheet. A new one gets an address that stays."""
    verb = "historicmap.change" if sheet.pk else "historicmap.add"
    before = set(
        HistoricMap.objects.filter(pk=sheet.pk).values_list("group", flat=True)
    )
    sheet.slug = sheet.slug or free_slug(sheet)
    sheet.save()
    record(verb, sheet, actor=by)
    raise_versions({*before, sheet.group_id})
    return sheet


def free_slug(sheet: HistoricMap) -> str:
    """From the title, with a number where another sheet has it."""
    stem = slugify_name(sheet.title_en or sheet.title, max_length=70, default="map")
    taken = set(
        HistoricMap.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    )
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def set_scan(sheet: HistoricMap, scan: KeptScan, kind: Kind, *, by: "User") -> None:
    """Give the sheet its scan, and have it read. Tiles of an older one stay shown.

    Points and mask belong to the scan's pixels: with other pixels they go.
    """
    row = HistoricMap.objects.select_for_update().filter(pk=sheet.pk)
    if row.get().sha256 != scan.sha256:
        GroundControlPoint.objects.filter(map=sheet).delete()
        row.update(mask=[])
    row.update(
        sha256=scan.sha256,
        size=scan.size,
        format=kind,
        width=None,
        height=None,
        knows_place=False,
    )
    row.ask_for(HistoricMap.Work.PREPARE)
    record("historicmap.scan", sheet, actor=by, sha256=scan.sha256, size=scan.size)
    ring(read_scan, sheet.pk)


@transaction.atomic
def set_points(
    sheet: HistoricMap,
    ties: Iterable[Tie],
    transformation: str,
    *,
    mask: Sequence[Corner],
    by: "User",
) -> None:
    """Keep where the sheet lies, and what of it is map.

    What visitors see changes when it is made anew.
    """
    HistoricMap.objects.filter(pk=sheet.pk).update(
        transformation=transformation, mask=mask
    )
    sheet.points.all().delete()
    count = keep_ties(sheet, ties)
    record("historicmap.points", sheet, actor=by, points=count, corners=len(mask))


@transaction.atomic
def make_tiles(sheet: HistoricMap, *, by: "User") -> None:
    """Have the map made from the scan and its points."""
    HistoricMap.objects.filter(pk=sheet.pk).ask_for(HistoricMap.Work.CUT)
    record("historicmap.cut", sheet, actor=by)
    ring(make_map, sheet.pk)


@transaction.atomic
def publish_maps(maps: HistoricMapQuerySet, *, by: "User") -> int:
    """Show the sheets that have tiles to visitors; say how many were not shown."""
    ready = maps.filter(published=None).exclude(token="")
    return _set_published(ready, by=by, is_shown=True)


@transaction.atomic
def unpublish_maps(maps: HistoricMapQuerySet, *, by: "User") -> int:
    """Hide the sheets; say how many were shown."""
    return _set_published(maps.published(), by=by, is_shown=False)


def _set_published(maps: HistoricMapQuerySet, *, by: "User", is_shown: bool) -> int:
    changed = list(maps.order_by("pk").select_for_update(of=["self"]))
    moment = timezone.now() if is_shown else None
    HistoricMap.objects.filter(pk__in=[one.pk for one in changed]).update(
        published=moment
    )
    verb = "historicmap.publish" if is_shown else "historicmap.unpublish"
    record(verb, changed, actor=by)
    raise_versions(one.group_id for one in changed)
    return len(changed)
