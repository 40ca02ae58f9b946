"""What a visitor asks the list of routes for, read from the address."""

from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.filters import AddressFilter
from places.models import Route
from places.models.routes import RouteQuerySet


class Length(models.TextChoices):
    """How far one walks: an hour, a morning, a day, longer."""

    SHORT = "short", _("up to 5 km")
    MIDDLE = "middle", _("5 to 10 km")
    LONG = "long", _("10 to 20 km")
    FAR = "far", _("over 20 km")

    @property
    def query(self) -> Q:
        low, high = {
            Length.SHORT: (0, 5_000),
            Length.MIDDLE: (5_000, 10_000),
            Length.LONG: (10_000, 20_000),
            Length.FAR: (20_000, None),
        }[self]
        query = Q(length__gte=low)
        return query & Q(length__lt=high) if high else query


@dataclass(frozen=True)
class RouteFilter(AddressFilter):
    """The filters `?group= ?length= ?difficulty=`. Unknown ones are 404."""

    @cached_property
    def length(self) -> Length | None:
        return self.choice("length", Length)

    @cached_property
    def difficulty(self) -> Route.Difficulty | None:
        return self.choice("difficulty", Route.Difficulty)

    def apply(self) -> RouteQuerySet:
        """The published routes that are asked for."""
        routes = Route.objects.published()
        if self.group:
            routes = routes.of_group(self.group)
        if self.length:
            routes = routes.filter(self.length.query)
        if self.difficulty:
            routes = routes.filter(difficulty=self.difficulty)
        return routes
