"""The portal as an app: what is kept on the phone, under which name, and how much."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from PIL import Image

from hub.shared.scripts import modules_of

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SHARE_SCRIPTS = re.compile(r'(?:src|data-exifr)="/static/([^"]+\.js)"')
NAMED_FILES = re.compile(r'="/static/([^"#]+)')
MOST_SCRIPT = 60_000


def worker_said(client):
    script = client.get("/sw.js").content.decode()
    return json.loads(re.search(r"serve\((.*)\);", script, re.DOTALL)[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_manifest_speaks_the_language_of_the_page(client, language):
    page = client.get(f"/{language}/share/").content.decode()
    address = re.search(r'rel="manifest" href="([^"]+)"', page)[1]

    manifest = client.get(address).json()

    assert manifest["lang"] == language
    assert manifest["start_url"] == f"/{language}/share/"
    assert manifest["share_target"]["action"] == f"/{language}/share/target/"


def test_icons_have_the_sizes_the_manifest_says(client):
    icons = client.get("/manifest.webmanifest?language=bg").json()["icons"]
    drawn = [icon for icon in icons if icon["type"] == "image/png"]

    found = {}
    for icon in drawn:
        with Image.open(find(icon["src"].removeprefix("/static/"))) as image:
            found[icon["purpose"], icon["sizes"]] = image.size

    assert found == {
        ("any", "192x192"): (192, 192),
        ("any", "512x512"): (512, 512),
        ("maskable", "512x512"): (512, 512),
    }


def test_worker_is_asked_for_anew_and_answered_shortly(client):
    first = client.get("/sw.js")
    again = client.get("/sw.js", headers={"If-None-Match": first["ETag"]})

    assert first["Content-Type"] == "text/javascript"
    assert "max-age=0" in first["Cache-Control"]
    assert again.status_code == 304


def test_every_file_the_kept_form_names_is_kept_with_it(client):
    said = worker_said(client)
    kept = set(said["files"])

    # The map and the fonts come when they are asked for.
    later = ("fonts/", "leaflet/", "places/base/", "css/map.css")
    later += ("img/marks.svg", "img/icon")
    for address in [*said["forms"].values(), *said["offline"].values()]:
        named = set(NAMED_FILES.findall(client.get(address).content.decode()))
        needed = {name.split(" ")[0] for name in named if not name.startswith(later)}
        assert {f"/static/{name}" for name in needed} - kept == set(), address


def test_only_pages_that_are_the_same_for_everybody_are_kept(client):
    said = worker_said(client)

    assert sorted(said["forms"]) == sorted(said["offline"]) == sorted(LANGUAGES)
    for address in [*said["forms"].values(), *said["offline"].values()]:
        assert client.get(address).content == client.get(address).content


def test_script_of_the_form_stays_small(client):
    page = client.get("/bg/share/").content.decode()
    entries = set(SHARE_SCRIPTS.findall(page))

    # On top of what every page has, and before somebody asks for the map.
    later = {"hub/page.js", *modules_of("interest_forms/share_map.js")}
    scripts = set(modules_of(*entries)) - later

    sizes = {
        name: len(gzip.compress(Path(find(name)).read_bytes(), 9)) for name in scripts
    }
    assert "interest_forms/resumable.js" in sizes
    assert "vendor/exifr.js" in sizes
    assert sum(sizes.values()) <= MOST_SCRIPT, sizes
