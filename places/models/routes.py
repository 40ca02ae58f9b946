from typing import Self

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField, TextField
from places.models.places import Place
from places.models.shown import PUBLISHED, Shown, ShownQuerySet

# How near a line would tell where a place is that is kept back: some 500 m.
TELLING_DEGREES = 0.005


class RouteStopQuerySet(models.QuerySet):
    def public(self) -> Self:
        """At published places, and none that the line would betray.

        The line of a route leads to the true position of its stops: where that
        position is kept back, visitors are not told that the route stops there.
        """
        fuzzed = ~Q(place__precision=Place.Precision.EXACT)
        near = Q(route__line__dwithin=(F("place__point"), TELLING_DEGREES))
        told = self.filter(place__published__isnull=False)
        return told.exclude(pk__in=self.model.objects.filter(fuzzed & near))


class RouteQuerySet(ShownQuerySet):
    def listed(self) -> Self:
        """What a card shows: neither line nor story."""
        return self.defer("line", "story").select_related("group")

    def with_public_stops(self) -> Self:
        """Fetch the stops visitors may know of into `route.public_stops`."""
        stops = RouteStop.objects.public().select_related(
            "place__group", "place__category", "place__territory__parent"
        )
        return self.prefetch_related(Prefetch("stops", stops, "public_stops"))

    def through(self, place: Place) -> Self:
        """Which stop at the place, as far as visitors are told."""
        stops = RouteStop.objects.public().filter(place=place)
        return self.filter(pk__in=stops.values("route"))


class Route(Shown):
    """A walk: a line on the map, stops at places, or both."""

    page = "route-detail"

    class Difficulty(models.TextChoices):
        EASY = "easy", _("easy")
        MODERATE = "moderate", _("moderate")
        HARD = "hard", _("hard")

    summary = TextField(_("summary"), blank=True)
    story = TextField(_("story"), blank=True)
    difficulty = models.CharField(
        _("difficulty"), max_length=8, choices=Difficulty, blank=True
    )
    # Pieces of a track with a height at each point; heights are 0 when they are not
    # known, and then there is no ascent.
    line = models.MultiLineStringField(dim=3, null=True, editable=False)
    # What follows from the line: metres, and the profile as pairs of metres walked and
    # metres above the sea.
    length = models.PositiveIntegerField(_("length, m"), null=True, editable=False)
    ascent = models.PositiveIntegerField(_("ascent, m"), null=True, editable=False)
    descent = models.PositiveIntegerField(_("descent, m"), null=True, editable=False)
    profile = ArrayField(
        ArrayField(models.FloatField(), size=2), default=list, editable=False
    )

    objects = RouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        constraints = [
            models.CheckConstraint(
                name="route_is_as_long_as_its_line",
                condition=Q(line=None, length=None, ascent=None)
                | Q(line__isnull=False, length__isnull=False),
            ),
            models.CheckConstraint(
                name="route_goes_up_and_down",
                condition=Q(ascent=None, descent=None, profile__len=0)
                | Q(ascent__isnull=False, descent__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published", "-id"], condition=PUBLISHED, name="route_newest"
            )
        ]


class RouteStop(models.Model):
    """A place at which the route stops, and what is to be seen from there."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="stops")
    place = models.ForeignKey(
        Place, models.CASCADE, related_name="route_stops", verbose_name=_("place")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    caption = CharField(_("what to see here"), max_length=300, blank=True)

    objects = RouteStopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        ordering = ["position", "pk"]

    def __str__(self):
        return str(self.place)

    @property
    def source_language(self) -> str:
        return self.route.source_language
