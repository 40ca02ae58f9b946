"""Have a base map made from an extract of OpenStreetMap."""

import time
from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations

from places.basemap.actions import ask_for_basemap
from places.models import Basemap

# How a PBF file begins: the length of its first header, then the header's own words.
FIRST_BYTES = 64
MARK = b"OSMHeader"
LOOK_SECONDS = 1.0


def box(text: str) -> list[float]:
    """West, south, east, north in degrees."""
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        west = east = 0.0
        south = north = 0.0
    if -180 <= west < east <= 180 and -85 <= south < north <= 85:
        return [west, south, east, north]
    message = "write west,south,east,north in degrees, such as 22.3,41.2,28.7,44.3"
    raise ArgumentTypeError(message)


class Command(BaseCommand):
    help = (
        "Make a base map of a region from an extract of OpenStreetMap (.osm.pbf). A "
        "worker does it; the admin shows how far it is. The maps show the one before "
        "until the new one is whole."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser):
        parser.add_argument("extract", type=Path, help="a file region.osm.pbf")
        parser.add_argument(
            "--bbox",
            type=box,
            metavar="WEST,SOUTH,EAST,NORTH",
            help="the part of it that is wanted, in degrees (all of it)",
        )
        parser.add_argument(
            "--wait", action="store_true", help="tell how far it is until it is done"
        )

    @no_translations
    def handle(self, *args, **options):
        extract = options["extract"]
        try:
            with extract.open("rb") as file:
                is_extract = MARK in file.read(FIRST_BYTES)
            if not is_extract:
                message = f"{extract} is no extract of OpenStreetMap (.osm.pbf)."
                raise CommandError(message)
            basemap = ask_for_basemap(extract, bbox=options["bbox"])
        except OSError as error:
            message = f"{error.filename or extract}: {error.strerror}."
            raise CommandError(message) from None
        self.stdout.write(f"{basemap.name} waits for a worker.")
        if options["wait"]:
            self.follow(basemap)

    def follow(self, basemap):
        """Tell each step; fail when the map does."""
        told = None
        while True:
            basemap.refresh_from_db()
            if (now := (basemap.state, basemap.progress)) != told:
                told = now
                state = basemap.get_state_display()
                self.stdout.write(f"{state}: {basemap.progress} %")
            if basemap.state not in Basemap.UNFINISHED:
                break
            time.sleep(LOOK_SECONDS)
        if basemap.state != Basemap.State.READY:
            message = f"{basemap.name}: {basemap.get_problem_display()}"
            raise CommandError(message)
        self.stdout.write(f"{basemap.size:,} bytes in {basemap.seconds} s.")
