"""A page of places and the counts beside it, at the same cost for any number of them.

Nothing here counts further than a reader cares: a million places are "99+".
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from django.db.models import IntegerField, OuterRef, Subquery
from django.http import Http404
from django.utils import timezone
from django.utils.translation import ngettext

from hub.shared.memory import Remembered
from places.cards import Card, cards_of
from places.filters import NEAREST, PlaceFilter
from places.models import Category, Place
from places.models.places import PlaceQuerySet

PAGE_SIZE = 24
LAST_PAGE = 200
COUNT_LIMIT = 100


@dataclass(frozen=True)
class Page:
    """One page of a list whose length nobody has counted."""

    number: int
    object_list: Sequence[Card | Place]
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def page_of(
    places: PlaceQuerySet,
    written: str,
    *,
    size: int = PAGE_SIZE,
    read: Callable[[PlaceQuerySet], list] = cards_of,
) -> Page:
    """The page with this number, as written in the address; its rows as `read`."""
    is_number = written.isdecimal() and len(written) <= len(str(LAST_PAGE))
    if not is_number or not 1 <= int(written) <= LAST_PAGE:
        raise Http404
    number = int(written)
    start = (number - 1) * size
    rows = read(places[start : start + size + 1])
    if not rows and number > 1:
        raise Http404
    has_next = len(rows) > size and number < LAST_PAGE
    return Page(number, rows[:size], has_next)


@dataclass(frozen=True, slots=True)
class Chip:
    """A category with how many places of it there are, as far as anybody counts."""

    category: Category
    count: int
    url: str
    is_chosen: bool

    @property
    def count_text(self) -> str:
        return count_text(self.count)


def count_text(count: int) -> str:
    """ "42", or "99+" beyond the limit."""
    return f"{COUNT_LIMIT - 1}+" if count >= COUNT_LIMIT else str(count)


def heading_of(page: Page, chips: list[Chip]) -> str:
    """How many places the whole list has: "7 places", "99+ places"."""
    if page.has_other_pages:
        chosen = [chip for chip in chips if chip.is_chosen] or chips
        number = min(sum(chip.count for chip in chosen), COUNT_LIMIT)
    else:
        number = len(page.object_list)
    words = ngettext("%(number)s place", "%(number)s places", number)
    return words % {"number": count_text(number)}


class CappedCount(Subquery):
    """How many rows a sliced subquery yields."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def chips_of(places: PlaceQuerySet, wanted: PlaceFilter, path: str) -> list[Chip]:
    """The categories that have any of these places, in their order, as links."""
    counted = _counted.get(wanted.but_category, lambda: _count(places))
    stem = f"{path}?{wanted.query_without('category')}"
    most = most_of(wanted)
    return [
        Chip(
            row, min(number, most), f"{stem}category={row.slug}", row == wanted.category
        )
        for row, number in counted
    ]


def most_of(wanted: PlaceFilter) -> int:
    """How far chips count: no list of what is near holds more than the nearest."""
    return NEAREST if wanted.near else COUNT_LIMIT


def all_count(chips: list[Chip], wanted: PlaceFilter) -> str:
    """How many places there are of all the categories together."""
    return count_text(min(sum(chip.count for chip in chips), most_of(wanted)))


def open_count(wanted: PlaceFilter) -> str:
    """How many of the places that are asked for are open in this month."""
    month = timezone.localdate().month
    *asked, _month = wanted.but_category
    category = wanted.category.pk if wanted.category else None

    def count() -> int:
        return wanted.apply().open_in(month)[:COUNT_LIMIT].count()

    counted = _open.get((*asked, category, month), count)
    return count_text(min(counted, most_of(wanted)))


def _count(places: PlaceQuerySet) -> list[tuple[Category, int]]:
    of_one = places.filter(category=OuterRef("pk")).order_by().values("pk")
    categories = Category.objects.annotate(number=CappedCount(of_one[:COUNT_LIMIT]))
    return [(row, row.number) for row in categories if row.number]


# Counts beside a list are believed for a minute, or until something is published.
_counted: Remembered[Hashable, list[tuple[Category, int]]] = Remembered(
    seconds=60, most=500
)
_open: Remembered[Hashable, int] = Remembered(seconds=60, most=500)
