"""Pages of routes: the list, one route, the places on its way."""

import pytest
from django.contrib.gis.geos import Point

from places import publishing
from places.models import Place, Route
from places.routes.actions import save_route, set_line
from places.routes.gpx import TrackPoint
from tests.factories import (
    ActionGroupFactory,
    PlaceFactory,
    RouteFactory,
    RouteStopFactory,
    SettlementFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TRUE = Point(23.512345, 42.312345, srid=4326)


def with_line(*, lon=23.5, lat=42.3, kilometres=8, height=900.0, **fields):
    """A route due north from the point, climbing 100 m in each kilometre."""
    piece = [
        TrackPoint(lon, lat + n / 1111, height + 10 * n)
        for n in range(10 * kilometres + 1)
    ]
    return save_route(set_line(RouteFactory(**fields), [piece]))


def text_of(client, address):
    return client.get(address).content.decode()


def names_in(client, query):
    return [r.name_bg for r in client.get(f"/bg/routes/?{query}").context["routes"]]


def test_list_is_filtered_by_group_length_and_difficulty(client):
    with_line(name_bg="Дълъг", kilometres=12, difficulty="hard")
    group = ActionGroupFactory(slug="dragoman")
    with_line(name_bg="Къс", kilometres=2, difficulty="easy", group=group)
    RouteFactory(name_bg="Без линия")

    assert names_in(client, "") == ["Без линия", "Къс", "Дълъг"]
    assert names_in(client, "group=dragoman") == ["Къс"]
    assert names_in(client, "length=long") == ["Дълъг"]
    assert names_in(client, "length=short") == ["Къс"]
    assert names_in(client, "difficulty=hard&length=short") == []
    assert names_in(client, "difficulty=hard") == ["Дълъг"]


@pytest.mark.parametrize("query", ["group=x", "length=x", "difficulty=x", "page=9"])
def test_filter_that_there_is_not_is_not_found(client, query):
    assert client.get("/bg/routes/").status_code == 200
    assert client.get(f"/bg/routes/?{query}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_routes_takes_three_queries(client, django_assert_num_queries, count):
    for _ in range(count):
        RouteStopFactory()

    with django_assert_num_queries(3):
        client.get("/bg/routes/")


@pytest.mark.parametrize("count", [1, 3])
def test_route_page_takes_six_queries(client, django_assert_num_queries, count):
    route = with_line()
    RouteStopFactory.create_batch(count, route=route)

    with django_assert_num_queries(6):
        client.get(route.get_absolute_url())


def test_page_tells_the_walk_in_numbers_and_heights(client):
    page = text_of(client, with_line(kilometres=8).get_absolute_url())

    assert "8,0 км" in page
    assert "800 м" in page
    assert "DIN 33466" in page
    assert page.count("<tr>") == 13
    assert 'class="profile-line"' in page


def test_route_without_a_line_claims_no_numbers(client):
    stop = RouteStopFactory(caption_bg="Погледни нагоре")

    page = text_of(client, stop.route.get_absolute_url())

    assert "Погледни нагоре" in page
    assert "DIN 33466" not in page
    assert "profile-line" not in page


def test_renamed_route_is_found_at_its_old_address(client):
    route = RouteFactory()
    old = route.get_absolute_url()
    route.name_en = "To the mill"
    save_route(route, by=UserFactory())

    moved = client.get(old)

    assert moved.status_code == 301
    assert moved["Location"].endswith(f"/routes/to-the-mill-{route.pk}/")


def test_route_is_seen_while_it_is_published(client):
    stop = RouteStopFactory(route__name_bg="Тайният път", route__published=None)
    route, place = stop.route, stop.place
    pages = ["/bg/routes/", place.get_absolute_url()]

    assert not any("Тайният път" in text_of(client, page) for page in pages)
    assert client.get(route.get_absolute_url()).status_code == 404
    assert route.slug not in text_of(client, "/sitemap-routes.xml")

    assert publishing.show(Route.objects.all(), by=UserFactory()) == 1
    assert all("Тайният път" in text_of(client, page) for page in pages)
    assert client.get(route.get_absolute_url()).status_code == 200
    assert route.slug in text_of(client, "/sitemap-routes.xml")

    assert publishing.hide(Route.objects.all(), by=UserFactory()) == 1
    assert not any("Тайният път" in text_of(client, page) for page in pages)


def test_stop_at_a_hidden_place_is_not_told(client):
    stop = RouteStopFactory(place__name_bg="Скритото")
    address = stop.route.get_absolute_url()

    assert "Скритото" in text_of(client, address)
    publishing.hide(Place.objects.all(), by=UserFactory())
    assert "Скритото" not in text_of(client, address)


def test_stops_stand_in_the_order_that_the_staff_gave_them(client):
    route = RouteFactory()
    for position, name in [(2, "Втора"), (1, "Първа"), (3, "Трета")]:
        RouteStopFactory(route=route, place__name_bg=name, position=position)

    stops = client.get(route.get_absolute_url()).context["route"].public_stops

    assert [stop.place.name_bg for stop in stops] == ["Първа", "Втора", "Трета"]


def doors_of(route, place):
    page = route.get_absolute_url()
    files = [f"{page.rstrip('/')}.{kind}" for kind in ("gpx", "kml")]
    return [page, "/bg/routes/", place.get_absolute_url(), *files]


def test_fragile_stop_is_shown_at_its_public_point_by_every_door(client):
    place = PlaceFactory(point=TRUE, precision="1km", name_bg="Пещерата")
    route = with_line(lon=24.5, group=place.group)
    RouteStopFactory(route=route, place=place)

    for door in doors_of(route, place):
        assert "23.5123" not in text_of(client, door)
        assert "42.3123" not in text_of(client, door)
    assert f'"lon": {place.public_point.x}' in text_of(
        client, doors_of(route, place)[0]
    )


def test_stop_that_the_line_would_betray_is_not_told(client):
    fragile = PlaceFactory(point=TRUE, precision="1km", name_bg="Пещерата")
    open_place = PlaceFactory(point=TRUE, name_bg="Чешмата", group=fragile.group)
    route = with_line(lon=TRUE.x, lat=TRUE.y, group=fragile.group, name_bg="Пътят")
    for place in (fragile, open_place):
        RouteStopFactory(route=route, place=place)

    page = text_of(client, route.get_absolute_url())

    assert "Чешмата" in page
    assert "Пещерата" not in page
    assert "Пътят" in text_of(client, open_place.get_absolute_url())
    assert "Пътят" not in text_of(client, fragile.get_absolute_url())
    for door in doors_of(route, open_place)[3:]:
        assert "Чешмата" in text_of(client, door)
        assert "Пещерата" not in text_of(client, door)


def test_drawing_without_script_has_line_stops_and_villages(client):
    SettlementFactory(point=Point(23.53, 42.34, srid=4326), name_bg="Белчин")
    SettlementFactory(point=Point(25.53, 42.34, srid=4326), name_bg="Далечно")
    route = with_line()
    RouteStopFactory(route=route, place__point=Point(23.5, 42.31, srid=4326))

    drawn = client.get(route.get_absolute_url()).context["sketch"]

    assert drawn.count("sketch-line") == 1
    assert drawn.count("sketch-stop") == 1
    assert "Белчин" in drawn
    assert "Далечно" not in drawn
    assert "2,0 км" in drawn
