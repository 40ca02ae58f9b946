from hub.shared.importing.command import ImportCommand
from partners.territory_import import import_territories


class Command(ImportCommand):
    help = (
        "Add or change territories from a register (GeoJSON or CSV). Columns: a code "
        "(ekatte, siruta, insee, elstat, nuts, lau, or scheme + code + level), "
        "name_bg … name_fr, kind, population, lon, lat, municipality_code, parent. "
        "Columns that are missing leave what is there."
    )

    def take(self, records, options):
        return import_territories(records, self.progress)
