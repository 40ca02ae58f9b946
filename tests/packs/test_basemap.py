"""The base map of a pack: the tiles of the group's land, as many zooms as may be."""

import json

import pytest
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write as pmtiles

from hub.packs.contents.basemap import cut
from hub.packs.files import path_of
from hub.packs.models import OfflinePack
from hub.packs.tasks import make_pack
from places.maps.archive import Archive
from tests.factories import BasemapFactory, square
from tests.packs.conftest import kept

pytestmark = pytest.mark.django_db
SHOWN = "/basemap/shown.json"
LAND = square(23.55, 42.33)
# The tile of zoom 8 that holds Samokov, and one beside it.
X, Y = 144, 94
TILES = {
    (0, 0, 0): b"world",
    (8, X, Y): b"here",
    (8, X + 5, Y): b"elsewhere",
    (9, 2 * X + 1, 2 * Y + 1): b"closer" * 100,
}


@pytest.fixture
def basemap():
    """The base map on all maps."""
    shown = BasemapFactory(is_shown=True)
    shown.path.parent.mkdir(parents=True)
    write(shown.path, TILES)
    return shown


def write(path, tiles):
    with pmtiles(str(path)) as file:
        for place, data in sorted(
            tiles.items(), key=lambda one: zxy_to_tileid(*one[0])
        ):
            file.write_tile(zxy_to_tileid(*place), data)
        bounds = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        middle = ("center_zoom", "center_lon_e7", "center_lat_e7")
        kinds = {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
        file.finalize({**kinds, **dict.fromkeys([*bounds, *middle], 0)}, {})


def tiles_in(content, tmp_path):
    path = tmp_path / "cut.pmtiles"
    path.write_bytes(content)
    archive = Archive(path)
    return {place for place in TILES if archive.tile(*place) == TILES[place]}


def test_pack_has_the_tiles_of_the_land_under_the_address_of_their_hash(
    make, basemap, tmp_path
):
    pack = make()

    told = json.loads(kept(pack, SHOWN))
    assert told["script"] in pack.files
    digest, size, kind, is_gzipped = pack.files[told["tiles"]]
    assert told["tiles"] == f"/packs/files/{digest}"
    assert (kind, is_gzipped) == ("application/vnd.pmtiles", 0)
    content = path_of(digest).read_bytes()
    assert len(content) == size
    here = {(0, 0, 0), (8, X, Y), (9, 2 * X + 1, 2 * Y + 1)}
    assert tiles_in(content, tmp_path) == here
    assert make().files == pack.files


def test_zooms_that_would_be_too_large_are_left_out(basemap, tmp_path):
    content = cut(Archive(basemap.path), LAND, most=100)

    assert tiles_in(content, tmp_path) == {(0, 0, 0), (8, X, Y)}
    assert Archive(tmp_path / "cut.pmtiles").header["max_zoom"] == 8


def test_without_a_base_map_the_plain_one_is_there(make):
    pack = make()

    assert json.loads(kept(pack, SHOWN)) == {}
    assert "/static/places/base/sea.json" in pack.files


def test_base_map_whose_file_is_gone_is_told(make, group, basemap):
    basemap.path.unlink()
    pack = OfflinePack.objects.create(group=group, language="bg")

    make_pack(pack.pk)

    pack.refresh_from_db()
    assert (pack.state, pack.problem) == ("failed", "map")
