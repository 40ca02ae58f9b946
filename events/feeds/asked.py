"""What a calendar feed is asked for, read from its address."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.models import Event, Occurrence, Tradition
from events.models.occurrences import OccurrenceQuerySet
from hub.shared.numbers import id_of
from hub.shared.translation import translated
from places.filters import AddressFilter, found
from places.models import Place


class FeedFilter(AddressFilter):
    """The filters `?group= ?place= ?tradition= ?kind=`. Unknown ones are 404."""

    @cached_property
    def place(self) -> Place | None:
        return self._shown("place", Place)

    @cached_property
    def tradition(self) -> Tradition | None:
        return self._shown("tradition", Tradition)

    @cached_property
    def kind(self) -> Event.Kind | None:
        return self.choice("kind", Event.Kind)

    def apply(self) -> OccurrenceQuerySet:
        """The dates of everything shown that is asked for."""
        rows = Occurrence.objects.public()
        if self.group:
            rows = rows.filter(
                Q(event__group=self.group) | Q(tradition__group=self.group)
            )
        if self.place:
            kept_here = self.place.traditions.all()
            rows = rows.filter(Q(event__place=self.place) | Q(tradition__in=kept_here))
        if self.tradition:
            one = self.tradition
            rows = rows.filter(Q(tradition=one) | Q(event__tradition=one))
        if self.kind:
            rows = rows.filter(event__kind=self.kind)
        return rows

    @property
    def title(self) -> str:
        """What the calendar is called on a telephone."""
        shown = filter(None, (self.group, self.place, self.tradition))
        parts = [_("Megdan"), *(translated(one, "name").value for one in shown)]
        if self.kind:
            parts.append(str(self.kind.label))
        return " · ".join(parts)

    def _shown(self, name, model):
        written = self.data.get(name)
        rows = model.objects.published().select_related("group")
        return found(rows, pk=id_of(written)) if written else None


def feed_path(**wanted: object) -> str:
    """The address of the feed with these filters, in the reader's language."""
    path = reverse("events-feed", args=[get_language()])
    return f"{path}?{urlencode(wanted)}" if wanted else path
