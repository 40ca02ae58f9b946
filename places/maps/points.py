"""The points of a sheet, as the other modules take them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from places.maps.annotation import write_annotation
from places.maps.fitting import Tie, Transformation
from places.models import GroundControlPoint, HistoricMap


def ties_of(sheet: HistoricMap) -> list[Tie]:
    return [Tie(one.x, one.y, one.lon, one.lat) for one in sheet.points.all()]


def keep_ties(sheet: HistoricMap, ties: Iterable[Tie]) -> int:
    """Add points to the sheet's; say how many."""
    points = [
        GroundControlPoint(map=sheet, x=one.x, y=one.y, lon=one.lon, lat=one.lat)
        for one in ties
    ]
    return len(GroundControlPoint.objects.bulk_create(points))


def annotation_of(sheet: HistoricMap) -> dict[str, Any]:
    """The sheet's points for other programs."""
    return write_annotation(
        ties_of(sheet),
        Transformation(sheet.transformation),
        address=f"{settings.SITE_URL}/maps/{sheet.slug}/annotation.json",
        picture=f"{settings.SITE_URL}/media/maps/{sheet.slug}.webp",
        size=(sheet.width or 0, sheet.height or 0),
        mask=sheet.mask,
    )
