"""Places out of a file: each falls to the land and the group it lies in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Case, IntegerField, Value, When

from hub.shared.importing import Record, Refused, Report
from hub.shared.importing.report import Progress
from hub.shared.versions import raise_versions
from partners.models import ActionGroup, Territory
from places.actions import keep_place, publish_places
from places.categories import ensure_categories
from places.models import Category, Place
from places.place_rows import id_of, position_of, values_of

Level: Any = Territory.Level
FINEST_FIRST = (
    Level.SETTLEMENT,
    Level.DISTRICT,
    Level.MUNICIPALITY,
    Level.REGION,
    Level.COUNTRY,
)
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
        self.rows: dict[str, int] = {}
        self.taken: list[int] = []
        self.touched: set[int | None] = set()

    def run(self, records: Sequence[Record]) -> Report:
        for done, record in enumerate(records, start=1):
            try:
                with transaction.atomic():
                    self.take(record)
            except Refused as reason:
                self.report.refuse(record.number, reason)
            except (IntegrityError, DataError) as error:
                self.report.refuse(record.number, str(error).splitlines()[0])
            self.progress(done, len(records))
        if self.options.publish:
            publish_places(Place.objects.filter(pk__in=self.taken))
        if self.touched:
            raise_versions(self.touched)
        return self.report

    def take(self, record: Record) -> None:
        external_id = id_of(record, self.options.source)
        if external_id in self.rows:
            first = self.rows[external_id]
            message = f"the id {external_id} is in row {first} already."
            raise Refused(message)
        self.rows[external_id] = record.number
        place = Place.objects.filter(external_id=external_id).first()
        place = place or Place(external_id=external_id)
        self.fill(place, record)
        self.taken.append(place.pk)

    def fill(self, place: Place, record: Record) -> None:
        """Bring the place to what the row says, and write it if anything differs."""
        values = values_of(record, self.options.language)
        values["category"] = self.category_of(record, place)
        values["territory"], values["point"] = self.where(record, values)
        # A group that was given by hand, or once fell to the place, stays.
        values["group"] = place.group or group_at(values["territory"], values["point"])
        differing = {
            name: value
            for name, value in values.items()
            if not _same(getattr(place, name, None), value)
        }
        if place.pk and not differing:
            self.report.unchanged += 1
            return
        is_new = place.pk is None
        for name, value in differing.items():
            setattr(place, name, value)
        _check(place)
        keep_place(place)
        self.touched.add(place.group_id)
        self.report.added += is_new
        self.report.changed += not is_new
        if place.group is None:
            self.report.note(record.number, f"{place}: on no group's land, unassigned.")

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
        settlement = named_settlement(record)
        point = position_of(record)
        if point is not None:
            return settlement or finest_territory(point), point
        if settlement is None or settlement.point is None:
            message = "no position. Give a point, or the settlement's code."
            raise Refused(message)
        values["precision"] = Place.Precision.SETTLEMENT
        centre = settlement.point
        return settlement, Point(centre.x + NUDGE, centre.y, srid=centre.srid)


def named_settlement(record: Record) -> Territory | None:
    """The settlement whose code stands in the row (EKATTE unless it says otherwise)."""
    code = record.text("settlement")
    if not code:
        return None
    scheme = record.text("settlement_scheme") or Territory.Scheme.EKATTE
    if scheme == Territory.Scheme.EKATTE:
        code = code.zfill(5)
    found = Territory.objects.settlements().filter(scheme=scheme, code=code).first()
    if found is None:
        message = f"the settlement {code} is unknown. Import the territories first."
        raise Refused(message)
    return found


def finest_territory(point: Point) -> Territory | None:
    """The smallest territory whose boundary covers the point."""
    ranks = [
        When(level=level, then=Value(rank)) for rank, level in enumerate(FINEST_FIRST)
    ]
    order = Case(*ranks, output_field=IntegerField())
    return Territory.objects.covering(point).order_by(order, "pk").first()


def group_at(territory: Territory | None, point: Point) -> ActionGroup | None:
    """The group whose territory holds the settlement, or else the point, today."""
    groups = ActionGroup.objects.order_by("pk")
    if territory is not None and territory.level == Level.SETTLEMENT:
        return groups.of_settlement(territory).first()
    return groups.covering(point).first()


def _check(place: Place) -> None:
    """Let the model's own rules speak before the database does."""
    try:
        place.full_clean(
            exclude=["slug", "public_point", "name"],
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
