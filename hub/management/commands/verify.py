"""Look whether rows and files keep the portal's promises."""

import sys
from itertools import chain

from django.core.management.base import BaseCommand

from events import verification as events
from hub.packs import files as packs
from hub.shared.bell import ring_now
from interest_forms import verification as submissions
from places import verification as photos
from places.basemap import files as basemaps
from places.tasks import render_due_photos
from places.tiles import verification as tiles


class Command(BaseCommand):
    help = "Check that rows and files agree: one line a problem, exit status 1 if any."

    def add_arguments(self, parser):
        parser.add_argument(
            "--repair", action="store_true", help="mend what can be mended"
        )
        parser.add_argument(
            "--quick", action="store_true", help="do not read the original files"
        )

    def handle(self, *args, **options):
        left = mended = 0
        found = chain(
            submissions.findings(),
            photos.findings(quick=options["quick"]),
            basemaps.findings(),
            tiles.findings(),
            packs.findings(),
            events.findings(),
        )
        for finding in found:
            if options["repair"] and finding.mend:
                finding.mend()
                mended += 1
                self.stdout.write(f"mended: {finding.text}")
            else:
                left += 1
                self.stdout.write(finding.text)
        if mended:
            ring_now(render_due_photos)
        if left:
            sys.exit(1)
