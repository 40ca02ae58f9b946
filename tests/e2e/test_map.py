"""The map page as visitors use it: on a desk, on a phone, by keyboard, at any size."""

import json
import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, connect
from tests.e2e.test_accessibility import breaches

MARKERS = ".leaflet-marker-pane button"
STAR = re.compile(r"^\d+ места.*; приближете$")
SAMOKOV = {"latitude": 42.3371, "longitude": 23.5588}
MANY_PLACES = 100_000
MOST_MARKERS = 250
MOST_DATA = 60_000
# In milliseconds.
LONGEST_TASK = 200
KEYS = {"←": "ArrowLeft", "↑": "ArrowUp", "↓": "ArrowDown"}
# A browser that has no WebGL, and notes whether anybody asks for it.
WITHOUT_WEBGL = """
window.askedForWebGL = 0;
const given = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  if (!kind.startsWith("webgl")) return given.call(this, kind, ...rest);
  window.askedForWebGL += 1;
  return null;
};
"""
NAMELESS = re.compile(r"- (?:button|link|searchbox|region|complementary)(?! \").*")
# How far from somebody the listed places are, as they are listed.
METRES_FROM = """
(items, { latitude, longitude }) => items.map(({ dataset }) =>
  L.latLng(dataset.lat, dataset.lon).distanceTo([latitude, longitude]))
"""
DATA = """
performance.getEntriesByType("resource")
  .filter(({ name }) => /\\/tiles\\/places\\/|names\\.json/.test(name))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)
"""


def opened(page, address):
    page.goto(address)
    page.locator(MARKERS).first.wait_for()
    page.wait_for_load_state("networkidle")
    return page


def test_map_is_walked_by_keyboard_and_back_restores_it(open_browser):
    page = open_browser(viewport=DESK)
    page.add_init_script(WITHOUT_WEBGL)
    opened(page, "/bg/map/")
    tree = page.locator("main").aria_snapshot()
    assert 'region "Карта"' in tree
    assert 'searchbox "Място или село"' in tree
    assert NAMELESS.findall(tree) == []
    markers = page.locator(".leaflet-marker-pane").get_by_role("button")
    # Each has a name that says what it is or does.
    assert "" not in [one.get_attribute("aria-label") for one in markers.all()]
    star = markers.filter(has_text=re.compile(r"^\d+$")).last
    assert STAR.match(star.get_attribute("aria-label"))

    star.focus()
    page.keyboard.press("Enter")
    page.locator("#search-here").wait_for()
    expect(page.locator(".leaflet-marker-pane :focus")).to_have_count(1)
    page.locator("#search-here").press("Enter")
    page.wait_for_url("**bbox=**")
    searched = page.url.partition("#")[0]
    found = page.locator("#map-list [data-place]").count()
    card = page.locator("#map-list h3 a").first
    name = card.inner_text()
    card.press("Enter")

    preview = page.locator("#preview")
    expect(preview.locator("h2")).to_have_text(name)
    expect(preview.locator("h2")).to_be_focused()
    expect(page).to_have_url(re.compile("place="))
    chosen = page.get_by_role("button", name=name)
    expect(chosen).to_have_attribute("aria-current", "true")
    assert f'- heading "{name}" [level=2]' in preview.aria_snapshot()
    assert breaches(page) == []
    assert page.evaluate("window.askedForWebGL") == 0

    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(page.locator("#map-list h3 a:focus")).to_have_text(name)
    page.go_back()
    preview.wait_for()
    page.go_back()
    preview.wait_for(state="hidden")
    page.wait_for_url(lambda url: url.partition("#")[0] == searched)
    page.go_back()
    page.wait_for_url(lambda url: "?" not in url)
    page.locator(".map-item").nth(found).wait_for()


def test_phone_shows_a_place_in_the_sheet_and_what_is_near(open_browser):
    page = open_browser(viewport=PHONE, geolocation=SAMOKOV, color_scheme="dark")
    opened(page, "/el/map/")
    page.locator("#map-list [data-place]").first.click()
    page.locator("#preview h2").wait_for()
    assert breaches(page) == []
    page.locator("#preview [data-close]").click()

    page.context.grant_permissions(["geolocation"])
    page.locator("[data-locate]").click()
    page.wait_for_url("**near=42.34%2C23.56**")
    page.locator(".map-me").wait_for()

    expect(page.locator("[data-distance]")).to_have_count(20)
    distances = page.locator("[data-distance]").all_inner_texts()
    # Counted on the phone: the server knows no more than "less than 1 km".
    assert re.fullmatch(r"(· )?\d+ μ\.?", distances[0].strip())
    metres = page.locator("#map-list [data-place]").evaluate_all(METRES_FROM, SAMOKOV)
    assert metres == sorted(metres)


def test_card_and_marker_light_each_other(open_browser):
    page = opened(open_browser(viewport=DESK), "/bg/map/?q=манастир")
    card = page.locator("#map-list [data-place]").first
    name = card.locator("h3").inner_text().replace("\n", " ")
    place = card.get_attribute("data-place")

    card.hover()
    expect(page.locator(".marker.lit")).to_have_count(1)
    page.mouse.move(0, 0)
    expect(page.locator(".marker.lit")).to_have_count(0)
    # Nobody has moved the map yet: Back knows the view all the same.
    page.locator("#map-filters nav a[href*=category]").first.click()
    page.wait_for_url("**category=**")
    page.go_back()
    page.wait_for_url(lambda url: "category" not in url and "#" in url)
    opened(page, f"{page.url.partition('#')[0]}&place={place}")
    page.get_by_role("button", name=name).hover()
    assert page.locator("#map-list .lit h3").inner_text().replace("\n", " ") == name


def test_places_on_one_spot_are_shown_in_the_panel_by_keyboard(portal, open_browser):
    with more_places(portal, 3, "22.9000001, 42.9"):
        page = open_browser(viewport=DESK)
        opened(page, "/bg/map/#16/42.9/22.9")
        star = page.get_by_role("button", name="3 места в една точка; покажете ги")
        star.press("Enter")

        names = page.locator("#preview li a")
        names.first.wait_for()
        expect(page.locator("#preview :focus")).to_have_text("3 места в една точка")
        expect(names).to_have_count(3)
        assert breaches(page) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#preview [data-go]").wait_for()
        page.go_back()
        names.first.wait_for()
        page.keyboard.press("Escape")
        expect(page.locator("#preview")).to_be_hidden()


def test_without_tiles_the_map_says_so_and_the_list_stays(open_browser):
    page = open_browser(viewport=DESK)
    page.route("**/tiles/places/**", lambda route: route.fulfill(status=502, body=""))

    page.goto("/bg/map/")

    page.get_by_role("status").get_by_text("Списъкът е пълен").wait_for()
    assert page.locator("#map-list [data-place]").count() == 60
    expect(page.locator(MARKERS)).not_to_have_count(0)


def test_without_script_the_list_is_a_whole_page(open_browser):
    page = open_browser(java_script_enabled=False)

    page.goto("/bg/map/?bbox=23,42,24,43")

    expect(page.locator("[data-locate]")).to_be_hidden()
    expect(page.locator("#map-list h3 a").first).to_be_visible()
    page.locator(".chip:has-text('Религиозно')").click()
    expect(page).to_have_url(re.compile("category=religious"))
    expect(page).to_have_url(re.compile("bbox="))


@contextmanager
def more_places(portal, number, point):
    """So many more, older than all others, until it is over; `point` is SQL for one."""
    database = connect(portal.environment["DATABASE_URL"].rpartition("/")[2])
    with counted_at_once(database) as cursor:
        cursor.execute(
            f"""
            INSERT INTO places_place (name, name_bg, slug, summary, story, directions,
                opening, category_id, point, precision, public_point, period_label,
                period_certainty, condition, protection_register, protection_code,
                protection_category, protection_act, access, season, contact, website,
                wikidata, osm, external_id, sources, published, created, search,
                needs_two_people, photographed, photographed_in_winter)
            SELECT 'Място', 'Място', 'myasto', '', '', '', '',
                kinds.ids[1 + mod(n, 12)], at, 'exact', at, '', '', '',
                '', '', '', '', '', '{{}}', '', '', '', '',
                'many-' || n, '', '2000-01-01', now(), '', false,
                '1000-01-01', '1000-01-01'
            FROM generate_series(1, %s) AS n,
                (SELECT array_agg(id) AS ids FROM places_category) AS kinds,
                LATERAL (SELECT ST_SetSRID(ST_MakePoint({point}), 4326) AS at)
                AS spread
            """,  # noqa: S608 -- our own words
            [number],
        )
    try:
        yield
    finally:
        with counted_at_once(database) as cursor:
            cursor.execute("DELETE FROM places_place WHERE external_id LIKE 'many-%'")
        database.close()


@contextmanager
def counted_at_once(database):
    """A transaction without triggers, after which all cells are counted."""
    with database, database.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SELECT places_count_all_cells()")


@pytest.fixture
def crowded(portal):
    point = "22.5 + 2 * random() + 0 * n, 41.8 + 1.4 * random()"
    with more_places(portal, MANY_PLACES, point):
        yield


def test_pan_and_zoom_over_many_places_keep_answering(open_browser, crowded):
    page = open_browser(viewport=DESK)
    opened(page, "/bg/map/")
    assert page.evaluate(DATA) <= MOST_DATA
    page.locator(".map-canvas").focus()

    with tasks_of(page) as tasks:
        for key in "←++↑+↓+-++-----":
            page.keyboard.press(KEYS.get(key, key))
            page.wait_for_timeout(350)
            assert page.locator(MARKERS).count() <= MOST_MARKERS

    assert 0 < max(tasks) <= LONGEST_TASK


@contextmanager
def tasks_of(page):
    """What the page's own thread did meanwhile: milliseconds of CPU of each task.

    By the clock a task is long, too, while other work has the machine.
    """
    tasks = []
    browser = page.context.browser
    browser.start_tracing(page=page, categories=["toplevel", "__metadata"])
    yield tasks
    events = json.loads(browser.stop_tracing())["traceEvents"]
    threads = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    tasks += [
        one.get("tdur", 0) / 1000
        for one in events
        if one["name"].endswith("RunTask") and (one["pid"], one["tid"]) in threads
    ]
