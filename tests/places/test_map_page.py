"""The map page: what its script is given, and how much of it there is."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.utils.translation import override

from hub.shared.scripts import modules_of
from places.map_words import map_words
from tests.factories import CategoryFactory, PlaceFactory

MOST_SCRIPT = 110_000
SCRIPTS = re.compile(r'<script[^>]* src="/static/([^"]+)"')

pytestmark = pytest.mark.django_db


def map_of(client, query=""):
    return client.get(f"/bg/map/?{query}").context


def test_script_of_the_map_page_stays_small(client):
    page = client.get("/bg/map/").content.decode()

    sizes = {
        name: len(gzip.compress(Path(find(name)).read_bytes(), 9))
        for name in modules_of(*SCRIPTS.findall(page))
    }

    assert "leaflet/leaflet.js" in sizes
    assert "vendor/protomaps-leaflet.js" in sizes
    assert sum(sizes.values()) <= MOST_SCRIPT, sizes


def test_map_shows_by_tiles_what_tiles_know_and_else_what_the_list_holds(client):
    PlaceFactory(name_bg="Мелницата", category=CategoryFactory(slug="industrial"))
    tiles = "/tiles/places/{z}/{x}/{y}.mvt"

    assert map_of(client)["tiles"] == tiles
    assert map_of(client, "bbox=22,41,25,43")["tiles"] == tiles
    by_category = map_of(client, "category=industrial&page=1")["tiles"]
    assert by_category == f"{tiles}?category=industrial"
    assert map_of(client, "q=melnits")["tiles"] == ""


def test_page_of_the_map_holds_sixty_places_and_counts_no_further_than_99(client):
    category = CategoryFactory()
    PlaceFactory.create_batch(61, category=category)

    page = client.get("/bg/map/")

    assert page.content.decode().count("data-lat=") == 60
    assert page.context["heading"] == "61 места"
    assert client.get("/bg/map/?page=2").content.decode().count("data-lat=") == 1


def test_map_goes_to_the_listed_places_but_not_to_the_newest_of_many(client):
    category = CategoryFactory()
    PlaceFactory.create_batch(3, category=category)
    assert map_of(client)["leads"] is True
    assert map_of(client, "bbox=22,41,25,43")["leads"] is False

    PlaceFactory.create_batch(58, category=category)

    # Another address: the first one's page is kept as long as nothing is published.
    assert map_of(client, "page=1")["leads"] is False
    assert map_of(client, "q=manastir")["leads"] is True


def test_numbers_on_the_map_are_said_as_each_language_says_them():
    kind = CategoryFactory(name_bg="Религиозно", name_ro="Religios")

    with override("ro"):
        words = map_words()

    assert words["names"] == "/ro/places/names.json"
    assert words["kinds"][kind.pk] == {"name": "Religios", "mark": kind.mark}
    assert words["mostly"] == {
        "few": "{count} locuri, mai ales: {kind}; apropiați harta",
        "other": "{count} de locuri, mai ales: {kind}; apropiați harta",
    }
    assert words["several"]["other"] == "{count} de locuri în același punct"
    assert words["kilometres"] == "{n} km"
