"""Which tile is asked for, and of which places."""

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils import timezone

from places.filters import PlaceFilter
from places.models import Category

LAST_ZOOM = 16
# The filters that tiles know, in the order of their addresses.
FILTERS = ("group", "category", "open")


@dataclass(frozen=True, slots=True)
class TileWanted:
    """One tile: of one group, of some categories, of what is open in one month."""

    zoom: int
    x: int
    y: int
    group: int | None = None
    categories: tuple[int, ...] | None = None
    month: int | None = None

    @property
    def cell(self) -> int:
        """Its number along the Z-curve, among the tiles of its zoom."""
        return sum(
            (self.x >> bit & 1) << 2 * bit | (self.y >> bit & 1) << 2 * bit + 1
            for bit in range(self.zoom)
        )

    @property
    def filters(self) -> str:
        """What it is narrowed to, for its ETag."""
        kinds = None if self.categories is None else "-".join(map(str, self.categories))
        return f"{self.group or ''}.{kinds or ''}.{self.month or ''}"


def tile_wanted(zoom: int, x: int, y: int, query: QueryDict) -> TileWanted:
    """The tile of this address; what there cannot be is 404."""
    if zoom > LAST_ZOOM or max(x, y) >= 1 << zoom:
        raise Http404
    asked = PlaceFilter(query)
    categories = None
    if asked.category:
        within = Category.objects.within(asked.category).order_by("pk")
        categories = tuple(within.values_list("pk", flat=True))
    return TileWanted(
        zoom,
        x,
        y,
        group=asked.group.pk if asked.group else None,
        categories=categories,
        month=timezone.localdate().month if asked.is_open else None,
    )


def tile_query(asked: PlaceFilter) -> str | None:
    """The query of the tiles that show what a list shows: "" or "?group=…".

    `None`: there are no tiles of that, because it is asked for by more than their
    filters. Around a box they show what the list does not.
    """
    if asked.territory or asked.text or asked.near:
        return None
    chosen = QueryDict(mutable=True)
    for name in FILTERS:
        if asked.data.get(name):
            chosen[name] = asked.data[name]
    return f"?{chosen.urlencode()}" if chosen else ""
