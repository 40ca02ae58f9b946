"""What machines and developers ask of the portal."""

from xml.etree import ElementTree

import pytest

from tests.factories import ActionGroupFactory, PlaceFactory

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client, path):
    tree = ElementTree.fromstring(client.get(path).content)  # noqa: S314 -- our own
    return [element.text for element in tree.iter(f"{SITEMAP}loc")]


def test_sitemap_names_every_published_place_in_every_language(client):
    place = PlaceFactory()
    PlaceFactory(published=None)

    found = addresses(client, "/sitemap-places.xml")

    assert len(found) == 5
    assert all(address.endswith(f"-{place.pk}/") for address in found)
    assert any("/fr/places/" in address for address in found)


def test_sitemap_index_names_its_parts(client):
    PlaceFactory()
    ActionGroupFactory()

    parts = addresses(client, "/sitemap.xml")

    assert [part.rsplit("/", 1)[1] for part in parts] == [
        "sitemap-pages.xml",
        "sitemap-groups.xml",
        "sitemap-places.xml",
        "sitemap-routes.xml",
        "sitemap-maps.xml",
        "sitemap-themes.xml",
        "sitemap-products.xml",
        "sitemap-events.xml",
        "sitemap-traditions.xml",
        "sitemap-series.xml",
        "sitemap-calls.xml",
    ]


def test_sitemap_names_what_may_be_filmed_and_what_is(client):
    found = addresses(client, "/sitemap-pages.xml")

    paths = {address.partition("/bg/")[2] for address in found}
    assert {"interest/", "interest/schedule/"} <= paths


def test_robots_are_kept_from_receipts_and_the_admin(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/\n" in text
    assert "Disallow: /bg/receipts/\n" in text
    assert "Sitemap: http" in text


def test_style_book_is_for_developers(client, settings):
    assert client.get("/bg/style/").status_code == 404

    settings.DEBUG = True
    assert "Every component of the portal" in client.get("/en/style/").text


def test_group_page_shows_its_places_and_no_others(client):
    place = PlaceFactory(name_bg="Мелницата")
    PlaceFactory(name_bg="Чешмата")

    text = client.get(f"/bg/groups/{place.group.slug}/").content.decode()

    assert "Мелницата" in text
    assert "Чешмата" not in text


def test_hidden_group_has_no_page(client):
    shown, hidden = ActionGroupFactory(), ActionGroupFactory(is_published=False)

    for path, told in (("", shown.name), ("land.geojson", "FeatureCollection")):
        assert told in client.get(f"/bg/groups/{shown.slug}/{path}").text
        assert client.get(f"/bg/groups/{hidden.slug}/{path}").status_code == 404


def test_woven_pattern_is_an_immutable_picture_at_its_own_address(client):
    place = PlaceFactory()

    picture = client.get(place.pattern_url)

    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(f"/patterns/{place.pk}-00000000.svg").status_code == 404


def test_unknown_page_answers_in_the_readers_language(client):
    page = client.get("/el/nowhere/")

    assert page.status_code == 404
    assert '<html lang="el"' in page.content.decode()
