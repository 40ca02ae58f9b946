"""What is near a visitor, who tells us no more than about where she is."""

import pytest
from django.contrib.gis.geos import Point

from places.models import Place
from tests.factories import CategoryFactory, PlaceFactory

pytestmark = pytest.mark.django_db
HERE = "42.34,23.56"


def at(lon, lat, **values):
    return PlaceFactory(point=Point(lon, lat, srid=4326), **values)


def near(client, query=HERE, page="places"):
    return client.get(f"/bg/{page}/?near={query}").context["places"]


@pytest.mark.parametrize("page", ["places", "map"])
def test_nearest_twenty_come_in_the_order_of_their_distance_on_the_ground(client, page):
    # To the east a degree is shorter than to the north.
    north, east = at(23.56, 42.44), at(23.69, 42.34)
    closest = [at(23.56 + number / 1000, 42.34) for number in range(18)]
    at(26.1, 44.4)

    found = [place.pk for place in near(client, page=page)]

    expected = [*closest, east, north]
    assert found == [place.pk for place in expected]


def test_order_is_that_of_the_public_points(client):
    hidden_here = at(23.5611, 42.3411, precision="1km")
    shown_here = at(23.562, 42.342)
    visitor = Point(23.5611, 42.3411, srid=4326)

    order = [place.pk for place in Place.objects.nearest(visitor, 20)]

    assert order == [shown_here.pk, hidden_here.pk]


def test_list_of_what_is_near_is_narrowed_like_any_other(client):
    at(23.56, 42.34)
    mill = at(23.6, 42.34, category=CategoryFactory(slug="industrial"))

    assert [place.pk for place in near(client, f"{HERE}&category=industrial")] == [
        mill.pk
    ]


def test_card_tells_about_how_far_it_is(client):
    at(23.561, 42.341)
    at(23.6, 42.34)

    assert [card.distance for card in near(client)] == ["до 1 км", "около 3 км"]
    assert "около 3 км" in client.get(f"/bg/places/?near={HERE}").content.decode()
    assert "data-distance" not in client.get("/bg/places/").content.decode()


@pytest.mark.parametrize("page", ["places", "map"])
def test_place_that_is_just_there_tells_its_distance_too(client, page):
    at(23.56, 42.34)

    assert "до 1 км" in client.get(f"/bg/{page}/?near={HERE}").content.decode()


@pytest.mark.parametrize("page", ["places", "map"])
def test_chips_count_no_more_than_the_list_of_what_is_near_holds(client, page):
    church = CategoryFactory(slug="religious")
    PlaceFactory.create_batch(22, category=church)
    PlaceFactory(category=CategoryFactory(slug="industrial"))

    shown = client.get(f"/bg/{page}/?near={HERE}").context

    assert len(shown["places"]) == 20
    assert {chip.count_text for chip in shown["chips"]} == {"20", "1"}
    assert (shown["all_count"], shown["open_count"]) == ("20", "20")


@pytest.mark.parametrize("page", ["places", "map"])
def test_exact_position_is_answered_by_the_address_of_about_there(client, page):
    at(23.56, 42.34)

    sent_on = client.get(f"/bg/{page}/?near=42.338765,23.558432&category=religious")

    assert sent_on["Location"] == f"/bg/{page}/?near={HERE}&category=religious"
    assert sent_on["Cache-Control"] == "private, no-store"
    assert client.get(sent_on["Location"]).status_code == 200


@pytest.mark.parametrize("written", ["1", "a,b", "nan,nan", "91,0", "0,181", "1,2,3"])
def test_position_that_cannot_be_is_not_found(client, written):
    assert client.get(f"/bg/places/?near={written}").status_code == 404
