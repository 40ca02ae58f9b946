"""What is hidden leaves every page, feed and file within a minute, also behind nginx.

The real nginx with our configuration stands before the real portal; only the seconds
for which it may keep an answer are made short.
"""

import subprocess
import time
import urllib.error
import urllib.request

import pytest
from django.utils import timezone

from hub.settings import base
from hub.shared import pages
from ops.config import free_port
from ops.nginx import program, write_configuration
from places import publishing, views
from places.actions import hide_photos
from places.models import Photo, Place
from places.photos.names import path_of
from tests.factories import (
    PhotoFactory,
    PlaceFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.faults.programs import until

MINUTE = 60
# Long enough for a slow machine to hide a picture and ask for it once more.
SHORT = 5
NAME = "Сурваканица"
# Where a place may be seen.
PAGES = [
    "/bg/",
    "/bg/places/",
    "/bg/places/?q=surva",
    "/bg/search/?q=surva",
    "/bg/map/",
    "/bg/groups/{slug}/",
    "{place}",
]
PAGES_WITH_PICTURES = [path for path in PAGES if "?" not in path]
# Which tell of a place by its address.
BY_ADDRESS = [
    "/bg/places/search.json?q=surva",
    "/sitemap-places.xml",
]


@pytest.fixture
def place(transactional_db):
    place = PlaceFactory(name_bg=NAME, name_en="Survakanitsa")
    photo = PhotoFactory(place=place, public=True, submission=SubmissionFactory())
    path = path_of(photo.rendition_name(320, "webp"))
    path.parent.mkdir(parents=True)
    path.write_bytes(b"RIFF of a picture")
    return place


@pytest.fixture
def nginx(live_server, tmp_path, monkeypatch):
    """The address of an nginx before the portal; it keeps answers for moments."""
    monkeypatch.setattr(pages, "PROXY_SECONDS", str(SHORT))
    monkeypatch.setattr(views, "PICTURE_SECONDS", SHORT)
    (tmp_path / "static").mkdir()
    port = free_port()
    path = write_configuration(
        tmp_path,
        portal=f"{live_server.thread.host}:{live_server.thread.port}",
        port=port,
        static=tmp_path / "static",
    )
    process = subprocess.Popen(  # noqa: S603 -- found by us
        [program(), "-e", tmp_path / "early.log", "-c", path]
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_for(address):
    def answers():
        try:
            urllib.request.urlopen(f"{address}/robots.txt").close()
        except OSError:
            return False
        return True

    until(answers)


def fetch(address):
    """The answer's text; where there is nothing any more, no text."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refusal:
        if refusal.code != 404:
            raise
        return ""


def filled_in(place, paths):
    address = place.get_absolute_url()
    gpx = address.rstrip("/") + ".gpx"
    slug = place.group.slug
    return [p.format(slug=slug, place=address, place_gpx=gpx) for p in paths]


def told(nginx, paths, mark):
    """Which of the answers hold the mark."""
    return [path for path in paths if mark in fetch(nginx + path)]


def until_nothing(found):
    """Ask until nothing is found any more; what is left after a minute."""
    end = time.monotonic() + MINUTE
    while (left := found()) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def test_hidden_picture_leaves_every_page_and_file(nginx, place):
    photo = Photo.objects.get()
    file = f"/media/photos/{photo.token}-320.webp"
    paths = filled_in(
        place, [path for path in PAGES if "?" not in path and "gpx" not in path]
    )
    assert told(nginx, paths, photo.token) == paths
    assert fetch(nginx + file) == "RIFF of a picture"

    hide_photos(Photo.objects.all(), by=UserFactory())
    kept = fetch(nginx + file)

    # The proxy did keep it, and gave it up.
    assert kept == "RIFF of a picture"
    assert until_nothing(lambda: fetch(nginx + file)) == ""
    assert until_nothing(lambda: told(nginx, paths, photo.token)) == []


def test_hidden_place_leaves_every_page_feed_and_file(nginx, place):
    paths = filled_in(place, [*PAGES, *BY_ADDRESS, "{place_gpx}"])
    file = f"/media/photos/{Photo.objects.get().token}-320.webp"
    marks = {path: place.slug if path in BY_ADDRESS else NAME for path in paths}

    def shown():
        return [path for path in paths if marks[path] in fetch(nginx + path)]

    assert shown() == paths
    assert fetch(nginx + file) == "RIFF of a picture"

    publishing.hide(Place.objects.all(), by=UserFactory())

    assert until_nothing(shown) == []
    assert until_nothing(lambda: fetch(nginx + file)) == ""


def test_receipt_is_never_kept(nginx, place):
    photo = Photo.objects.get()
    receipt = nginx + photo.submission.get_absolute_url()
    picture = f"/photos/{photo.pk}-320.webp"
    assert picture in fetch(receipt)

    Photo.objects.update(state=Photo.State.WITHDRAWN, decided=timezone.now())

    assert picture not in fetch(receipt)


def test_seconds_that_are_really_used_stay_below_a_minute():
    # A web process believes a version, and then the proxy keeps what it answered.
    assert base.HUB_VERSION_SECONDS + int(pages.PROXY_SECONDS) < MINUTE
    assert views.PICTURE_SECONDS < MINUTE


def test_shared_caches_are_told_as_little_as_our_own(client, place):
    photo = Photo.objects.get()

    picture = client.get(f"/media/photos/{photo.token}-320.webp")
    b"".join(picture.streaming_content)
    sitemap = client.get("/sitemap-places.xml")

    assert "s-maxage=50" in picture["Cache-Control"]
    assert sitemap["Cache-Control"] == pages.CACHE_CONTROL
    assert int(sitemap["X-Accel-Expires"]) < MINUTE
