"""From an extract of OpenStreetMap to the base map of every page."""

import gzip
import shutil
from io import StringIO

import mapbox_vector_tile
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pmtiles.reader import MmapSource, Reader, all_tiles

from places.basemap import actions
from places.basemap.archive import UnusableArchive, check, pack
from places.basemap.building import build
from places.basemap.problems import NotBuilt
from places.basemap.tilemaker import make_tiles
from places.models import Basemap
from places.tasks import build_due_basemaps
from tests.factories import UserFactory
from tests.places.basemap.conftest import ANDORRA

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("tilemaker"), reason="there is no tilemaker"),
]
State, Problem = Basemap.State, Basemap.Problem


def tiles_on_the_maps(client):
    return client.get("/basemap/shown.json").json().get("tiles")


def names_in(basemap):
    """Layer and key → values, of all tiles, read by another decoder than ours."""
    found = {}
    with basemap.path.open("rb") as file:
        for _where, data in all_tiles(MmapSource(file)):
            layers = mapbox_vector_tile.decode(gzip.decompress(data))
            for name, layer in layers.items():
                for feature in layer["features"]:
                    for key, value in feature["properties"].items():
                        found.setdefault((name, key), set()).add(value)
    return found


def test_extract_becomes_the_base_map_of_every_page(client, ask, work):
    basemap = work(ask())

    assert (basemap.state, basemap.progress, basemap.problem) == (State.READY, 100, "")
    assert basemap.size == basemap.path.stat().st_size
    assert basemap.seconds < 60
    assert tiles_on_the_maps(client) == f"/basemap/{basemap.name}.pmtiles"
    with basemap.path.open("rb") as file:
        header = Reader(MmapSource(file)).header()
    assert (header["min_zoom"], header["max_zoom"]) == (5, 14)
    names = names_in(basemap)
    assert {"Andorra la Vella", "Ordino"} <= names["places", "name"]
    assert names["places", "name:bg"] == {"Андора ла Веля"}
    assert names["places", "name:el"] == {"Ανδόρρα λα Βέγια"}
    assert "Alt del Griu" in names["peaks", "name"]
    assert 2358 in names["peaks", "metres"]
    assert {"main", "middle", "minor", "track", "path"} <= names["roads", "kind"]


def test_what_it_was_made_from_is_deleted_once_it_is_ready(
    ask, work, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        basemap = work(ask())

    assert list(basemap.extract.parent.iterdir()) == []
    assert basemap.path.is_file()


def test_box_leaves_out_the_rest(ask, work):
    whole, part = work(ask()), work(ask(bbox=[1.42, 42.43, 1.5, 42.48]))

    assert part.size < whole.size / 2


def test_map_before_is_kept_and_put_back(client, ask, work):
    superuser = UserFactory(is_superuser=True)
    first, second = work(ask()), work(ask())
    assert tiles_on_the_maps(client) == f"/basemap/{second.name}.pmtiles"

    actions.show_basemap(first, by=superuser)

    assert tiles_on_the_maps(client) == f"/basemap/{first.name}.pmtiles"
    actions.hide_basemap(first, by=superuser)
    assert tiles_on_the_maps(client) is None


def test_damaged_map_is_not_put_back(ask, work):
    first, second = work(ask()), work(ask())
    with first.path.open("r+b") as file:
        file.truncate(first.size - 1)

    with pytest.raises(UnusableArchive):
        actions.show_basemap(first, by=UserFactory(is_superuser=True))

    assert Basemap.objects.get(is_shown=True) == second


def test_cancelled_work_stops_and_can_be_taken_up_again(client, ask, work):
    superuser = UserFactory(is_superuser=True)
    old, basemap = work(ask()), ask()
    claimed = Basemap.objects.claim(basemap.pk)
    assert actions.cancel_basemap(basemap, by=superuser)

    build(claimed)

    basemap.refresh_from_db()
    assert basemap.state == State.CANCELLED
    assert not basemap.path.exists()
    assert tiles_on_the_maps(client) == f"/basemap/{old.name}.pmtiles"
    assert Basemap.objects.claim(basemap.pk) is None
    assert actions.resume_basemap(basemap, by=superuser)
    assert work(basemap).state == State.READY
    assert not actions.cancel_basemap(basemap, by=superuser)


def test_tiles_that_were_all_made_are_not_made_again(ask, work, monkeypatch, tmp_path):
    """A worker that died while it packed them leaves them to the next."""
    basemap = ask()
    Basemap.objects.claim(basemap.pk)
    list(make_tiles(ANDORRA, basemap.work_path("mbtiles"), tmp_path / "store", None))
    Basemap.objects.update(lease_until=timezone.now())
    monkeypatch.setenv("PATH", str(tmp_path))

    assert work(basemap).state == State.READY


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\0\0\0\x0e\x0a\x09OSMHeader" + b"\xff" * 500, Problem.BAD_EXTRACT),
        (ANDORRA.read_bytes()[:300_000], Problem.BAD_EXTRACT),
        (b"", Problem.NOTHING_THERE),
    ],
    ids=["garbage", "cut off", "empty"],
)
def test_bad_extract_is_told_in_a_line(client, ask, work, tmp_path, content, problem):
    old = work(ask())
    extract = tmp_path / "bad.osm.pbf"
    extract.write_bytes(content)

    basemap = work(ask(extract))

    assert (basemap.state, basemap.problem) == (State.FAILED, problem)
    assert tiles_on_the_maps(client) == f"/basemap/{old.name}.pmtiles"


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("echo 'what(): database or disk is full'; exit 134", Problem.DISK_FULL),
        ("kill -BUS $$", Problem.DISK_FULL),
        ("kill -KILL $$", Problem.STOPPED),
    ],
)
def test_end_of_tilemaker_is_told_in_a_line(ask, work, stand_in, script, problem):
    stand_in(script)

    assert work(ask()).problem == problem


def test_full_disk_is_told_when_the_tiles_are_packed(tmp_path):
    tiles, full = tmp_path / "tiles.mbtiles", tmp_path / "full.pmtiles"
    list(make_tiles(ANDORRA, tiles, tmp_path / "store", None))
    full.symlink_to("/dev/full")

    with pytest.raises(NotBuilt) as caught:
        list(pack(tiles, full))

    assert caught.value.problem == Problem.DISK_FULL


def test_extract_that_was_deleted_is_told_in_a_line(ask, work):
    basemap = ask()
    basemap.extract.unlink()

    assert work(basemap).problem == Problem.NO_EXTRACT


def test_missing_tilemaker_is_told_in_a_line(ask, work, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert work(ask()).problem == Problem.NO_TILEMAKER


def test_work_that_kills_its_workers_is_given_up_after_three_times(ask, rung):
    basemap = ask()
    for _ in range(3):
        assert Basemap.objects.claim(basemap.pk)
        Basemap.objects.update(lease_until=timezone.now())
    build_due_basemaps()

    assert Basemap.objects.claim(basemap.pk) is None
    basemap.refresh_from_db()
    assert (basemap.state, basemap.problem) == (State.FAILED, Problem.KILLED_WORKER)


@pytest.mark.parametrize("name", ["invalid.pmtiles", "empty.pmtiles"])
def test_broken_archive_is_refused(shared_data, name):
    with pytest.raises(UnusableArchive):
        check(shared_data / "tiles" / name)


def test_pictures_are_no_base_map(shared_data):
    check(shared_data / "tiles/andorra.pmtiles")
    with pytest.raises(UnusableArchive):
        check(shared_data / "tiles/usgs_mt_whitney_webp.pmtiles")


def test_command_leaves_the_extract_to_a_worker():
    said = StringIO()

    call_command("build_basemap", ANDORRA, "--bbox", "1.4,42.4,1.8,42.7", stdout=said)

    basemap = Basemap.objects.get()
    assert said.getvalue() == f"{basemap.name} waits for a worker.\n"
    assert basemap.bbox == [1.4, 42.4, 1.8, 42.7]
    assert basemap.extract.read_bytes() == ANDORRA.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.osm.pbf"], "nowhere.osm.pbf: No such file or directory."),
        ([__file__], "is no extract of OpenStreetMap"),
        ([ANDORRA, "--bbox", "1,2,3"], "west,south,east,north"),
        ([ANDORRA, "--bbox", "1.8,42.4,1.4,42.7"], "west,south,east,north"),
        ([ANDORRA, "--bbox", "nan,42.4,1.4,42.7"], "west,south,east,north"),
    ],
)
def test_command_says_what_is_wrong_in_a_line(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("build_basemap", *arguments)

    assert not Basemap.objects.exists()
