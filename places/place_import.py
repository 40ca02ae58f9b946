"""Places out of a file: each falls to the land and the group it lies in."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from hub.shared.importing import Record, Refused, Report
from hub.shared.importing.report import Progress
from hub.shared.versions import raise_versions
from partners.models import ActionGroup, Territory
from places import publishing
from places.actions import keep_places
from places.categories import ensure_categories
from places.lands import Land, group_of_settlement, lands_at, settlement_of
from places.models import Category, Place
from places.place_rows import id_of, position_of, values_of

# So many rows are looked up and written together.
BATCH = 500
# Some 80 cm: a hidden position is never the one shown. PostGIS compares the two in
# single precision, where anything much smaller is lost.
NUDGE = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOptions:
    """How to read a file: whose ids, in which language, of which category."""

    source: str
    language: str = "bg"
    category: str = ""
    publish: bool = False


@transaction.atomic
def import_places(
    records: Sequence[Record], options: PlaceOptions, progress: Progress
) -> Report:
    """Add or change the places of the records; say what became of each."""
    ensure_categories()
    return PlaceImport(options, progress).run(records)


class PlaceImport:
    """One run over a file."""

    def __init__(self, options: PlaceOptions, progress: Progress) -> None:
        self.options = options
        self.progress = progress
        self.report = Report()
        self.categories = {row.slug: row for row in Category.objects.all()}
        self.settlement_of = cache(settlement_of)
        self.group_of_settlement = cache(group_of_settlement)
        self.rows: dict[str, int] = {}
        self.known: dict[str, Place] = {}
        self.lands: dict[tuple[float, float], Land] = {}
        self.waiting: list[tuple[int, Place]] = []
        self.taken: list[int] = []
        self.touched: set[int | None] = set()

    def run(self, records: Sequence[Record]) -> Report:
        for first in range(0, len(records), BATCH):
            batch = records[first : first + BATCH]
            self.look_up(batch)
            for done, record in enumerate(batch, start=first + 1):
                try:
                    self.take(record)
                except Refused as reason:
                    self.report.refuse(record.number, reason)
                self.progress(done, len(records))
            self.keep_all()
        if self.options.publish:
            publishing.show(Place.objects.filter(pk__in=self.taken))
        if self.touched:
            raise_versions(self.touched)
        return self.report

    def look_up(self, records: Sequence[Record]) -> None:
        """Read what is known of the rows' places and points, of all at once."""
        ids, points = [], []
        for record in records:
            # What cannot be read is refused when its turn comes.
            with suppress(Refused):
                ids.append(id_of(record, self.options.source))
                points.append(position_of(record))
        places = Place.objects.filter(external_id__in=ids)
        places = places.select_related("category", "territory", "group")
        places = places.defer("territory__boundary", "group__area")
        self.known = {place.external_id: place for place in places}
        self.lands = lands_at(filter(None, points))

    def take(self, record: Record) -> None:
        external_id = id_of(record, self.options.source)
        if external_id in self.rows:
            first = self.rows[external_id]
            message = f"the id {external_id} is in row {first} already."
            raise Refused(message)
        self.rows[external_id] = record.number
        place = self.known.get(external_id) or Place(external_id=external_id)
        self.fill(place, record)

    def fill(self, place: Place, record: Record) -> None:
        """Bring the place to what the row says; it waits to be kept if it differs."""
        values = values_of(record, self.options.language)
        values["category"] = self.category_of(record, place)
        values["territory"], values["point"] = self.where(record, values)
        # A group that was given by hand, or once fell to the place, stays.
        values["group"] = place.group or self.group_of(values)
        differing = {
            name: value
            for name, value in values.items()
            if not _same(getattr(place, name, None), value)
        }
        if place.pk and not differing:
            self.report.unchanged += 1
            self.taken.append(place.pk)
            return
        for name, value in differing.items():
            setattr(place, name, value)
        _check(place)
        self.waiting.append((record.number, place))

    def keep_all(self) -> None:
        """Write what waits at once; where the database objects, one by one."""
        try:
            self.keep(self.waiting)
        except (IntegrityError, DataError):
            for row in self.waiting:
                try:
                    self.keep([row])
                except (IntegrityError, DataError) as error:
                    self.report.refuse(row[0], str(error).splitlines()[0])
        self.waiting = []

    def keep(self, rows: Sequence[tuple[int, Place]]) -> None:
        added = sum(not place.pk for _number, place in rows)
        with transaction.atomic():
            keep_places([place for _number, place in rows])
        self.report.added += added
        self.report.changed += len(rows) - added
        for number, place in rows:
            self.taken.append(place.pk)
            self.touched.add(place.group_id)
            if place.group is None:
                self.report.note(number, f"{place}: on no group's land, unassigned.")

    def category_of(self, record: Record, place: Place) -> Category:
        slug = record.text("category")
        if not slug and place.category_id:
            return place.category
        slug = slug or self.options.category
        if slug not in self.categories:
            problem = f'the category "{slug}" is unknown' if slug else "no category"
            known = ", ".join(self.categories)
            message = f"{problem}. Write one of: {known}."
            raise Refused(message)
        return self.categories[slug]

    def where(
        self, record: Record, values: dict[str, Any]
    ) -> tuple[Territory | None, Point]:
        """The land the place lies on, and its point.

        A row may name its settlement; then the point may be left out, and visitors
        are told that only the settlement is known.
        """
        settlement = self.named_settlement(record)
        point = position_of(record)
        if point is not None:
            return settlement or self.lands[point.coords].territory, point
        if settlement is None or settlement.point is None:
            message = "no position. Give a point, or the settlement's code."
            raise Refused(message)
        values["precision"] = Place.Precision.SETTLEMENT
        centre = settlement.point
        return settlement, Point(centre.x + NUDGE, centre.y, srid=centre.srid)

    def named_settlement(self, record: Record) -> Territory | None:
        """The settlement whose code is in the row (EKATTE unless it says otherwise)."""
        code = record.text("settlement")
        if not code:
            return None
        scheme = record.text("settlement_scheme") or Territory.Scheme.EKATTE
        if scheme == Territory.Scheme.EKATTE:
            code = code.zfill(5)
        found = self.settlement_of(scheme, code)
        if found is None:
            message = f"the settlement {code} is unknown. Import the territories first."
            raise Refused(message)
        return found

    def group_of(self, values: dict[str, Any]) -> ActionGroup | None:
        """The group whose territory holds the settlement, or else the point, today."""
        territory = values["territory"]
        if territory is not None and territory.level == Territory.Level.SETTLEMENT:
            return self.group_of_settlement(territory)
        return self.lands[values["point"].coords].group


def _check(place: Place) -> None:
    """Let the model's own rules speak before the database does."""
    try:
        place.full_clean(
            # What it belongs to are rows of ours.
            exclude=["slug", "public_point", "name", "category", "territory", "group"],
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as error:
        reasons = (
            f'"{field}": {" ".join(messages)}'
            for field, messages in error.message_dict.items()
        )
        raise Refused("; ".join(reasons)) from None
    begin, end = place.period_begin, place.period_end
    if begin is not None and end is not None and begin > end:
        message = f"the period ends ({end}) before it begins ({begin})."
        raise Refused(message)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, GEOSGeometry) and isinstance(other, GEOSGeometry):
        return one.equals_exact(other)
    return one == other
