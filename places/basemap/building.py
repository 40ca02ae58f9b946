"""The work of a base map: from an extract of OpenStreetMap to the file readers get."""

import logging
import os
import shutil
import time
from collections.abc import Generator
from contextlib import closing

from django.db import transaction
from django.utils import timezone

from hub.shared.audit import record
from hub.shared.claims import next_lease
from places.basemap.archive import check, pack
from places.basemap.problems import NotBuilt
from places.basemap.tilemaker import make_tiles
from places.models import Basemap

logger = logging.getLogger(__name__)

# The row is written at most so often, in seconds.
PULSE = 1.0
TILES_MADE = 90


def build(basemap: Basemap) -> None:
    """Make the map that was claimed, and put it on the maps; or note why it is not.

    The maps show the one before until the new file is whole. Work that was broken off
    goes on with the tiles if they had all been made.
    """
    began = time.monotonic()
    try:
        if _is_carried_through(basemap):
            _finish(basemap, time.monotonic() - began)
    except NotBuilt as error:
        logger.error("base map %s: %s", basemap.name, error)
        basemap.give_up(error.problem)


def _is_carried_through(basemap: Basemap) -> bool:
    """Whether it was done to its end: it may be cancelled, or taken by another."""
    written = float("-inf")
    with closing(_steps(basemap)) as steps:
        for percent in steps:
            if time.monotonic() - written < PULSE:
                continue
            written = time.monotonic()
            if not _hold(basemap, percent):
                return False
    return True


def _hold(basemap: Basemap, percent: int) -> bool:
    """Keep the map for this worker, and tell how far it is."""
    return bool(
        basemap.mine().update(progress=percent, lease_until=next_lease(), problem="")
    )


def _steps(basemap: Basemap) -> Generator[int, None, None]:
    """Yield percent done."""
    tiles, packed = basemap.work_path("mbtiles"), basemap.work_path("pmtiles")
    if not tiles.exists():
        if not basemap.extract.exists():
            raise NotBuilt(Basemap.Problem.NO_EXTRACT)
        part = basemap.work_path("part.mbtiles")
        store = basemap.work_path("store")
        part.unlink(missing_ok=True)
        yield from make_tiles(basemap.extract, part, store, basemap.bbox)
        part.rename(tiles)
    for percent in pack(tiles, packed):
        yield TILES_MADE + percent * (100 - TILES_MADE) // 100
    check(packed)
    with packed.open("rb") as file:
        os.fsync(file.fileno())
    basemap.path.parent.mkdir(parents=True, exist_ok=True)
    packed.rename(basemap.path)


@transaction.atomic
def _finish(basemap: Basemap, seconds: float) -> None:
    done = basemap.mine().update(
        state=Basemap.State.READY,
        progress=100,
        lease_until=None,
        problem="",
        finished=timezone.now(),
        seconds=round(seconds, 2),
        size=basemap.path.stat().st_size,
    )
    if done:
        Basemap.objects.show(basemap)
        record("basemap.show", basemap, name=basemap.name)
        transaction.on_commit(lambda: remove_work(basemap))


def remove_work(basemap: Basemap) -> None:
    """Delete what a map that is ready, or is no longer wanted, was to be made from."""
    shutil.rmtree(basemap.work_path("store"), ignore_errors=True)
    for extension in ("osm.pbf", "part.mbtiles", "mbtiles", "pmtiles"):
        basemap.work_path(extension).unlink(missing_ok=True)
