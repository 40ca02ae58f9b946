"""The land of an action group: its settlements' boundaries today, as one area."""

from collections.abc import Iterable

from django.contrib.gis.db.models.aggregates import Union
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon

from hub.shared.versions import raise_versions
from partners.models import ActionGroup, GroupSettlement, Territory

GAP_DEGREES = 0.0004
# GEOS: corners stay corners.
MITRE = 2


def refresh_areas(groups: Iterable[ActionGroup] | None = None) -> int:
    """Draw the groups' areas anew (`None`: all); say how many have changed.

    To be called when settlements join or leave, or when their boundaries change.
    """
    changed = []
    for group in ActionGroup.objects.all() if groups is None else groups:
        area = _area_of(group)
        if not _same(area, group.area):
            group.area = area
            group.save(update_fields=["area"])
            changed.append(group.pk)
    if changed:
        raise_versions(changed)
    return len(changed)


def _area_of(group: ActionGroup) -> MultiPolygon | None:
    current = GroupSettlement.objects.current().filter(group=group)
    lands = Territory.objects.filter(
        pk__in=current.values("settlement"), boundary__isnull=False
    )
    union = lands.aggregate(union=Union("boundary"))["union"]
    if union is None:
        return None
    # Neighbouring lands do not meet exactly: gaps of less than some 80 m are closed.
    union = _grown(_grown(union, GAP_DEGREES), -GAP_DEGREES)
    polygons = list(union) if union.geom_type == "MultiPolygon" else [union]
    return MultiPolygon(polygons, srid=union.srid)


def _grown(land: GEOSGeometry, degrees: float) -> GEOSGeometry:
    """The land grown on every side, its corners kept."""
    return land.buffer_with_style(degrees, join_style=MITRE, mitre_limit=2)


def _same(one: MultiPolygon | None, other: MultiPolygon | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.equals_exact(other)
