"""Routes as files for a device or a map program: GPX 1.1 and KML 2.2.

Both hold the whole line and the public stops, at the points that visitors may know.
"""

from xml.etree import ElementTree as ET

import gpxpy.gpx

from hub.shared.translation import translated
from places.models import Route
from places.waypoints import waypoint_of

KML = "http://www.opengis.net/kml/2.2"
# About a decimetre, and what devices write.
DIGITS = 6


def gpx_of(route: Route) -> gpxpy.gpx.GPX:
    """The line as a track, its stops as waypoints."""
    name, words = _texts(route)
    file = gpxpy.gpx.GPX()
    file.creator = "Megdan"
    file.name, file.description = name, words
    file.waypoints = [
        waypoint_of(stop.place, translated(stop, "caption").value)
        for stop in route.public_stops
    ]
    if route.line:
        file.tracks.append(gpxpy.gpx.GPXTrack(name=name, description=words))
        for piece in route.line.coords:
            points = [_track_point(*point, route=route) for point in piece]
            file.tracks[0].segments.append(gpxpy.gpx.GPXTrackSegment(points))
    return file


def _track_point(lon, lat, height, *, route):
    known = height if route.ascent is not None else None
    return gpxpy.gpx.GPXTrackPoint(round(lat, DIGITS), round(lon, DIGITS), known)


def kml_of(route: Route) -> bytes:
    """The line and the stops as placemarks of one document."""
    ET.register_namespace("", KML)
    root = ET.Element(f"{{{KML}}}kml")
    document = _add(root, "Document")
    name, words = _texts(route)
    _describe(document, name, words)
    if route.line:
        placemark = _add(document, "Placemark")
        _describe(placemark, name, words)
        pieces = _add(placemark, "MultiGeometry")
        for piece in route.line.coords:
            line = _add(pieces, "LineString")
            _add(line, "tessellate", "1")
            written = (
                f"{lon:.{DIGITS}f},{lat:.{DIGITS}f}" for lon, lat, _height in piece
            )
            _add(line, "coordinates", " ".join(written))
    for stop in route.public_stops:
        placemark = _add(document, "Placemark")
        _describe(placemark, stop.place.name, translated(stop, "caption").value)
        at = stop.place.public_point
        point = _add(placemark, "Point")
        _add(point, "coordinates", f"{at.x:.{DIGITS}f},{at.y:.{DIGITS}f}")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _texts(route: Route) -> tuple[str, str | None]:
    return translated(route, "name").value, translated(route, "summary").value or None


def _describe(element: ET.Element, name: str, words: str | None) -> None:
    _add(element, "name", name)
    if words:
        _add(element, "description", words)


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{KML}}}{name}")
    child.text = text
    return child
