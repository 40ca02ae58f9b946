"""Public pages: the same for everybody, kept until something is published."""

import pytest
from django.contrib.gis.geos import Point

from hub.shared.clients import client_key
from places import publishing, shown_pages
from places.actions import save_place
from places.models import Place
from tests.factories import PlaceFactory, UserFactory

pytestmark = pytest.mark.django_db
FAR_AWAY = Point(27.9, 43.2, srid=4326)


def test_page_is_public_has_an_etag_and_sets_no_cookie(client):
    page = client.get(PlaceFactory().get_absolute_url())

    assert page["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert page["ETag"].startswith('"')
    assert dict(page.cookies) == {}
    assert not page.has_header("Vary") or "Cookie" not in page["Vary"]


def test_reader_who_has_the_page_gets_no_second_copy(client):
    address = PlaceFactory().get_absolute_url()
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_kept_page_costs_only_the_question_for_its_version(
    client, django_assert_num_queries
):
    address = PlaceFactory().get_absolute_url()
    client.get(address)

    with django_assert_num_queries(1):
        client.get(address)


def test_unpublished_place_is_gone_at_once_and_back_when_published(client):
    place = PlaceFactory()
    address = place.get_absolute_url()
    staff = UserFactory()
    assert client.get(address).status_code == 200

    publishing.hide(Place.objects.all(), by=staff)
    assert client.get(address).status_code == 404

    publishing.show(Place.objects.all(), by=staff)
    assert client.get(address).status_code == 200


def test_publishing_in_one_group_keeps_the_pages_of_another(
    client, django_assert_num_queries
):
    here, there = PlaceFactory(), PlaceFactory(point=FAR_AWAY)
    client.get(here.get_absolute_url())
    publishing.hide(Place.objects.filter(pk=there.pk), by=UserFactory())

    with django_assert_num_queries(1):
        client.get(here.get_absolute_url())


def test_first_visit_goes_to_the_readers_language(client):
    greek = client.get("/", headers={"Accept-Language": "el,en;q=0.5"})
    unknown = client.get("/", headers={"Accept-Language": "ja"})

    assert greek["Location"] == "/el/"
    assert unknown["Location"] == "/bg/"
    assert "Accept-Language" in greek["Vary"]


def test_page_made_while_something_is_published_is_not_kept(client, monkeypatch):
    place = PlaceFactory(summary_bg="старо")
    address = place.get_absolute_url()
    drawn = shown_pages.qr_svg

    def draw_while_the_place_changes(text):
        monkeypatch.setattr(shown_pages, "qr_svg", drawn)
        place.summary_bg = "ново"
        save_place(place)
        return drawn(text)

    monkeypatch.setattr(shown_pages, "qr_svg", draw_while_the_place_changes)

    assert "старо" in client.get(address).content.decode()
    assert "ново" in client.get(address).content.decode()


def test_hidden_place_leaves_the_pages_of_its_neighbours(client):
    place = PlaceFactory()
    near = PlaceFactory(name_bg="Стара воденица")
    assert "Стара воденица" in client.get(place.get_absolute_url()).content.decode()

    publishing.hide(Place.objects.filter(pk=near.pk), by=UserFactory())

    page = client.get(place.get_absolute_url()).content.decode()
    assert "Стара воденица" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/bg/places/?group=%00",
        "/bg/places/?category=%00",
        "/bg/places/?page=" + "9" * 5000,
        "/bg/receipts/%00/",
    ],
)
def test_nonsense_in_an_address_is_a_page_that_is_not_there(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["?q=" + "а" * 60, "?x=" + "x" * 400])
def test_long_address_is_answered(client, query):
    assert "<h1" in client.get(f"/bg/places/{query}").text


def test_clients_of_a_socket_for_both_families_are_told_apart(rf):
    one = client_key(rf.get("/", REMOTE_ADDR="::ffff:192.0.2.1"))
    other = client_key(rf.get("/", REMOTE_ADDR="::ffff:192.0.2.2"))
    plain = client_key(rf.get("/", REMOTE_ADDR="192.0.2.1"))

    assert one != other
    assert one == plain
