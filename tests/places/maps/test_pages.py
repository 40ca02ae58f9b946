"""Visitors find the old maps, and what is known of each."""

import pytest

from hub.shared import memory
from tests.factories import HistoricMapFactory
from tests.places.maps.sheets import drawn_sheet

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_list_shows_sheets_the_oldest_first_with_two_queries(
    client, count, django_assert_num_queries
):
    for number in range(count):
        HistoricMapFactory(public=True, dated=f"{1912 - number}")
    HistoricMapFactory(title_bg="Скрит план")

    # The sheets with their groups, and the content version.
    with django_assert_num_queries(2):
        page = client.get("/bg/maps/").content.decode()

    years = [str(1912 - number) for number in reversed(range(count))]
    assert sorted(years, key=page.index) == years
    assert "Скрит план" not in page


def test_page_of_a_sheet_tells_where_it_comes_from(client):
    sheet = HistoricMapFactory(
        public=True,
        author="Феликс Каниц",
        source="Народна библиотека",
        source_url="https://example.org/k",
        rights="pdm",
    )

    page = client.get(sheet.get_absolute_url()).content.decode()

    told = ("1912", "Феликс Каниц", "Народна библиотека", "publicdomain/mark/1.0")
    assert [word for word in told if word not in page] == []
    assert f'data-tiles="/tiles/maps/{sheet.slug}/{{z}}/{{x}}/{{y}}.webp?v=' in page
    assert 'data-box="23.500000,42.300000,23.600000,42.400000"' in page


def test_picture_and_tiles_are_kept_for_long_only_under_their_own_name(client):
    sheet = HistoricMapFactory(public=True)
    picture = sheet.preview_file(1280)
    picture.parent.mkdir(parents=True)
    picture.write_bytes(drawn_sheet("WEBP"))

    named = client.get(sheet.picture_address)
    plain = client.get(f"/media/maps/{sheet.slug}.webp")

    assert "max-age=31536000, s-maxage=50" in named["Cache-Control"]
    assert "max-age=3600, s-maxage=50" in plain["Cache-Control"]
    type(sheet).objects.update(published=None)
    memory.forget_all()
    assert client.get(sheet.picture_address).status_code == 404
    assert client.get(sheet.get_absolute_url()).status_code == 404


def test_map_page_offers_the_published_sheets_and_nothing_where_there_are_none(client):
    hidden = HistoricMapFactory(public=True, published=None)
    assert "data-old-maps" not in client.get("/bg/map/").content.decode()
    shown = HistoricMapFactory(public=True, title_bg="План от 1912")

    page = client.get("/bg/map/?page=1").content.decode()

    assert f'value="{shown.slug}"' in page
    assert f'data-tiles="{shown.tiles_address}"' in page
    assert f'value="{hidden.slug}"' not in page
