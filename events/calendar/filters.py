"""What a visitor asks the calendar for, read from the address."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.gis.geos import Point
from django.http import Http404
from django.urls import reverse
from django.utils.translation import pgettext

from events.models import Event, Occurrence
from events.models.occurrences import OccurrenceQuerySet
from hub.shared.numbers import id_of
from partners.models import Territory
from places.filters import NearFilter, found

# How far from the visitor or the village, in kilometres.
DISTANCES = (10, 30, 60, 100)
USUAL_DISTANCE = 30
TRADITION = "tradition"
# What says which days a page is of; the rest of an address are filters.
DAYS = ("year", "month", "week", "day", "weekend", "view", "from", "to", "q", "page")


@dataclass(frozen=True)
class DateFilter(NearFilter):
    """The filters `?group= ?village= ?kind= ?near= ?km=`. Unknown ones are 404.

    With a distance, a village stands for all that is so near to its centre.
    """

    @cached_property
    def village(self) -> Territory | None:
        written = self.data.get("village")
        rows = Territory.objects.with_label()
        return found(rows, pk=id_of(written)) if written else None

    @property
    def kind(self) -> str:
        """A kind of event, or `tradition` for what traditions themselves hold."""
        written = self.data.get("kind", "")
        if written and written not in dict(kinds()):
            raise Http404
        return written

    @property
    def kind_words(self) -> str:
        return dict(kinds()).get(self.kind, "")

    @property
    def km(self) -> int | None:
        written = self.data.get("km")
        if not written:
            return None
        distances = {str(distance): distance for distance in DISTANCES}
        if written not in distances:
            raise Http404
        return distances[written]

    @cached_property
    def centre(self) -> Point | None:
        """From where the distance is measured."""
        if self.near:
            return self.near
        return self.village.point if self.village and self.km else None

    @cached_property
    def query(self) -> str:
        """The filters alone, as an address has them."""
        query = self.data.copy()
        for name in DAYS:
            query.pop(name, None)
        return query.urlencode(safe=",")

    @cached_property
    def calendar(self) -> str:
        """The calendar with the same filters: `day=2027-05-06` may be put behind."""
        return f"{reverse('events:calendar')}?{self.query}{'&' if self.query else ''}"

    @property
    def is_used(self) -> bool:
        return bool(self.group or self.village or self.kind or self.near)

    def apply(self, *, of_few_days: bool = False) -> OccurrenceQuerySet:
        """The dates that are asked for, of what visitors may see."""
        dates = Occurrence.objects.public()
        metres = 1000 * (self.km or USUAL_DISTANCE)
        if self.group:
            dates = dates.of_group(self.group)
        if self.kind == TRADITION:
            dates = dates.filter(event=None)
        elif self.kind:
            dates = dates.filter(event__kind=self.kind)
        if self.centre:
            dates = dates.within(self.centre, metres, of_few_days=of_few_days)
        elif self.village:
            dates = dates.in_territory(self.village)
        return dates


def kinds() -> list[tuple[str, str]]:
    """What the list can be of: values and their names."""
    return [*Event.Kind.choices, (TRADITION, pgettext("a kind of date", "tradition"))]
