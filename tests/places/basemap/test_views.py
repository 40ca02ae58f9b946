"""What readers get of base maps."""

import pytest

from hub.settings.base import origin_of
from tests.factories import BasemapFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def basemap():
    made = BasemapFactory()
    made.path.parent.mkdir(parents=True)
    made.path.write_bytes(b"0123456789")
    return made


def test_part_of_the_file_comes_from_the_portal_itself(client, basemap):
    address = f"/basemap/{basemap.name}.pmtiles"

    part = client.get(address, headers={"Range": "bytes=2-4"})

    assert (part.status_code, part.getvalue()) == (206, b"234")
    assert part["ETag"] == f'"{basemap.name}"'
    assert part["Cache-Control"] == "public, max-age=31536000, immutable"
    beyond = client.get(address, headers={"Range": "bytes=10-"})
    assert (beyond.status_code, beyond.get("Cache-Control")) == (416, None)
    assert client.head(address)["Content-Length"] == "10"
    assert not part.cookies


@pytest.mark.parametrize("state", ["waiting", "building", "failed", "cancelled"])
def test_only_a_finished_map_is_sent(client, basemap, state):
    problem = "disk_full" if state == "failed" else ""
    type(basemap).objects.update(state=state, problem=problem)

    assert client.get(f"/basemap/{basemap.name}.pmtiles").status_code == 404


@pytest.mark.parametrize("name", ["other", "..%2Fwork%2Fa", "../work/a", "a.b"])
def test_files_beside_the_maps_are_out_of_reach(client, basemap, name):
    for folder in (basemap.path.parent, basemap.path.parent.with_name("work")):
        folder.mkdir(exist_ok=True)
        (folder / "other.pmtiles").write_bytes(b"secret")
        (folder / "a.pmtiles").write_bytes(b"secret")

    assert client.get(f"/basemap/{name}.pmtiles").status_code == 404


def test_maps_learn_at_once_that_another_map_is_shown(client, basemap):
    assert client.get("/basemap/shown.json").json() == {}

    type(basemap).objects.show(basemap)

    shown = client.get("/basemap/shown.json").json()
    assert shown["tiles"] == f"/basemap/{basemap.name}.pmtiles"
    assert shown["script"] == "/static/vendor/protomaps-leaflet.js"


def test_tiles_of_another_server_stand_in_for_our_map(client, settings, basemap):
    type(basemap).objects.show(basemap)
    settings.HUB_RASTER_URL = "https://tiles.example.org/{z}/{x}/{y}.png"
    settings.HUB_RASTER_CREDIT = "© Example"

    shown = client.get("/basemap/shown.json").json()

    assert shown == {"raster": settings.HUB_RASTER_URL, "credit": "© Example"}


def test_policy_names_the_server_of_the_tiles_and_nothing_more():
    assert origin_of("https://tiles.example.org:8080/{z}/{x}/{y}.png") == [
        "https://tiles.example.org:8080"
    ]
    assert origin_of("") == []
