"""Small pictures for a pack: of photos, and the patterns of places without one."""

from collections.abc import Iterator
from itertools import zip_longest

from hub.packs.contents.item import Item, Kind
from hub.shared.pictures import EDGES, rendition_path
from partners.models import ActionGroup
from places.models import Photo, Place
from places.models.places import pattern_path
from places.photos.names import path_of
from places.weave import weave

EDGE = EDGES[0]


def pictures(group: ActionGroup) -> Iterator[Item]:
    """The 320 px pictures: the first photo of every place, then the second of each …"""
    photos = Photo.objects.public().filter(place__group=group)
    of_place: dict[int, list[Photo]] = {}
    for photo in photos.only("token", "place").order_by("position", "pk"):
        of_place.setdefault(photo.place_id, []).append(photo)
    for row in zip_longest(*of_place.values()):
        for photo in filter(None, row):
            path = path_of(photo.rendition_name(EDGE, "webp"))
            # Just hidden, or to be made again: the place keeps its other pictures.
            if path.is_file():
                address = rendition_path(photo, EDGE, "webp")
                yield Item(Kind.PICTURE, address, path.read_bytes(), "image/webp")


def patterns(group: ActionGroup) -> Iterator[Item]:
    """Every place's page shows its woven pattern."""
    for pk in Place.objects.published().of_group(group).values_list("pk", flat=True):
        yield Item(Kind.PART, pattern_path(pk), weave(pk).encode(), "image/svg+xml")
