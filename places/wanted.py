"""The wanted list: places that lack a photo, those that lack most first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from django.db.models import Q
from django.http import Http404

from hub.shared.translation import translated
from places.filters import PlaceFilter
from places.gaps import LOST, Gap, closed_gaps, gaps_of, oldest_fresh_day
from places.models import Photo, Place
from places.models.places import PlaceQuerySet

# Of so many photos shown last, those that closed a gap are thanked for.
LOOKED_AT, THANKED = 60, 6


@dataclass(frozen=True)
class WantedFilter(PlaceFilter):
    """The filters `?group= ?territory= ?gap=`. Unknown ones are 404."""

    @cached_property
    def gap(self) -> Gap | None:
        written = self.data.get("gap")
        if not written:
            return None
        if written not in Gap.values:
            raise Http404
        return Gap(written)

    def apply(self, **options) -> PlaceQuerySet:
        """The places that are asked for and lack something, in order of need."""
        places = super().apply(**options)
        if self.gap:
            return places.filter(self.gap.lacking).order_by("photographed", "-pk")
        lacks_any = Q(wanted_since__lt=oldest_fresh_day())
        lacks_any &= Gap.PHOTO.lacking | ~LOST
        return places.filter(lacks_any).order_by("wanted_since", "-pk")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of the list: a place and what is wanted of it."""

    place: Place
    gaps: list[Gap]


def wanted_of(places: PlaceQuerySet) -> list[Wanted]:
    """The places as rows: one query."""
    rows = places.select_related("category", "group", "territory__parent")
    return [Wanted(place, gaps_of(place)) for place in rows]


@dataclass(frozen=True, slots=True)
class Thanks:
    """Somebody whose photo closed a gap not long ago, by her printed name."""

    credit: str
    gap: Gap
    place: Place


def thanks_for(photos: list[Photo], place: Place) -> list[Thanks]:
    """Those who closed a gap of the place, of whom a name is printed."""
    closed = closed_gaps(photos)
    return [
        Thanks(photo.credit, closed[photo.pk], place)
        for photo in photos
        if photo.pk in closed and photo.credit
    ]


def recent_thanks(wanted: PlaceFilter) -> list[Thanks]:
    """Whom the list thanks: those who closed a gap last. Two queries."""
    photos = Photo.objects.public().exclude(credit="").exclude(decided=None)
    if wanted.group:
        photos = photos.filter(group=wanted.group)
    if wanted.territory:
        photos = photos.filter(place__in=Place.objects.in_territory(wanted.territory))
    latest = photos.order_by("-decided", "-pk").select_related("place__group")[
        :LOOKED_AT
    ]
    closed = closed_by({photo.place_id for photo in latest})
    return [
        Thanks(photo.credit, closed[photo.pk], photo.place)
        for photo in latest
        if photo.pk in closed
    ][:THANKED]


def closed_by(places: Collection[int]) -> dict[int, Gap]:
    """Which photo of these places closed which gap; by the photo's id. One query."""
    photos = Photo.objects.public().filter(place__in=places).order_by("place")
    photos = photos.only("place_id", "taken", "decided", "received")
    closed: dict[int, Gap] = {}
    for _place, beside in groupby(photos, key=attrgetter("place_id")):
        closed |= closed_gaps(beside)
    return closed


def thank_for(photos: Iterable[Photo]) -> None:
    """Say in `photo.thanks` which gap each of somebody's photos closed. One query."""
    shown = [one for one in photos if one.state == Photo.State.APPROVED and one.place]
    closed = closed_by({photo.place_id for photo in shown})
    for photo in shown:
        if photo.pk in closed:
            name = translated(photo.place, "name").value
            photo.thanks = closed[photo.pk].thanks(name)
