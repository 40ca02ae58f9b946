"""Routes as files for a device or a map program: GPX 1.1 and KML 2.2.

Both hold the whole line and the public stops, at the points that visitors may know,
and say whose they are and where they are from.
"""

from xml.etree import ElementTree as ET

import gpxpy.gpx
from django.conf import settings

from hub.shared.translation import translated
from places.models import Route
from places.waypoints import waypoint_of

KML, ATOM = "http://www.opengis.net/kml/2.2", "http://www.w3.org/2005/Atom"
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
OSM = "© OpenStreetMap contributors, ODbL"
# About a decimetre, and what devices write.
DIGITS = 6


def gpx_of(route: Route) -> gpxpy.gpx.GPX:
    """The line as a track, its stops as waypoints."""
    name, words = _texts(route)
    file = gpxpy.gpx.GPX()
    file.creator = "Megdan"
    file.name, file.description = name, words
    file.link = _address(route)
    file.copyright_author, file.copyright_license = _makers(route), LICENCE
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
    ET.register_namespace("atom", ATOM)
    root = ET.Element(f"{{{KML}}}kml")
    document = _add(root, "Document")
    name, words = _texts(route)
    _add(document, "name", name)
    _add(_add(document, "author", space=ATOM), "name", _makers(route), space=ATOM)
    _add(document, "link", space=ATOM).set("href", _address(route))
    if words:
        _add(document, "description", words)
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


def _address(route: Route) -> str:
    return settings.SITE_URL + route.get_absolute_url()


def _makers(route: Route) -> str:
    """Whose it is. A line without heights was drawn over the map."""
    makers = [translated(route.group, "name").value if route.group else "Megdan"]
    if route.line and route.ascent is None:
        makers.append(OSM)
    return "; ".join(makers)


def _describe(element: ET.Element, name: str, words: str | None) -> None:
    _add(element, "name", name)
    if words:
        _add(element, "description", words)


def _add(
    parent: ET.Element, name: str, text: str | None = None, *, space: str = KML
) -> ET.Element:
    child = ET.SubElement(parent, f"{{{space}}}{name}")
    child.text = text
    return child
