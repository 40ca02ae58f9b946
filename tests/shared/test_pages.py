"""Public pages: the same for everybody, kept until something is published."""

import pytest

from places.actions import publish_places, unpublish_places
from places.models import Place
from tests.factories import PlaceFactory, UserFactory

pytestmark = pytest.mark.django_db


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

    unpublish_places(Place.objects.all(), by=staff)
    assert client.get(address).status_code == 404

    publish_places(Place.objects.all(), by=staff)
    assert client.get(address).status_code == 200


def test_publishing_in_one_group_keeps_the_pages_of_another(
    client, django_assert_num_queries
):
    here, there = PlaceFactory(), PlaceFactory()
    client.get(here.get_absolute_url())
    unpublish_places(Place.objects.filter(pk=there.pk), by=UserFactory())

    with django_assert_num_queries(1):
        client.get(here.get_absolute_url())


def test_first_visit_goes_to_the_readers_language(client):
    greek = client.get("/", headers={"Accept-Language": "el,en;q=0.5"})
    unknown = client.get("/", headers={"Accept-Language": "ja"})

    assert greek["Location"] == "/el/"
    assert unknown["Location"] == "/bg/"
    assert "Accept-Language" in greek["Vary"]
