"""Places as waypoints of a GPX file: at the point visitors may know."""

import gpxpy.gpx
from django.http import HttpResponse

from places.models import Place


def waypoint_of(place: Place, words: str = "") -> gpxpy.gpx.GPXWaypoint:
    """The place; the height of a fuzzed one would help to find it."""
    is_exact = place.precision == Place.Precision.EXACT
    return gpxpy.gpx.GPXWaypoint(
        latitude=place.public_point.y,
        longitude=place.public_point.x,
        elevation=place.elevation if is_exact else None,
        name=place.name,
        description=words or place.summary or None,
    )


def gpx_response(file: gpxpy.gpx.GPX, name: str) -> HttpResponse:
    """The file to download."""
    return download(file.to_xml(), f"{name}.gpx", "application/gpx+xml")


def download(content: str | bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
