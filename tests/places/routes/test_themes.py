"""Themed routes: what they gather, and who sees it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from places import publishing
from places.models import Place, Product, Route, RouteStop, ThemedRoute
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    PlaceFactory,
    ProductFactory,
    RouteFactory,
    ThemedRouteFactory,
    TraditionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def text_of(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def theme():
    theme = ThemedRouteFactory()
    theme.routes.add(RouteFactory(name_bg="Пътят", group=theme.group))
    theme.products.add(ProductFactory(name_bg="Медът", group=theme.group))
    theme.stays.add(PlaceFactory(name_bg="Хижата", group=theme.group))
    return theme


def test_theme_gathers_what_is_published(client, theme):
    address = theme.get_absolute_url()

    shown = text_of(client, address)
    publishing.hide(Route.objects.all(), by=UserFactory())
    without_route = text_of(client, address)
    publishing.hide(Product.objects.all(), by=UserFactory())
    publishing.hide(Place.objects.all(), by=UserFactory())
    bare = text_of(client, address)

    assert ["Пътят" in page for page in (shown, without_route, bare)] == [1, 0, 0]
    assert ["Медът" in page for page in (shown, without_route, bare)] == [1, 1, 0]
    assert ["Хижата" in page for page in (shown, without_route, bare)] == [1, 1, 0]


def test_theme_tells_of_feasts_where_its_routes_stop_and_its_guests_stay(client, theme):
    stop = RouteStop.objects.create(route=theme.routes.get(), place=PlaceFactory())
    elsewhere = PlaceFactory()
    for name, place in (
        ("Съборът", stop.place),
        ("Хорото", theme.stays.get()),
        ("Друг събор", elsewhere),
    ):
        event = EventFactory(name_bg=name, place=place)
        OccurrenceFactory(event=event, day=timezone.localdate() + timedelta(days=9))
    TraditionFactory(name_bg="Пеперуда").places.add(stop.place)

    page = text_of(client, theme.get_absolute_url())

    told = ["Съборът", "Хорото", "Друг събор", "Пеперуда"]
    assert [name in page for name in told] == [1, 1, 0, 1]


def test_route_names_its_themes_while_they_are_published(client, theme):
    pages = [theme.routes.get().get_absolute_url(), "/bg/routes/themes/"]
    assert all(theme.name_bg in text_of(client, page) for page in pages)
    assert theme.slug in text_of(client, "/sitemap-themes.xml")

    publishing.hide(ThemedRoute.objects.all(), by=UserFactory())

    assert not any(theme.name_bg in text_of(client, page) for page in pages)
    assert client.get(theme.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_theme_pages_take_the_same_queries_for_any_length(
    client, django_assert_num_queries, count
):
    themes = ThemedRouteFactory.create_batch(count)
    for _ in range(count):
        themes[0].routes.add(RouteFactory(group=themes[0].group))
        themes[0].products.add(ProductFactory(group=themes[0].group))
        themes[0].stays.add(PlaceFactory(group=themes[0].group))

    with django_assert_num_queries(2):
        client.get("/bg/routes/themes/")
    with django_assert_num_queries(9):
        client.get(themes[0].get_absolute_url())


def test_editor_gathers_what_is_of_her_groups(client):
    group = ActionGroupFactory()
    client.force_login(MembershipFactory(group=group, role="editor").user)
    form = {"name_bg": "Занаяти", "group": group.pk}
    add = reverse("admin:places_themedroute_add")

    client.post(add, form | {"routes": [RouteFactory().pk]})
    assert not ThemedRoute.objects.exists()
    client.post(add, form | {"routes": [RouteFactory(group=group).pk]})

    assert ThemedRoute.objects.get().routes.count() == 1
