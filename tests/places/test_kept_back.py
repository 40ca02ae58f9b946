"""Nobody learns more of a fuzzed place than the point that is shown.

The place is moved about within what is kept back, and everything that visitors can ask
for is asked again: bodies, headers and orders must not differ by a byte.
"""

import pytest
from django.contrib.gis.geos import Point
from django.core.cache import cache
from django.db import connection

from hub.shared import memory
from places.models import Place
from places.positions import public_point
from tests.factories import (
    PhotoFactory,
    PlaceFactory,
    ProductFactory,
    RouteFactory,
    RouteStopFactory,
    SettlementFactory,
)

pytestmark = pytest.mark.django_db
# Two true positions of one place, and its neighbour: for a visitor in the south-west
# the one is nearer than the neighbour, the other is not.
TRUE, OTHER = (23.5112, 42.3112), (23.5188, 42.3188)
NEIGHBOUR = (23.5149, 42.3149)


def squares(*points):
    """The tiles of all zooms that these points are in, as addresses."""
    for zoom in range(17):
        for lon, lat in points:
            x, y = world(lon, lat)
            yield f"{zoom}/{x >> 28 - zoom}/{y >> 28 - zoom}"


def world(lon, lat):
    with connection.cursor() as cursor:
        point = "ST_SetSRID(ST_MakePoint(%s, %s), 4326)"
        cursor.execute(
            f"SELECT places_world_x({point}), places_world_y({point})",
            [lon, lat, lon, lat],
        )
        return cursor.fetchone()


def doors_of(place, route, product):
    page, stops = place.get_absolute_url(), route.get_absolute_url()
    yield from ("/bg/", "/bg/map/", f"/bg/map/?place={place.pk}", "/bg/places/")
    yield from (page, f"{page.rstrip('/')}.gpx")
    yield from ("/bg/wanted/", "/bg/wanted/?print=1", "/bg/search/?q=maystor")
    yield from (
        f"/bg/places/{name}?ids={place.pk}" for name in ("names.json", "cards/")
    )
    yield from (stops, *(f"{stops.rstrip('/')}.{kind}" for kind in ("gpx", "kml")))
    yield from (product.get_absolute_url(), place.group.get_absolute_url())
    yield from ("/sitemap.xml", "/sitemap-places.xml")
    for lon, lat in (TRUE, OTHER, NEIGHBOUR, (23.5, 42.3)):
        box = f"{lon - 0.001},{lat - 0.001},{lon + 0.001},{lat + 0.001}"
        near = f"{lat:.2f},{lon:.2f}"
        yield f"/bg/places/search.json?lon={lon}&lat={lat}"
        yield from (f"/bg/places/?bbox={box}", f"/bg/places/?near={near}")
        yield f"/bg/map/?near={near}"
    for square in squares(TRUE, OTHER):
        yield f"/tiles/places/{square}.mvt"
    yield from (
        f"/bg/products/tiles/{square}.json" for square in list(squares(TRUE))[:9]
    )


def answers(client, doors):
    """What each of the addresses answers now, whatever was kept of it before."""
    connection.check_constraints()
    cache.clear()
    memory.forget_all()
    found = {}
    for door in doors:
        answer = client.get(door)
        found[door] = (answer.status_code, dict(answer.headers), answer.content)
    return found


@pytest.mark.no_cover  # counted by others; it would take half as long again
@pytest.mark.parametrize("precision", ["1km", "settlement"])
def test_nothing_that_visitors_get_depends_on_the_true_position(client, precision):
    village = SettlementFactory(point=Point(23.5149, 42.3151, srid=4326))
    place = PlaceFactory(
        name_bg="Майсторът",
        point=Point(*TRUE, srid=4326),
        precision=precision,
        territory=village,
        elevation=1234,
    )
    PlaceFactory(point=Point(*NEIGHBOUR, srid=4326))
    PhotoFactory(place=place, public=True)
    route = RouteFactory(group=place.group)
    RouteStopFactory(route=route, place=place)
    product = ProductFactory()
    product.places.add(place)
    doors = list(doors_of(place, route, product))
    other = Point(*OTHER, srid=4326)
    assert public_point(other, precision, village.point) == place.public_point

    before = answers(client, doors)
    Place.objects.filter(pk=place.pk).update(point=other, elevation=1300)
    after = answers(client, doors)

    assert {status for status, _headers, _body in before.values()} == {200}
    assert [door for door in doors if before[door] != after[door]] == []
    text = b"".join(body for _status, _headers, body in before.values()).decode(
        errors="replace"
    )
    assert not any(digits in text for digits in ("23.5112", "42.3112"))
    # The same doors do tell of a place that is shown where it is.
    Place.objects.filter(pk=place.pk).update(precision="exact", public_point=other)
    telling = [
        "/bg/map/",
        f"{place.get_absolute_url().rstrip('/')}.gpx",
        "/bg/places/?near=42.30,23.50",
        f"/tiles/places/{list(squares(OTHER))[16]}.mvt",
    ]
    told = answers(client, telling)
    assert [door for door in telling if before[door] == told[door]] == []
