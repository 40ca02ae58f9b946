"""What a map's script needs to know of a route."""

from typing import Any

from places.markers import marker_of
from places.models import Route

# On the map of a page nobody sees a smaller part of the route than this.
FINENESS = 10_000
DIGITS = 5


def route_on_map(route: Route) -> dict[str, Any]:
    """The pieces of the line as [lat, lon], and the stops at their public points."""
    return {
        "pieces": pieces_of(route),
        "stops": [marker_of(stop.place) for stop in route.public_stops],
    }


def pieces_of(route: Route) -> list[list[list[float]]]:
    """The line without what nobody would see: [[[lat, lon], …], …] in degrees."""
    if route.line is None:
        return []
    west, south, east, north = route.line.extent
    plain = route.line.simplify(max(east - west, north - south) / FINENESS)
    pieces = plain.coords if plain.geom_type == "MultiLineString" else [plain.coords]
    return [
        [[round(point[1], DIGITS), round(point[0], DIGITS)] for point in piece]
        for piece in pieces
    ]
