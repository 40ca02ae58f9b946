"""What a visitor asks the list of traditions for, read from the address."""

from dataclasses import dataclass
from functools import cached_property

from events.models import Tradition
from events.models.traditions import TraditionQuerySet
from hub.shared.numbers import id_of
from partners.models import Territory
from places.filters import AddressFilter, found
from places.models import Place


@dataclass(frozen=True)
class TraditionFilter(AddressFilter):
    """The filters `?group= ?domain= ?village= ?place=`. Unknown ones are 404."""

    @property
    def domain(self) -> Tradition.Domain | None:
        return self.choice("domain", Tradition.Domain)

    @cached_property
    def village(self) -> Territory | None:
        written = self.data.get("village")
        rows = Territory.objects.with_label()
        return found(rows, pk=id_of(written)) if written else None

    @cached_property
    def place(self) -> Place | None:
        written = self.data.get("place")
        rows = Place.objects.published().select_related("group")
        return found(rows, pk=id_of(written)) if written else None

    def apply(self) -> TraditionQuerySet:
        """The published traditions that are asked for."""
        traditions = Tradition.objects.published()
        if self.group:
            traditions = traditions.of_group(self.group)
        if self.domain:
            traditions = traditions.filter(domain=self.domain)
        if self.village:
            there = Territory.objects.within(self.village)
            traditions = traditions.filter(
                pk__in=Tradition.objects.filter(territories__in=there).values("pk")
            )
        if self.place:
            traditions = traditions.filter(places=self.place)
        return traditions
