"""Length, climb and walking time of real walks, against other programs."""

from pathlib import Path

import gpxpy
import pytest
from django.db import connection

from places.routes.actions import save_route, set_line
from places.routes.gpx import TrackPoint, UnreadableTrack, read_gpx
from places.routes.measures import measure, walking_minutes
from tests.factories import RouteFactory

DATA = Path(__file__).parents[2] / "data" / "gpx"
WALKS = ["mojstrovka", "cerknisko_jezero"]


def walk(name):
    return read_gpx([(DATA / f"{name}.gpx").read_bytes()])


def by_gpxpy(name):
    """What gpxpy makes of those pieces of the file that are more than a point."""
    other = gpxpy.parse((DATA / f"{name}.gpx").read_text())
    return other.length_2d(), other.get_uphill_downhill()


@pytest.mark.django_db
@pytest.mark.parametrize("name", WALKS)
def test_length_is_that_of_postgis_on_the_ellipsoid(name):
    route = save_route(set_line(RouteFactory(), walk(name)))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_Length(ST_Force2D(line)::geography) FROM places_route"
        )
        (metres,) = cursor.fetchone()

    assert route.length == pytest.approx(metres, abs=0.6)
    assert route.length == pytest.approx(by_gpxpy(name)[0], rel=0.002)


@pytest.mark.parametrize(
    ("name", "up", "down"), [("mojstrovka", 446, 418), ("cerknisko_jezero", 223, 89)]
)
def test_climb_is_near_that_of_another_program_which_counts_every_tremor(
    name, up, down
):
    _length, other = by_gpxpy(name)
    found = measure(walk(name))

    assert (round(other.uphill), round(other.downhill)) == (up, down)
    assert up * 0.8 < found.ascent <= up
    assert down * 0.45 < found.descent <= down


def test_climb_to_the_top_is_the_height_of_the_top():
    heights = [point.height for point in walk("mojstrovka")[0]]
    found = measure(walk("mojstrovka"))
    top = max(heights) - heights[0]

    assert found.ascent == pytest.approx(top, abs=25)
    assert found.ascent - found.descent == pytest.approx(
        heights[-1] - heights[0], abs=5
    )
    assert max(height for _metres, height in found.profile) == pytest.approx(
        max(heights), abs=4
    )


def test_tremor_of_a_device_on_flat_ground_is_no_climb():
    flat = [
        TrackPoint(23.5 + n / 10_000, 42.3, 900 + 4 * (-1) ** n * (5 < n < 395))
        for n in range(400)
    ]
    hills = [
        TrackPoint(23.5 + n / 10_000, 42.3, 900 + 30 * (n // 100 % 2))
        for n in range(400)
    ]

    assert (measure([flat]).ascent, measure([flat]).descent) == (0, 0)
    assert (measure([hills]).ascent, measure([hills]).descent) == (60, 30)


def test_walk_without_heights_claims_no_climb():
    found = measure(walk("no_elevations"))

    assert found.length == measure(walk("cerknisko_jezero")).length
    assert (found.ascent, found.descent, found.profile) == (None, None, [])


def test_line_around_the_earth_is_no_walk():
    zigzag = [TrackPoint(120 * (-1) ** n, 0, 0) for n in range(1000)]

    with pytest.raises(UnreadableTrack):
        measure([zigzag])


@pytest.mark.parametrize(
    ("length", "up", "down", "minutes"),
    [
        # 8 km are 2 h; 600 m up are 2 h: the half of one is added to the other.
        (8000, 600, 0, 180),
        # 4 km are 1 h; 900 m up 3 h, 500 m down 1 h.
        (4000, 900, 500, 270),
        (4000, None, None, 60),
    ],
)
def test_walking_time_follows_din_33466(length, up, down, minutes):
    assert walking_minutes(length, up, down) == minutes
