"""Tiles show every visible place once, at the point visitors may know."""

import random
from datetime import UTC, datetime

import pytest
from django.contrib.gis.geos import Point
from django.db import connection

from places import publishing
from places.actions import save_place
from places.models import CellTotal, Place, TileCell
from tests.factories import (
    ActionGroupFactory,
    CategoryFactory,
    PlaceFactory,
    SettlementFactory,
    UserFactory,
)
from tests.places.tiles.conftest import total

pytestmark = pytest.mark.django_db
# Samokov's tile at zoom 16; further out each is its parent.
X, Y = 37056, 24245
ZOOMS = range(17)
SHOWN_IN_TILE = """
    SELECT count(*) FROM places_place
    WHERE published IS NOT NULL AND ST_Intersects(
        ST_Transform(public_point, 3857), ST_TileEnvelope(%s, %s, %s))
"""
RILA = "group_id = (SELECT id FROM partners_actiongroup WHERE slug = 'rila')"
RELIGIOUS = """category_id IN (
    SELECT id FROM places_category WHERE slug IN ('religious', 'monastery'))"""
OPEN_IN_FEBRUARY = "access <> 'closed' AND (season = '{}' OR 2 = ANY(season))"


@pytest.fixture
def landscape():
    """Sixty places in and around Samokov, as a village and its hills have them."""
    chance = random.Random(1885)  # noqa: S311 -- always the same places are wanted
    groups = [ActionGroupFactory(slug="iskar"), ActionGroupFactory(slug="rila"), None]
    church = CategoryFactory(slug="religious")
    kinds = [church, CategoryFactory(slug="monastery", parent=church)]
    kinds.append(CategoryFactory(slug="natural"))
    for number in range(60):
        reach = 10 ** chance.uniform(-4, 0.5)
        PlaceFactory(
            group=groups[number % 3],
            category=kinds[number // 3 % 3],
            published=None if number % 10 == 9 else "2026-05-01T12:00Z",
            precision="1km" if number % 11 == 5 else "exact",
            season=[1, 2] if number % 4 else [],
            access="closed" if number % 13 == 4 else "",
            point=Point(
                23.5585 + chance.uniform(-reach, reach),
                42.337 + chance.uniform(-reach, reach) / 2,
                srid=4326,
            ),
        )
    return groups


def counted(zoom, x, y, condition="true"):
    with connection.cursor() as cursor:
        cursor.execute(f"{SHOWN_IN_TILE} AND {condition}", [zoom, x, y])
        return cursor.fetchone()[0]


def assert_tiles_are_true(tile, query="", condition="true"):
    """At every zoom, in the tile at Samokov and in those around it."""
    for zoom in ZOOMS:
        x, y = X >> 16 - zoom, Y >> 16 - zoom
        around = {(x, y), (x ^ 1, y), (x, y ^ 1)} if zoom else {(0, 0)}
        for there in around:
            expected = counted(zoom, *there, condition)
            assert total(tile(zoom, *there, query)) == expected, (zoom, there)


def test_tiles_of_every_zoom_count_what_a_direct_count_finds(tile, landscape):
    assert counted(0, 0, 0) == 54
    assert_tiles_are_true(tile)


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("group=rila", RILA),
        ("category=religious", RELIGIOUS),
        ("open=1", OPEN_IN_FEBRUARY),
        (
            "open=1&group=rila&category=religious",
            f"{RILA} AND {RELIGIOUS} AND {OPEN_IN_FEBRUARY}",
        ),
    ],
)
def test_filtered_tiles_count_what_a_direct_count_finds(
    tile, landscape, time_machine, query, condition
):
    time_machine.move_to(datetime(2027, 2, 10, tzinfo=UTC))

    assert 0 < counted(0, 0, 0, condition) < 54
    assert_tiles_are_true(tile, query, condition)


def test_tiles_stay_true_whatever_is_done_to_places(tile, landscape):
    tile(0, 0, 0)
    by = UserFactory()
    first, second, third, *rest = Place.objects.published().order_by("pk")
    publishing.show(Place.objects.filter(published=None), by=by)
    publishing.hide(Place.objects.filter(pk=first.pk), by=by)
    second.point = Point(second.point.x + 0.01, second.point.y, srid=4326)
    save_place(second, by=by)
    third.delete()
    Place.objects.filter(pk=rest[0].pk).update(category=CategoryFactory(slug="lost"))
    Place.objects.filter(pk__in=[p.pk for p in rest[1:20]]).update(group=landscape[0])
    Place.objects.filter(pk=rest[21].pk).update(access="closed")

    assert counted(0, 0, 0) == 58
    assert_tiles_are_true(tile)
    assert_tiles_are_true(tile, "group=iskar", f"group_id = {landscape[0].pk}")


@pytest.mark.parametrize("zoom", [0, 7])
def test_cell_tells_how_many_of_what_and_one_of_them(tile, zoom):
    kinds = [CategoryFactory(slug=slug) for slug in ("a", "b", "c", "d")]
    for kind, times in zip(kinds, (2, 4, 1, 3), strict=True):
        PlaceFactory.create_batch(times, category=kind)
    oldest = Place.objects.order_by("pk").first()

    there = (zoom, X >> 16 - zoom, Y >> 16 - zoom)
    (cell,) = tile(*there)["cells"]

    _a, b, _c, d = (kind.pk for kind in kinds)
    assert cell["id"] == oldest.pk
    assert cell["properties"] == {"n": 10, f"c{b}": 4, f"c{d}": 3}
    oldest.delete()
    (cell,) = tile(*there)["cells"]
    assert cell["id"] == Place.objects.order_by("pk").first().pk


@pytest.mark.parametrize("zoom", [0, 5, 6, 13, 14, 16])
def test_single_place_is_itself_at_every_zoom(tile, zoom):
    place = PlaceFactory()

    (found,) = tile(zoom, X >> 16 - zoom, Y >> 16 - zoom)["places"]

    assert found["id"] == place.pk
    assert found["properties"] == {
        "category": place.category_id,
        "group": place.group_id,
    }


@pytest.mark.parametrize("precision", ["1km", "settlement"])
def test_fuzzed_place_is_in_every_tile_at_its_public_point_only(tile, precision):
    true = Point(23.5585, 42.337, srid=4326)
    village = SettlementFactory(point=Point(23.66, 42.34, srid=4326))
    place = PlaceFactory(point=true, precision=precision, territory=village)
    x, y = world(place.public_point)

    for zoom in ZOOMS:
        scale = 16 - zoom
        (found,) = tile(zoom, x >> scale + 12, y >> scale + 12)["places"]

        shown_at = [x >> scale & 4095, y >> scale & 4095]
        assert found["geometry"]["coordinates"] == shown_at
        assert found["properties"]["approximate"] is True
    assert shown_at != [number & 4095 for number in world(true)]


def world(point):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT places_world_x(p), places_world_y(p)"
            " FROM (SELECT ST_SetSRID(ST_MakePoint(%s, %s), 4326)) AS one (p)",
            [point.x, point.y],
        )
        return cursor.fetchone()


def test_new_place_touches_twenty_rows(tile, landscape):
    tile(0, 0, 0)
    before = set(TileCell.objects.values_list()) | set(CellTotal.objects.values_list())

    PlaceFactory(category=CategoryFactory(slug="natural"), group=landscape[0])
    tile(0, 0, 0)

    after = set(TileCell.objects.values_list()) | set(CellTotal.objects.values_list())
    assert len(after - before) == 20


@pytest.mark.parametrize(
    "address",
    [
        "17/0/0.mvt",
        "3/8/0.mvt",
        "3/0/8.mvt",
        "0/0/1.mvt",
        "-1/0/0.mvt",
        "99999999999/0/0.mvt",
        "0/0/99999999999999999999999.mvt",
        "0/0/0.mvt?group=none",
        "0/0/0.mvt?category=none",
        "0/0/0.mvt?open=yes",
    ],
)
def test_tile_that_cannot_be_is_not_found(client, address):
    assert client.get(f"/tiles/places/{address}").status_code == 404


def test_empty_tile_has_no_bytes(client):
    assert client.get("/tiles/places/9/0/0.mvt").content == b""
