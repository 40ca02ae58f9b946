"""What is done to routes: each with one audit entry."""

from typing import TYPE_CHECKING

from django.contrib.gis.geos import LineString, MultiLineString
from django.db import transaction

from places import publishing
from places.models import Route
from places.routes.gpx import Track
from places.routes.measures import measure

if TYPE_CHECKING:
    from partners.models import User


def set_line(route: Route, track: Track | None) -> Route:
    """Give the route this line and what follows from it; `None`: it has no line."""
    if track is None:
        route.line = route.length = route.ascent = route.descent = None
        route.profile = []
        return route
    pieces = [
        LineString([(lon, lat, height or 0) for lon, lat, height in piece], srid=4326)
        for piece in track
    ]
    found = measure(track)
    route.line = MultiLineString(pieces, srid=4326)
    route.length, route.profile = found.length, found.profile
    route.ascent, route.descent = found.ascent, found.descent
    return route


@transaction.atomic
def save_route(route: Route, *, by: "User | None" = None) -> Route:
    """Keep a new or changed route."""
    publishing.keep(route, by=by)
    return route
