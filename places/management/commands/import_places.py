from django.conf import settings

from hub.shared.importing.command import ImportCommand
from places.place_import import PlaceOptions, import_places


class Command(ImportCommand):
    help = (
        "Add or change places (GeoJSON or CSV). Columns: id, name_bg … name_fr, "
        "summary_…, story_…, category, lon, lat, settlement (code), precision "
        "and the other fields of a place. Empty cells leave what is there. A place "
        "falls to the group on whose land it lies; without one it stays unassigned."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--source",
            default="",
            help="whose ids these are; the file's name unless you say otherwise",
        )
        parser.add_argument(
            "--language",
            default="bg",
            choices=[code for code, _name in settings.LANGUAGES],
            help='the language of a plain column "name" (bg)',
        )
        parser.add_argument(
            "--category",
            default="historical",
            help="the category of new rows that have none (historical)",
        )
        parser.add_argument(
            "--publish", action="store_true", help="show the places to visitors at once"
        )

    def take(self, records, options):
        chosen = PlaceOptions(
            source=options["source"] or options["file"].stem,
            language=options["language"],
            category=options["category"],
            publish=options["publish"],
        )
        return import_places(records, chosen, self.progress)
