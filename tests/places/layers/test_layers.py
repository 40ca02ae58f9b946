"""What lies over the map page: routes as light lines, products at their places."""

import pytest
from django.contrib.gis.geos import Point

from places import publishing
from places.layers.squares import Square
from places.models import Place, Product, Route
from places.routes.actions import save_route, set_line
from places.routes.gpx import TrackPoint
from tests.factories import PlaceFactory, ProducerFactory, ProductFactory, RouteFactory

pytestmark = pytest.mark.django_db
# The tile around Samokov at zoom 8, and the one east of it.
HERE, EAST = (8, 144, 94), (8, 145, 94)


def rows(client, kind, tile=HERE, language="bg"):
    z, x, y = tile
    return client.get(f"/{language}/{kind}/tiles/{z}/{x}/{y}.json").json()["rows"]


def words(row):
    return [one["words"].replace("\xa0", " ") for one in row["told"]]


def drawn(*lons, lat=42.3, **fields):
    """A route east along a parallel, with a bend of some metres at each step."""
    piece = [TrackPoint(lon, lat + n % 2 / 10_000, None) for n, lon in enumerate(lons)]
    return save_route(set_line(RouteFactory(**fields), [piece]))


def test_square_is_the_land_of_its_tile():
    west, south, east, north = Square(*HERE).box().extent

    assert (west, east) == (22.5, 23.90625)
    assert (round(south, 3), round(north, 3)) == (42.033, 43.069)
    assert Square(0, 0, 0).box(8).extent[0] == -180


def test_route_comes_as_a_light_line_with_its_name(client):
    route = drawn(*(23.5 + n / 1000 for n in range(100)), name_fr="Le sentier")

    (found,) = rows(client, "routes", language="fr")

    assert found["name"] == {"words": "Le sentier", "lang": None}
    assert words(found) == ["8,2 km · 2 h 05 min"]
    assert found["url"].endswith(f"-{route.pk}/")
    assert found["pieces"] == [[[42.3, 23.5], [42.3001, 23.599]]]
    assert len(rows(client, "routes", (14, 9263, 6063))[0]["pieces"][0]) > 2


def test_route_is_cut_at_the_edge_of_the_tile(client):
    drawn(23.5, 24.5)

    (west,), (east,) = rows(client, "routes"), rows(client, "routes", EAST)

    assert [lon for _lat, lon in west["pieces"][0]] == [
        23.5,
        pytest.approx(23.917, abs=0.001),
    ]
    assert [lon for _lat, lon in east["pieces"][0]] == [
        pytest.approx(23.895, abs=0.001),
        24.5,
    ]
    assert rows(client, "routes", (8, 146, 94)) == []


def test_square_tells_of_the_longest_and_that_there_are_more(client, monkeypatch):
    monkeypatch.setattr("places.layers.routes.MOST_ROUTES", 1)
    drawn(23.5, 23.6)
    longest = drawn(23.5, 23.7)

    found = client.get("/bg/routes/tiles/8/144/94.json").json()

    assert [row["id"] for row in found["rows"]] == [longest.pk]
    assert found["more"] is True


def test_chosen_route_comes_whole_while_it_is_published(client):
    route = drawn(23.5, 24.5)
    address = f"/bg/routes/{route.pk}/line.json"

    assert client.get(address).json()["pieces"] == [[[42.3, 23.5], [42.3001, 24.5]]]
    publishing.hide(Route.objects.all())
    assert client.get(address).status_code == 404
    assert rows(client, "routes") == []


def test_product_stands_at_its_public_places_with_what_a_buyer_asks(client):
    producer = ProducerFactory(phone="0722 12 34", agreed="2026-05-01")
    product = ProductFactory(
        season=[8, 9], buying_bg="На пазара в събота", producer=producer
    )
    true = Point(23.512345, 42.312345, srid=4326)
    fuzzed = PlaceFactory(point=true, precision="1km")
    far = PlaceFactory(point=Point(27.5, 42.3, srid=4326))
    hidden = PlaceFactory(published=None)
    product.places.set([fuzzed, far, hidden])

    (found,) = rows(client, "products")

    contact = "Пчелин Мед · 0722 12 34 · honey@example.org"
    assert words(found) == ["август–септември", "На пазара в събота", contact]
    assert rows(client, "products", language="el")[0]["told"][1]["lang"] == "bg"
    assert [spot["id"] for spot in found["places"]] == [fuzzed.pk]
    assert "23.512345" not in str(found)
    publishing.hide(Place.objects.all())
    assert rows(client, "products") == []


def test_producer_who_has_not_agreed_and_hidden_product_are_not_told(client):
    producer = ProducerFactory(phone="0722 12 34", agreed=None)
    product = ProductFactory(producer=producer, season=[8])
    product.places.add(PlaceFactory(point=Point(23.5, 42.3, srid=4326)))

    assert words(rows(client, "products")[0]) == ["август"]
    publishing.hide(Product.objects.all())
    assert rows(client, "products") == []


@pytest.mark.parametrize("tile", [(15, 0, 0), (8, 256, 0)])
def test_tile_that_there_is_not_is_not_found(client, tile):
    z, x, y = tile
    assert client.get(f"/bg/routes/tiles/{z}/{x}/{y}.json").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_squares_take_the_same_queries_for_any_number(
    client, django_assert_num_queries, count
):
    for _ in range(count):
        drawn(23.5, 23.6)
        product = ProductFactory(producer=ProducerFactory(agreed="2026-05-01"))
        product.places.add(PlaceFactory(point=Point(23.5, 42.3, srid=4326)))

    with django_assert_num_queries(2):
        assert len(rows(client, "routes")) == count
    with django_assert_num_queries(3):
        assert len(rows(client, "products")) == count
