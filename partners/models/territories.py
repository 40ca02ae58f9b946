from typing import Self

from django.contrib.gis.db import models
from django.contrib.gis.geos import Point
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField
from hub.shared.spelling import holds

# Whose registers of settlements these are: ISO 3166 codes.
COUNTRIES = {"ekatte": "BG", "siruta": "RO", "elstat": "GR", "insee": "FR"}


class TerritoryQuerySet(models.QuerySet):
    def settlements(self) -> Self:
        return self.filter(level=Territory.Level.SETTLEMENT)

    def covering(self, point: Point) -> Self:
        return self.filter(boundary__covers=point)

    def within(self, territory: "Territory") -> Self:
        """The territory and everything below it. The tree is five levels high."""
        return self.filter(
            Q(pk=territory.pk)
            | Q(parent=territory)
            | Q(parent__parent=territory)
            | Q(parent__parent__parent=territory)
            | Q(parent__parent__parent__parent=territory)
        )

    def matching(self, text: str) -> Self:
        """Whose name holds the words, in any of our scripts, or nearly so."""
        return self.filter(holds(text))

    def in_group(self, group) -> Self:
        """The settlements of an action group's territory today."""
        current = group.territory.current().values("settlement")
        return self.filter(pk__in=current)

    def largest_first(self) -> Self:
        return self.order_by(F("population").desc(nulls_last=True), "pk")

    def with_label(self) -> Self:
        """Fetch what `label` needs."""
        return self.select_related("parent")


class Territory(models.Model):
    """A country, region, municipality, city district or settlement."""

    class Level(models.TextChoices):
        COUNTRY = "country", _("country")
        REGION = "region", _("region")
        MUNICIPALITY = "municipality", _("municipality")
        DISTRICT = "district", _("city district")
        SETTLEMENT = "settlement", _("settlement")

    class Scheme(models.TextChoices):
        ISO = "iso3166", "ISO 3166"
        NUTS = "nuts", "NUTS"
        LAU = "lau", "LAU"
        EKATTE = "ekatte", _("EKATTE (Bulgaria)")
        SIRUTA = "siruta", _("SIRUTA (Romania)")
        ELSTAT = "elstat", _("ELSTAT (Greece)")
        INSEE = "insee", _("INSEE (France)")

    class Kind(models.TextChoices):
        TOWN = "town", _("town")
        VILLAGE = "village", _("village")
        MONASTERY = "monastery", _("monastery")
        RESORT = "resort", _("resort")

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    level = models.CharField(_("level"), max_length=12, choices=Level)
    scheme = models.CharField(_("code scheme"), max_length=8, choices=Scheme)
    code = models.CharField(_("code"), max_length=12)
    name = CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    point = models.PointField(_("centre"), null=True, blank=True)
    boundary = models.MultiPolygonField(_("boundary"), null=True, blank=True)
    search = models.TextField(default="", editable=False)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "code"], name="territory_code_is_unique"
            )
        ]
        indexes = [
            GinIndex(
                OpClass("search", name="gin_trgm_ops"), name="territory_search_trgm"
            )
        ]

    def __str__(self):
        return self.label

    @property
    def country(self) -> str:
        """The ISO 3166 code of its country, as its register tells; else empty."""
        if self.scheme in {self.Scheme.ISO, self.Scheme.NUTS}:
            # NUTS calls Greece EL, as Greek does.
            return self.code[:2].replace("EL", "GR")
        return COUNTRIES.get(self.scheme, "")

    @property
    def label(self) -> str:
        """The name with its municipality: 1,298 Bulgarian villages share a name."""
        if self.level != self.Level.SETTLEMENT or self.parent is None:
            return self.name
        if self.kind == self.Kind.TOWN and self.name == self.parent.name:
            return gettext("town of %(name)s") % {"name": self.name}
        return gettext("%(name)s, %(municipality)s municipality") % {
            "name": self.name,
            "municipality": self.parent.name,
        }
