"""Names and cards of the places that a map shows."""

import pytest
from django.contrib.gis.geos import Point

from tests.factories import PhotoFactory, PlaceFactory, SettlementFactory

pytestmark = pytest.mark.django_db


def test_names_come_in_the_order_asked_for_and_in_the_reader_s_language(client):
    village = SettlementFactory(name_bg="Белчин", name_en="Belchin")
    first = PlaceFactory(name_bg="Мелница", name_en="", territory=village)
    second = PlaceFactory(name_bg="Манастир", name_en="Convent", precision="1km")
    hidden = PlaceFactory(published=None)
    asked = f"{second.pk},{hidden.pk},{first.pk},999999"

    places = client.get(f"/en/places/names.json?ids={asked}").json()["places"]

    assert [place["id"] for place in places] == [second.pk, first.pk]
    assert [place["name"] for place in places] == ["Convent", "Мелница"]
    assert [place["lang"] for place in places] == [None, "bg"]
    assert [place["approximate"] for place in places] == [True, False]
    assert (places[0]["lon"], places[0]["lat"]) == second.public_point.coords
    assert places[0]["lon"] != second.point.x
    assert places[1]["where"].startswith("Belchin")
    assert places[1]["url"] == f"/en/places/{first.slug}-{first.pk}/"


def test_cards_are_those_of_the_lists(client):
    place = PlaceFactory(point=Point(23.5, 42.3, srid=4326))
    card = (
        f'<li class="card" data-place="{place.pk}" data-category="{place.category_id}"'
        ' data-lon="23.5" data-lat="42.3">'
    )

    fragment = client.get(f"/bg/places/cards/?ids={place.pk}").content.decode()

    assert fragment.startswith(card)
    assert fragment in client.get("/bg/places/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["names.json", "cards/"])
def test_chosen_places_take_the_same_queries_for_any_number(
    client, django_assert_num_queries, address, count
):
    photos = [
        PhotoFactory(public=True, place__territory=SettlementFactory())
        for _ in range(count)
    ]
    ids = ",".join(str(photo.place_id) for photo in photos)

    with django_assert_num_queries(6):
        client.get(f"/bg/places/{address}?ids={ids}")


@pytest.mark.parametrize("ids", ["", "1,x", "1,,2", "1.5", "-1", "9" * 19, "1," * 50])
def test_numbers_that_cannot_be_are_not_found(client, ids):
    assert client.get(f"/bg/places/names.json?ids={ids}").status_code == 404
