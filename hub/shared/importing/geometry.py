"""Points and boundaries out of strangers' GeoJSON, checked before GEOS sees them."""

import json
import math
from typing import Any

from django.contrib.gis.geos import GEOSException, GEOSGeometry, MultiPolygon, Point

from hub.shared.importing.report import Refused

WGS84 = 4326
# Europe, generously: what lies outside, but inside when turned round, was turned round.
WEST, SOUTH, EAST, NORTH = -32, 34, 45, 72
CLOSED_RING = 4
POLYGON, MULTIPOLYGON, COLLECTION = 3, 6, 7


def point_of(geometry: Any) -> Point:
    """The position of a GeoJSON point; a height is dropped."""
    kind, coordinates = _parts(geometry)
    if kind != "Point":
        message = f"a {kind} where a Point is needed."
        raise Refused(message)
    lon, lat = _position(coordinates)
    return Point(lon, lat, srid=WGS84)


def boundary_of(geometry: Any) -> MultiPolygon:
    """The area of a GeoJSON polygon or multipolygon, made valid; heights dropped."""
    kind, coordinates = _parts(geometry)
    if kind not in {"Polygon", "MultiPolygon"}:
        message = f"a {kind} where a Polygon or MultiPolygon is needed."
        raise Refused(message)
    polygons = [coordinates] if kind == "Polygon" else coordinates
    flat = [[_ring(ring) for ring in _list(polygon)] for polygon in _list(polygons)]
    text = json.dumps({"type": "MultiPolygon", "coordinates": flat})
    try:
        area = GEOSGeometry(text, srid=WGS84)
        if not area.valid:
            area = area.make_valid()
    except (GEOSException, ValueError) as error:
        message = f"the boundary cannot be drawn ({error})."
        raise Refused(message) from None
    return _polygons(area)


def _polygons(area: GEOSGeometry) -> MultiPolygon:
    """The polygons of whatever `make_valid` left: it may add stray lines."""
    parts: list[GEOSGeometry] = []
    if area.geom_typeid == POLYGON:
        parts = [area]
    elif area.geom_typeid in {MULTIPOLYGON, COLLECTION}:
        for part in area:
            if part.geom_typeid in {POLYGON, MULTIPOLYGON}:
                parts += _polygons(part)
    if not any(part.area for part in parts):
        message = "the boundary encloses no area."
        raise Refused(message)
    return MultiPolygon(parts, srid=WGS84)


def _parts(geometry: Any) -> tuple[str, Any]:
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        message = "the geometry is missing or is not GeoJSON."
        raise Refused(message)
    return geometry["type"], geometry.get("coordinates")


def _list(value: Any) -> list:
    if not isinstance(value, list) or not value:
        message = "the coordinates are missing or wrongly nested."
        raise Refused(message)
    return value


def _ring(ring: Any) -> list[tuple[float, float]]:
    positions = [_position(position) for position in _list(ring)]
    if positions[0] != positions[-1]:
        message = "a ring is not closed: end it with its first position."
        raise Refused(message)
    if len(positions) < CLOSED_RING:
        message = "a ring has fewer than four positions."
        raise Refused(message)
    return positions


def _position(position: Any) -> tuple[float, float]:
    if not isinstance(position, list | tuple) or len(position) < 2:
        message = "a position needs a longitude and a latitude."
        raise Refused(message)
    lon, lat = position[:2]
    for number in (lon, lat):
        if isinstance(number, bool) or not isinstance(number, int | float):
            message = f"a coordinate is {str(number)[:20]!r}, which is no number."
            raise Refused(message)
        if not math.isfinite(number):
            message = "a coordinate is not a finite number (NaN or infinity)."
            raise Refused(message)
    _check_place(lon, lat)
    return float(lon), float(lat)


def _check_place(lon: float, lat: float) -> None:
    where = f"longitude {lon:g}, latitude {lat:g}"
    if lon == 0 and lat == 0:
        message = "the position is 0, 0: it was never filled in."
        raise Refused(message)
    if _in_europe(lat, lon) and not _in_europe(lon, lat) and lat > 0:
        message = f"{where}: the two look swapped. Longitude comes first."
        raise Refused(message)
    if abs(lon) > 180 or abs(lat) > 90:
        message = f"{where}: not degrees. Convert to WGS 84 (EPSG:4326)."
        raise Refused(message)


def _in_europe(lon: float, lat: float) -> bool:
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH
