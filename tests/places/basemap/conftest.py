"""A real extract, and what happens to a map made from it."""

from pathlib import Path

import pytest

from hub.shared import bell
from places.basemap import actions
from places.basemap.building import build
from places.models import Basemap

ANDORRA = Path(__file__).parents[2] / "data/osm/andorra.osm.pbf"


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """The arguments of the tasks that were asked for; no worker hears of them."""
    asked = []
    monkeypatch.setattr(bell, "_ring_now", lambda task, calls: asked.extend(calls))
    return asked


@pytest.fixture
def ask(db):
    """A base map that waits, as the command leaves it."""

    def kept(extract=ANDORRA, **options):
        return actions.ask_for_basemap(extract, **options)

    return kept


@pytest.fixture
def work():
    """Do what a worker does when the bell rings; get the row as it is then."""

    def done(basemap):
        build(Basemap.objects.claim(basemap.pk))
        basemap.refresh_from_db()
        return basemap

    return done


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """Put a small shell script in tilemaker's place."""

    def put(script):
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "tilemaker"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder), prepend=":")

    return put
