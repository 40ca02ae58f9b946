"""Territories out of a register: all good rows are kept, each bad one is reported."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction

from hub.shared.audit import record as note_in_audit
from hub.shared.importing import Record, Refused, Report
from hub.shared.importing.report import Progress
from hub.shared.spelling import learn
from hub.shared.text import search_key
from partners.areas import refresh_areas
from partners.models import Territory
from partners.territory_rows import NAMES, Key, TerritoryRow, key_of, read_row

Level: Any = Territory.Level
Scheme: Any = Territory.Scheme
BATCH = 500
COLUMNS = [*NAMES, "kind", "population", "point", "boundary", "parent", "search"]
# OpenStreetMap's names of the two provinces that the register calls otherwise.
OTHER_NAMES = {"Софийска": "SFO", "София-град": "SOF"}


@transaction.atomic
def import_territories(records: Sequence[Record], progress: Progress) -> Report:
    """Add or change the territories of the records; say what became of each."""
    return TerritoryImport(progress).run(records)


class TerritoryImport:
    """One run: what is known, what each row wants, what has to be written."""

    def __init__(self, progress: Progress) -> None:
        self.report = Report()
        self.progress = progress
        self.known: dict[Key, Territory] = {
            (territory.scheme, territory.code): territory
            for territory in Territory.objects.all()
        }
        self.rows: dict[Key, TerritoryRow] = {}
        self.implied: dict[Key, TerritoryRow] = {}

    def run(self, records: Sequence[Record]) -> Report:
        # Rows that name their municipality without its code need the others first.
        for done, record in enumerate(sorted(records, key=_lacks_code), start=1):
            try:
                self.read(record)
            except Refused as reason:
                self.report.refuse(record.number, reason)
            self.progress(done, len(records))
        for level in Level.values:
            self.write(level)
        refresh_areas()
        return self.report

    def read(self, record: Record) -> None:
        key, level = key_of(record) or self.key_by_name(record)
        row = read_row(record, key, level)
        if key in self.rows:
            first = self.rows[key].number
            message = f"the code {key[1]} is in row {first} already."
            raise Refused(message)
        if key in self.known and self.known[key].level != level:
            message = f"the code {key[1]} is a {self.known[key].level}, not a {level}."
            raise Refused(message)
        if key not in self.known:
            if row.parent is None:
                row.parent = self.municipality_named(record)
            self.check_new(row)
        self.rows[key] = row
        for above in row.implied:
            self.implied.setdefault(above.key, above)

    def check_new(self, row: TerritoryRow) -> None:
        if not any(row.values.get(name) for name in NAMES):
            message = 'no name. Add a column such as "name_bg" or "name_en".'
            raise Refused(message)
        if row.level == Level.SETTLEMENT and row.parent is None:
            message = (
                f"the settlement {row.key[1]} is new and has no municipality. "
                'Import the register first, or add "municipality_code".'
            )
            raise Refused(message)
        if row.parent and not self.will_be_known(row.parent, row):
            message = f"its parent {row.parent[1]} is unknown. Import that first."
            raise Refused(message)

    def will_be_known(self, key: Key, row: TerritoryRow) -> bool:
        """Parents stand in the database, in an earlier row, or in the row itself."""
        own = (above.key for above in row.implied)
        places = (self.known, self.rows, self.implied, own)
        return any(key in place for place in places)

    def municipality_named(self, record: Record) -> Key | None:
        """The municipality that other rows of this file call by the same name."""
        name, province = record.text("municipality_bg"), record.text("province_bg")
        found = [
            row.key
            for row in self.implied.values()
            if name
            and row.level == Level.MUNICIPALITY
            and row.values.get("name_bg") == name
            and row.parent in self.implied
            and self.implied[row.parent].values.get("name_bg") == province
        ]
        return found[0] if len(found) == 1 else None

    def key_by_name(self, record: Record) -> tuple[Key, str]:
        """A province or municipality without a code, found by its Bulgarian name."""
        name, province = record.text("name_bg"), record.text("province_bg")
        if name in OTHER_NAMES and not province:
            return (str(Scheme.EKATTE), OTHER_NAMES[name]), str(Level.REGION)
        level = Level.MUNICIPALITY if province else Level.REGION
        found = [
            key
            for key, territory in self.known.items()
            if territory.level == level
            and territory.name_bg == name
            and (not province or province in self.names_of_parent(territory))
        ]
        if len(found) != 1:
            message = (
                'no code. Add a column "ekatte", "siruta", "insee", "elstat", "nuts" '
                'or "lau", or the three columns "scheme", "code" and "level".'
            )
            raise Refused(message)
        return found[0], str(level)

    def names_of_parent(self, territory: Territory) -> list[str]:
        parents = [
            other for other in self.known.values() if other.pk == territory.parent_id
        ]
        return [name for parent in parents for name in (parent.name_bg, parent.name_en)]

    def write(self, level: str) -> None:
        """Write one level of the tree: those above it have their ids by now."""
        rows = [row for row in self.rows.values() if row.level == level]
        by_the_way = [
            row
            for row in self.implied.values()
            if row.level == level and row.key not in self.rows
        ]
        added: list[Territory] = []
        changed: list[Territory] = []
        count: Counter[str] = Counter()
        for row in [*by_the_way, *(row for row in rows)]:
            outcome = self.put(row, added, changed, implied=row in by_the_way)
            count[outcome] += row.key in self.rows
        Territory.objects.bulk_create(added, BATCH)
        Territory.objects.bulk_update(changed, COLUMNS, BATCH)
        learn(territory.search for territory in [*added, *changed])
        note_in_audit("territory.import", [*added, *changed])
        self.report.added += count["added"]
        self.report.changed += count["changed"]
        self.report.unchanged += count["unchanged"]
        extra = len(added) - count["added"]
        if extra:
            self.report.notes.append(f"Added by the way: {extra} of level {level}.")

    def put(
        self,
        row: TerritoryRow,
        added: list[Territory],
        changed: list[Territory],
        *,
        implied: bool,
    ) -> str:
        """Bring the row's territory to what the row says; say what had to be done."""
        territory = self.known.get(row.key)
        if territory is None:
            scheme, code = row.key
            territory = Territory(scheme=scheme, code=code, level=row.level)
            self.known[row.key] = territory
            self.fill(territory, row)
            added.append(territory)
            return "added"
        # What a row says by the way never changes what is there.
        if implied or not self.fill(territory, row):
            return "unchanged"
        changed.append(territory)
        return "changed"

    def fill(self, territory: Territory, row: TerritoryRow) -> bool:
        """Set what differs; a guessed boundary never replaces one that is there."""
        values = dict(row.values)
        if row.approximate and territory.boundary:
            values.pop("boundary", None)
        if row.parent in self.known:
            values["parent_id"] = self.known[row.parent].pk
        differing = {
            name: value
            for name, value in values.items()
            if not _same(getattr(territory, name), value)
        }
        for name, value in differing.items():
            setattr(territory, name, value)
        territory.search = search_key(getattr(territory, name) for name in NAMES)
        return bool(differing)


def _lacks_code(record: Record) -> bool:
    fields = record.fields
    return bool(fields.get("municipality_bg")) and not fields.get("municipality_code")


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, GEOSGeometry) and isinstance(other, GEOSGeometry):
        return one.equals_exact(other)
    return one == other
