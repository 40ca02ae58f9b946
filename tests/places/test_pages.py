"""Pages of places: lists, the map, one place."""

import gpxpy
import pytest
from django.contrib.gis.geos import Point

from places.actions import hide_photos, save_place
from places.models import Photo, Place
from places.photos.names import path_of
from tests.factories import (
    ActionGroupFactory,
    CategoryFactory,
    MunicipalityFactory,
    PhotoFactory,
    PlaceFactory,
    SettlementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ["bg", "en", "ro", "el", "fr"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "page",
    [
        "",
        "map/",
        "places/",
        "routes/",
        "products/",
        "groups/",
        "wanted/",
        "search/?q=a",
        "share/",
        "receipts/",
    ],
)
def test_every_page_speaks_every_language(client, language, page):
    PlaceFactory()

    text = client.get(f"/{language}/{page}").content.decode()

    assert f'<html lang="{language}"' in text
    assert text.count("<h1") == 1


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/bg/", 12), ("/bg/places/", 8), ("/bg/map/", 7), ("/bg/groups/", 2)],
)
def test_list_takes_the_same_queries_for_any_length(
    client, django_assert_num_queries, address, queries, count
):
    for _ in range(count):
        PhotoFactory(public=True, place__territory=SettlementFactory())

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_place_page_takes_ten_queries(client, django_assert_num_queries, count):
    # The first distance in a process asks PostGIS for the units.
    client.get(PlaceFactory().get_absolute_url())
    place = PlaceFactory(point=Point(25.1, 42.6, srid=4326))
    PhotoFactory.create_batch(count, place=place, public=True)

    with django_assert_num_queries(10):
        client.get(place.get_absolute_url())


def names_in(client, query):
    return [
        card.name.value for card in client.get(f"/bg/places/?{query}").context["places"]
    ]


def test_list_is_filtered_by_group_category_territory_text_and_box(client):
    village = SettlementFactory(parent=MunicipalityFactory(name_bg="Драгоман"))
    mill = PlaceFactory(
        name_bg="Мелницата",
        name_en="The mill",
        category=CategoryFactory(slug="industrial"),
        group=ActionGroupFactory(slug="dragoman"),
        territory=village,
        point=Point(22.9, 42.9, srid=4326),
    )
    PlaceFactory(name_bg="Манастирът")

    assert names_in(client, "") == ["Манастирът", "Мелницата"]
    assert names_in(client, "group=dragoman") == ["Мелницата"]
    assert names_in(client, "category=industrial") == ["Мелницата"]
    assert names_in(client, f"territory={village.parent.pk}") == ["Мелницата"]
    assert names_in(client, "q=melnits") == ["Мелницата"]
    assert names_in(client, "q=МЕЛНИЦ") == ["Мелницата"]
    assert names_in(client, "bbox=22.8,42.8,23,43") == [mill.name_bg]


@pytest.mark.parametrize(
    "query",
    [
        "group=none",
        "category=none",
        "territory=x",
        "territory=99999999999999999999",
        "bbox=1,2",
        "bbox=nan,nan,nan,nan",
        "bbox=5,5,1,1",
        "page=0",
        "page=9999999999999999",
        "page=2",
    ],
)
def test_address_that_asks_for_nothing_there_is_not_found(client, query):
    PlaceFactory()

    assert client.get(f"/bg/places/?{query}").status_code == 404


def test_unpublished_place_is_on_no_page(client):
    shown, kept_back = PlaceFactory(), PlaceFactory(name_bg="Тайното", published=None)

    for address in ("/bg/", "/bg/places/", "/bg/map/", "/bg/search/?q=tainoto"):
        assert "Тайното" not in client.get(address).content.decode()
    assert client.get(shown.get_absolute_url()).status_code == 200
    assert client.get(kept_back.get_absolute_url()).status_code == 404


def test_renamed_place_is_found_at_its_old_address(client):
    place = PlaceFactory(name_en="Old Mill")
    old = place.get_absolute_url()
    place.name_en = "Water Mill"
    save_place(place)

    moved = client.get(old)

    assert moved.status_code == 301
    assert moved["Location"].endswith(f"/places/water-mill-{place.pk}/")


def test_text_in_another_language_says_so(client):
    place = PlaceFactory(summary_bg="Кратко описание")

    english = client.get(f"/en/places/{place.slug}-{place.pk}/").content.decode()
    bulgarian = client.get(f"/bg/places/{place.slug}-{place.pk}/").content.decode()

    assert 'lang="bg"' in english
    assert 'class="in-language"' in english
    assert 'class="in-language"' not in bulgarian


@pytest.mark.parametrize("precision", ["1km", "settlement"])
def test_true_position_of_a_fragile_place_leaves_by_no_door(client, precision):
    true = Point(23.512345, 42.312345, srid=4326)
    place = PlaceFactory(point=true, precision=precision, elevation=1234)
    PlaceFactory(point=true)
    Place.objects.exclude(pk=place.pk).update(published=None)
    doors = [
        "/bg/",
        "/bg/map/",
        "/bg/places/",
        place.get_absolute_url(),
        place.get_absolute_url().rstrip("/") + ".gpx",
        f"/bg/places/search.json?lon={true.x}&lat={true.y}",
    ]

    for door in doors:
        text = client.get(door).content.decode()
        assert place.get_absolute_url().rstrip("/") in text or door.endswith(".gpx")
        assert "23.5123" not in text
        assert "42.3123" not in text


def test_fragile_place_is_not_found_by_a_narrow_box_around_its_true_position(client):
    PlaceFactory(point=Point(23.5123, 42.3123, srid=4326), precision="1km")

    assert names_in(client, "bbox=23.512,42.312,23.513,42.313") == []
    assert names_in(client, "bbox=23.50,42.30,23.52,42.32") == ["Девически манастир"]


def test_gpx_holds_the_place(client):
    place = PlaceFactory(elevation=950)

    track = gpxpy.parse(
        client.get(place.get_absolute_url().rstrip("/") + ".gpx").content.decode()
    )

    (waypoint,) = track.waypoints
    assert (waypoint.longitude, waypoint.latitude) == (place.point.x, place.point.y)
    assert waypoint.name == place.name_bg


def test_picture_is_served_while_its_photo_is_public(client):
    photo = PhotoFactory(public=True)
    address = f"/media/photos/{photo.token}-640.webp"
    path = path_of(f"{photo.token}-640.webp")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"picture")

    shown = client.get(address)
    assert b"".join(shown.streaming_content) == b"picture"
    assert shown["Cache-Control"] == "public, max-age=31536000, s-maxage=50, immutable"

    hide_photos(Photo.objects.all(), by=UserFactory())
    assert client.get(address).status_code == 404


def test_nearby_names_places_within_five_kilometres_nearest_first(client):
    place = PlaceFactory()
    PlaceFactory(name_bg="По-далеч", point=Point(23.59, 42.337, srid=4326))
    PlaceFactory(name_bg="Съвсем близо", point=Point(23.56, 42.337, srid=4326))
    PlaceFactory(name_bg="Другаде", point=Point(24.56, 42.337, srid=4326))

    nearby = client.get(place.get_absolute_url()).context["nearby"]

    assert [found.name_bg for found in nearby] == ["Съвсем близо", "По-далеч"]


def test_two_letters_find_the_names_with_a_word_that_begins_so(client):
    PlaceFactory(name_bg="Стара воденица", name_en="")
    PlaceFactory(name_bg="Девически манастир", name_en="")

    page = client.get("/bg/places/?q=во").content.decode()

    assert "Стара воденица" in page
    assert "Девически манастир" not in page


@pytest.mark.parametrize("act", ["", "ДВ, бр. 61/1968"])
def test_photos_of_a_protected_place_say_that_a_permit_may_be_needed(client, act):
    photo = PhotoFactory(public=True, place__protection_act=act)

    page = client.get(photo.place.get_absolute_url()).content.decode()

    assert ("защитена културна ценност" in page) is bool(act)
