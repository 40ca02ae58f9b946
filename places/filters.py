"""What a visitor asks a list of places for, read from the address."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.gis.geos import Point, Polygon
from django.db.models import Choices
from django.http import Http404, QueryDict
from django.utils import timezone

from hub.shared.numbers import id_of
from hub.shared.text import normalise
from partners.models import ActionGroup, Territory
from places.models import Category, Place
from places.models.places import PlaceQuerySet

LONGEST_QUERY = 100
# What is near the visitor: of so many places, from a point to 0.01 degrees.
NEAREST, NEAR_DIGITS = 20, 2


@dataclass(frozen=True)
class AddressFilter:
    """What any list is asked for: `?group=`, and choices by their values."""

    data: QueryDict

    @cached_property
    def group(self) -> ActionGroup | None:
        slug = self.data.get("group")
        return found(ActionGroup.objects.published(), slug=slug) if slug else None

    def choice(self, name: str, choices: type[Choices]) -> Any:
        """The value that the address names among these, if any."""
        written = self.data.get(name)
        if not written:
            return None
        if written not in choices.values:
            raise Http404
        return choices(written)


@dataclass(frozen=True)
class NearFilter(AddressFilter):
    """What may be asked for by its distance, too: `?near=lat,lon`."""

    @cached_property
    def near(self) -> Point | None:
        """The visitor's place to about a kilometre: what is finer is not looked at."""
        written = self.data.get("near", "")
        if not written:
            return None
        try:
            lat, lon = (round(float(part), NEAR_DIGITS) for part in written.split(","))
        except (ValueError, OverflowError):
            raise Http404 from None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise Http404
        return Point(lon, lat, srid=4326)

    @property
    def coarser_query(self) -> str | None:
        """The same query without a visitor's position in it; `None`: there is none."""
        if self.near is None:
            return None
        lon, lat = self.near.coords
        coarse = f"{lat:.{NEAR_DIGITS}f},{lon:.{NEAR_DIGITS}f}"
        if self.data["near"] == coarse:
            return None
        query = self.data.copy()
        query["near"] = coarse
        return query.urlencode(safe=",")


@dataclass(frozen=True)
class PlaceFilter(NearFilter):
    """The filters `?group= ?category= ?territory= ?q= ?bbox= ?open= ?near=`.

    Unknown ones are 404.
    """

    @cached_property
    def category(self) -> Category | None:
        slug = self.data.get("category")
        return found(Category.objects.all(), slug=slug) if slug else None

    @cached_property
    def territory(self) -> Territory | None:
        written = self.data.get("territory")
        rows = Territory.objects.with_label()
        return found(rows, pk=id_of(written)) if written else None

    @cached_property
    def text(self) -> str:
        return normalise(self.data.get("q", ""))[:LONGEST_QUERY]

    @cached_property
    def box(self) -> Polygon | None:
        """West, south, east, north in degrees."""
        written = self.data.get("bbox", "")
        if not written:
            return None
        try:
            west, south, east, north = (float(part) for part in written.split(","))
        except ValueError:
            raise Http404 from None
        if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
            raise Http404
        box = Polygon.from_bbox((west, south, east, north))
        box.srid = 4326
        return box

    @cached_property
    def is_open(self) -> bool:
        """Only what is open in this month (`open=1`)."""
        written = self.data.get("open", "")
        if written not in {"", "1"}:
            raise Http404
        return bool(written)

    @property
    def but_category(self) -> tuple:
        """What is asked for beside the category, as a key."""
        box = self.box.extent if self.box else None
        group = self.group.pk if self.group else None
        territory = self.territory.pk if self.territory else None
        month = timezone.localdate().month if self.is_open else None
        return group, territory, self.text, box, month

    def query_without(self, name: str) -> str:
        """The address's query less this filter and the page, ready to be added to."""
        rest = self.data.copy()
        for taken_out in (name, "page"):
            rest.pop(taken_out, None)
        return f"{rest.urlencode()}&" if rest else ""

    def apply(self, *, but_category: bool = False) -> PlaceQuerySet:
        """The published places that are asked for."""
        places = Place.objects.published()
        if self.group:
            places = places.of_group(self.group)
        if self.category and not but_category:
            places = places.of_category(self.category)
        if self.territory:
            places = places.in_territory(self.territory)
        if self.text:
            places = places.matching(self.text)
        if self.box:
            places = places.shown_in(self.box)
        if self.is_open:
            places = places.open_in(timezone.localdate().month)
        return places

    def in_order(self) -> PlaceQuerySet:
        """The places as lists show them: the newest first, or what is near."""
        places = self.apply()
        if self.near:
            return places.nearest(self.near, NEAREST)
        return places.newest_first()


def found(rows, **wanted):
    """The one row of that description, or 404."""
    try:
        row = rows.filter(**wanted).first()
    except ValueError:
        # PostgreSQL has no text with a NUL in it.
        raise Http404 from None
    if row is None:
        raise Http404
    return row
