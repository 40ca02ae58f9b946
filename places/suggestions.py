"""What to offer to somebody who says where a photo was taken."""

from django.contrib.gis.geos import Point

from partners.models import Territory
from places.models import Place
from places.models.places import PlaceQuerySet

PLACES, NEAREST, SETTLEMENTS = 10, 5, 4
NEAR_METRES = 5000


def first_places(found: PlaceQuerySet) -> PlaceQuerySet:
    """The newest of those that were found, with what a card shows."""
    places = Place.objects.select_related("territory__parent", "category")
    newest = found.newest_first().values("pk")[:PLACES]
    return places.filter(pk__in=newest).newest_first()


def places_near(point: Point) -> PlaceQuerySet:
    """Published places around the point, nearest first, by the point visitors see."""
    places = Place.objects.published().near(point, NEAR_METRES)
    return places.select_related("territory__parent", "category")[:NEAREST]


def settlements_named(text: str) -> list[Territory]:
    """Towns and villages of this name, the largest first."""
    found = Territory.objects.settlements().matching(text)
    return list(found.with_label().largest_first()[:SETTLEMENTS])
