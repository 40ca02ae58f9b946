"""A group's pack on a phone: fetched, read in aeroplane mode, deleted."""

import contextlib
import gzip

import mapbox_vector_tile
import pytest
from playwright.sync_api import expect
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write as pmtiles

from tests.e2e.conftest import connect, manage
from tests.e2e.test_accessibility import breaches
from tests.e2e.test_base_map import COLOURS
from tests.faults.programs import until

PACK = "/bg/groups/{}/offline/"
FETCH, DELETE = "[data-fetch]", "[data-delete]"
# Of all the files of a pack, where others have the processors, too.
PATIENCE = 120_000
# Everything there is on the phone, of packs.
STORED = """async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("pack"));
  const counts = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return counts.reduce((sum, one) => sum + one, 0);
}"""  # noqa: E501 -- a program in another language
PICTURES = """[...document.images].some(
  (image) => image.currentSrc.includes("/media/photos/") && image.naturalWidth > 0,
)"""
# So many files come, then the line breaks.
MOST = 20
BREAK = f"""
Object.assign(window, {{ asked: [], most: {MOST} }});
const ask = window.fetch;
window.fetch = async (address, options) => {{
  const isFile = /^.(packs|media)./.test(address);
  if (isFile && window.asked.length >= window.most) throw new TypeError("broken");
  if (isFile) window.asked.push(address);
  return ask(address, options);
}};
null;
"""
MAKE = """
from hub.packs.models import OfflinePack
from hub.packs.tasks import make_pack
make_pack(OfflinePack.objects.get(group__slug="{}", language="bg").pk)
"""
# The tiles around Samokov, of a base map that is nothing but woods.
WOODS_ZOOM = 8
WOODS_COLUMNS, WOODS_ROWS = range(143, 147), range(92, 97)


@pytest.fixture
def ask(portal):
    """Put a question to the portal's database."""
    name = portal.environment["DATABASE_URL"].rpartition("/")[2]
    with contextlib.closing(connect(name)) as database:
        database.autocommit = True
        cursor = database.cursor()

        def answer(question, *values):
            cursor.execute(question, values)
            return cursor.fetchone()

        yield answer


@pytest.fixture
def woods(portal, ask):
    """The base map that is shown: woods all over the land of the demonstration."""
    path = portal.var / "basemap/public/woods.pmtiles"
    path.parent.mkdir(parents=True, exist_ok=True)
    square = "POLYGON ((0 0, 0 4096, 4096 4096, 4096 0, 0 0))"
    layer = {"name": "woods", "features": [{"geometry": square, "properties": {}}]}
    tile = gzip.compress(mapbox_vector_tile.encode(layer))
    with pmtiles(str(path)) as file:
        for x in WOODS_COLUMNS:
            for y in WOODS_ROWS:
                file.write_tile(zxy_to_tileid(WOODS_ZOOM, x, y), tile)
        bounds = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        middle = ("center_zoom", "center_lon_e7", "center_lat_e7")
        kinds = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
        file.finalize({**kinds, **dict.fromkeys([*bounds, *middle], 0)}, {})
    ask("UPDATE places_basemap SET is_shown = false RETURNING 1")
    ask(
        "INSERT INTO places_basemap"
        " (name, state, progress, attempts, problem, asked, is_shown)"
        " VALUES ('woods', 'ready', 100, 1, '', now(), true) RETURNING 1"
    )
    yield
    ask("DELETE FROM places_basemap WHERE name = 'woods' RETURNING 1")


@pytest.fixture
def photo(ask):
    """A photo of the demonstration that visitors see: place, group's address."""
    waiting = "FROM places_photo WHERE state = 'pending' AND place_id IS NOT NULL"
    until(lambda: ask(f"SELECT count(*) {waiting}")[0])
    pk, place = ask(f"SELECT id, place_id {waiting} ORDER BY id LIMIT 1")
    switch = "UPDATE places_photo SET state = %s WHERE id = %s RETURNING 1"
    ask(switch, "approved", pk)
    yield ask(
        "SELECT place.id, place.slug, place.name_bg, groups.slug"
        " FROM places_place AS place"
        " JOIN partners_actiongroup AS groups ON groups.id = group_id"
        " WHERE place.id = %s",
        place,
    )
    ask(switch, "pending", pk)


@pytest.fixture
def pack(portal, woods, photo):
    """The pack of the photo's group, made after the photo was shown."""
    manage(portal.environment, "shell", "-c", MAKE.format(photo[3]))


def test_pack_is_read_in_aeroplane_mode_and_deleted(open_browser, pack, photo):
    place, slug, name, group = photo
    page = open_browser(color_scheme="light")
    page.goto(PACK.format(group))
    page.evaluate(BREAK)
    page.locator(FETCH).click()
    page.get_by_text("Сигналът прекъсна").wait_for()
    broken_off = page.evaluate(STORED)
    assert 0 < broken_off <= MOST + 1
    page.evaluate("window.most = Infinity")
    page.locator(FETCH).click()
    expect(page.locator("[data-open]")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-status]")).to_contain_text("На телефона")
    # What had come was not fetched again.
    asked = page.evaluate("window.asked")
    assert len(asked) == len(set(asked))
    # The manifest is one more.
    assert page.evaluate(STORED) == len(asked) + 1
    assert breaches(page) == []

    page.context.set_offline(True)
    page.goto(f"/bg/map/?group={group}")

    page.locator(".leaflet-marker-pane button").first.wait_for()
    until(lambda: page.evaluate(COLOURS))
    page.locator(f"#map-list [data-place='{place}']").click()
    expect(page.locator("#preview h2")).to_have_text(name)
    page.goto(f"/bg/places/?group={group}")
    page.get_by_role("link", name=name).first.click()
    page.wait_for_url(f"**/{slug}-{place}/")
    expect(page.locator("h1")).to_have_text(name)
    until(lambda: page.evaluate(PICTURES))
    assert page.evaluate("window.cspBreaches") == []

    page.goto(PACK.format(group))
    page.locator(DELETE).click()
    page.get_by_text("изтрит").wait_for()
    assert page.evaluate(STORED) == 0
    page.goto(f"/bg/map/?group={group}")
    expect(page.get_by_role("heading", name="Тук няма сигнал")).to_be_visible()
