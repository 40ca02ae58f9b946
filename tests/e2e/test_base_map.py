"""The base map made from OpenStreetMap, in a browser."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, manage
from tests.faults.programs import until
from tests.places.basemap.conftest import ANDORRA

# Of a road by day: --map-road in css/tokens.css.
ROAD = "255,253,248"

# What is written on the map, which only the canvas knows.
LISTEN = """
window.written = new Set();
const write = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (words, ...where) {
  window.written.add(words);
  return write.call(this, words, ...where);
};
"""
# The colours on the map: of woods, roads and their edges, water …
COLOURS = """() => {
  const seen = new Set();
  for (const tile of document.querySelectorAll(".leaflet-detail-pane canvas")) {
    const { data } = tile.getContext("2d").getImageData(0, 0, tile.width, tile.height);
    for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 255) seen.add(`${data.slice(i, i + 3)}`);
  }
  return [...seen];
}"""  # noqa: E501 -- a program in another language


def written(page):
    return page.evaluate("[...window.written]")


def drawn(page, *, has_road):
    """Whether all is drawn, with roads as they are by day or without such."""
    colours = page.evaluate(COLOURS)
    return len(colours) > 5 and (ROAD in colours) == has_road


@pytest.mark.skipif(not shutil.which("tilemaker"), reason="there is no tilemaker")
def test_map_speaks_the_readers_language_and_follows_the_scheme(portal, open_browser):
    manage(portal.environment, "build_basemap", str(ANDORRA), "--wait")
    page = open_browser(viewport=DESK, locale="el", color_scheme="light")
    page.add_init_script(LISTEN)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/el/map/?bbox=1.50,42.49,1.56,42.52")

    until(lambda: any(words.startswith("Ανδόρρα") for words in written(page)))
    assert not any(words.startswith("Andorra") for words in written(page))
    until(lambda: drawn(page, has_road=True))
    page.emulate_media(color_scheme="dark")
    until(lambda: drawn(page, has_road=False))
    assert all(address.startswith((portal.url, "blob:")) for address in asked)
    assert page.evaluate("window.cspBreaches") == []


def test_names_are_left_to_the_tiles_of_another_server(portal, open_browser):
    page = open_browser(viewport=DESK)
    tile = f"{portal.url}/static/img/icon-192.png?{{z}}/{{x}}/{{y}}"
    told = {"raster": tile, "credit": "© Example"}
    page.route("**/basemap/shown.json", lambda route: route.fulfill(json=told))

    page.goto("/bg/map/")

    expect(
        page.locator(".leaflet-raster-pane img.leaflet-tile-loaded")
    ).not_to_have_count(0)
    expect(page.locator(".leaflet-container .map-name")).to_have_count(0)
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("© Example")
