"""How much does our work around tilemaker take, beside tilemaker itself?

The same extract, profile and options; both take turns, the least of some rounds counts.
`python -m tests.bench.basemap` prints the table; it adds to the
database it is given.
"""

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command

from tests.bench.imaging import Row, as_markdown

ANDORRA = Path(__file__).parents[1] / "data/osm/andorra.osm.pbf"
ROUNDS = 7
MOST = 1.2


def run() -> list[Row]:
    """Measure, and hold the results against what is wanted."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    work = import_module("places.basemap.building")
    with tempfile.TemporaryDirectory() as folder:
        settings.HUB_BASEMAPS = Path(folder)
        (Path(folder) / "work").mkdir()
        theirs, ours = [], []
        for _round in range(ROUNDS):
            theirs.append(seconds_of(lambda: tilemaker_alone(Path(folder))))
            basemap = waiting_basemap()
            ours.append(seconds_of(lambda row=basemap: work.build(row)))
        basemap.refresh_from_db()
    ratio = min(ours) / min(theirs)
    told = f"{ratio:.2f} ({min(ours):.2f} s / {min(theirs):.2f} s)"
    return [
        Row(
            "A base map of Andorra / tilemaker alone", told, f"≤ {MOST}", ratio <= MOST
        ),
        Row("Its size", f"{basemap.size / 1000:.0f} kB"),
    ]


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def tilemaker_alone(folder: Path) -> None:
    program = import_module("places.basemap.tilemaker")
    target = folder / "alone.mbtiles"
    target.unlink(missing_ok=True)
    with closing(program.make_tiles(ANDORRA, target, folder / "store", None)) as steps:
        list(steps)


def waiting_basemap() -> Any:
    """A map as its worker has just taken it."""
    models = import_module("places.models.basemaps")
    maps = models.Basemap.objects
    basemap = models.Basemap(name=models.new_name("andorra"))
    basemap.extract.write_bytes(ANDORRA.read_bytes())
    basemap.save()
    return maps.claim(basemap.pk)


if __name__ == "__main__":
    print(as_markdown(run()))
