"""Routes as files: read again by other programs, nothing is lost or added."""

from xml.etree import ElementTree as ET

import gpxpy
import pytest
from django.contrib.gis.geos import Point

from places.routes.actions import save_route, set_line
from places.routes.gpx import TrackPoint, read_gpx
from tests.factories import RouteFactory, RouteStopFactory

pytestmark = pytest.mark.django_db
KML = "{http://www.opengis.net/kml/2.2}"
PIECES = [
    [TrackPoint(23.5, 42.3, 900.0), TrackPoint(23.51, 42.31, 950.5)],
    [TrackPoint(23.6, 42.4, 800.0), TrackPoint(23.61, 42.41, 810.0)],
]


def route_with(pieces):
    route = save_route(set_line(RouteFactory(name_bg="Път & <мост>"), pieces))
    RouteStopFactory(
        route=route,
        place__name_bg="Чешма",
        place__point=Point(23.505, 42.305, srid=4326),
        caption_bg="Пий вода",
    )
    return route


def file_of(client, route, kind):
    return client.get(f"{route.get_absolute_url().rstrip('/')}.{kind}")


def test_gpx_holds_the_line_its_heights_and_the_stops(client):
    answer = file_of(client, route_with(PIECES), "gpx")

    read = gpxpy.parse(answer.content.decode())
    assert read_gpx([answer.content]) == PIECES
    assert (read.name, read.tracks[0].name) == ("Път & <мост>", "Път & <мост>")
    (stop,) = read.waypoints
    assert (stop.name, stop.description) == ("Чешма", "Пий вода")
    assert (stop.longitude, stop.latitude) == (23.505, 42.305)
    assert answer["Content-Type"] == "application/gpx+xml"


def test_gpx_claims_no_heights_that_are_not_known(client):
    flat = [[point._replace(height=None) for point in piece] for piece in PIECES]

    answer = file_of(client, route_with(flat), "gpx")

    assert read_gpx([answer.content]) == flat
    assert b"<ele>" not in answer.content


def test_kml_holds_the_line_and_the_stops(client):
    answer = file_of(client, route_with(PIECES), "kml")

    root = ET.fromstring(answer.content)  # noqa: S314 -- made by us
    assert root.tag == f"{KML}kml"
    assert [one.text for one in root.iter(f"{KML}coordinates")] == [
        "23.500000,42.300000 23.510000,42.310000",
        "23.600000,42.400000 23.610000,42.410000",
        "23.505000,42.305000",
    ]
    assert [one.text for one in root.iter(f"{KML}name")] == [
        "Път & <мост>",
        "Път & <мост>",
        "Чешма",
    ]


@pytest.mark.parametrize("kind", ["gpx", "kml"])
def test_file_says_whose_it_is_and_thanks_the_map_for_a_drawn_line(client, kind):
    flat = [[point._replace(height=None) for point in piece] for piece in PIECES]
    recorded, drawn = (route_with(pieces) for pieces in (PIECES, flat))

    ours, with_map = (
        file_of(client, one, kind).content.decode() for one in (recorded, drawn)
    )

    assert recorded.get_absolute_url() in ours
    assert recorded.group.name_bg in ours
    assert ["OpenStreetMap" in file for file in (ours, with_map)] == [False, True]


@pytest.mark.parametrize("kind", ["gpx", "kml"])
def test_file_is_there_while_the_route_is_published(client, kind):
    hidden = save_route(set_line(RouteFactory(published=None), PIECES))

    assert file_of(client, route_with(PIECES), kind).status_code == 200
    assert file_of(client, hidden, kind).status_code == 404
