"""A tile's version changes when, and only when, one of its places has changed."""

import threading
from datetime import UTC, datetime

import pytest
from django.contrib.gis.geos import Point
from django.db import connection, transaction

from places.models import CellTotal, Place, TileCell, TileChange
from tests.factories import ActionGroupFactory, CategoryFactory, PlaceFactory

ZOOMS = range(17)
NEAR, FAR = (37056, 24245), (34816, 22528)


def etags(client, x, y, query=""):
    """Of the tiles of every zoom, from the furthest out."""
    connection.check_constraints()
    scales = [(zoom, 16 - zoom) for zoom in ZOOMS]
    addresses = [f"{z}/{x >> scale}/{y >> scale}" for z, scale in scales]
    return [client.get(f"/tiles/places/{a}.mvt?{query}")["ETag"] for a in addresses]


def changed(before, after):
    return [zoom for zoom in ZOOMS if before[zoom] != after[zoom]]


def hide(place):
    Place.objects.filter(pk=place.pk).update(published=None)


def move(place):
    there = Point(place.point.x + 1e-6, place.point.y, srid=4326)
    Place.objects.filter(pk=place.pk).update(point=there, public_point=there)


def close(place):
    Place.objects.filter(pk=place.pk).update(access="closed")


def fuzz(place):
    place.public_point.x += 1e-5
    Place.objects.filter(pk=place.pk).update(
        precision="1km", public_point=place.public_point
    )


def delete(place):
    place.delete()


@pytest.mark.django_db
@pytest.mark.parametrize("act", [hide, move, close, fuzz, delete])
def test_change_is_seen_in_the_tiles_of_the_place_and_in_no_other(client, act):
    # The far one shares the tiles of zooms 0 to 3 with it.
    place = PlaceFactory()
    PlaceFactory(point=Point(11.27, 48.92, srid=4326))
    near, far = etags(client, *NEAR), etags(client, *FAR)

    act(place)

    assert changed(near, etags(client, *NEAR)) == list(ZOOMS)
    assert changed(far, etags(client, *FAR)) == list(range(4))


@pytest.mark.django_db
def test_change_that_no_tile_shows_changes_no_version(client):
    place = PlaceFactory()
    before = etags(client, *NEAR)

    Place.objects.filter(pk=place.pk).update(name_bg="Друго", photographed="2026-01-01")
    place.save()
    PlaceFactory(published=None)

    assert etags(client, *NEAR) == before


@pytest.mark.django_db
def test_tile_of_what_is_open_changes_with_the_month(client, time_machine):
    PlaceFactory(season=[2])
    time_machine.move_to(datetime(2027, 2, 10, tzinfo=UTC))
    february = etags(client, *NEAR, "open=1")

    time_machine.move_to(datetime(2027, 3, 10, tzinfo=UTC))

    assert changed(february, etags(client, *NEAR, "open=1")) == list(ZOOMS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "new", "known"),
    [("", 2, 1), ("group=a", 3, 2), ("group=a&category=religious&open=1", 5, 4)],
)
def test_tile_takes_few_queries_and_one_that_is_known_one_less(
    client, django_assert_num_queries, query, new, known
):
    PlaceFactory(group=ActionGroupFactory(slug="a"))
    connection.check_constraints()
    address = f"/tiles/places/7/72/47.mvt?{query}"

    with django_assert_num_queries(new):
        first = client.get(address)
    with django_assert_num_queries(known):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Set-Cookie" not in first.headers


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_in_one_cell_at_once_both_count(client):
    category, group = CategoryFactory(), ActionGroupFactory()
    started = threading.Barrier(3, timeout=60)

    def publish():
        try:
            with transaction.atomic():
                PlaceFactory.create_batch(5, category=category, group=group)
                started.wait()
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)

    counts = TileCell.objects.order_by("zoom").values_list("count", flat=True)
    assert list(counts) == [15] * 14
    assert list(CellTotal.objects.values_list("count", flat=True)) == [15] * 6
    assert not TileChange.objects.exists()
