from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField


class CategoryQuerySet(models.QuerySet):
    def within(self, category: "Category") -> Self:
        """The category and those below it. The tree is three levels high."""
        return self.filter(
            Q(pk=category.pk) | Q(parent=category) | Q(parent__parent=category)
        )


class Category(models.Model):
    """What kind of place: its mark has a shape as well as a colour."""

    class Mark(models.TextChoices):
        RELIGIOUS = "religious", _("religious")
        ARCHAEOLOGICAL = "archaeological", _("archaeological")
        ARCHITECTURAL = "architectural", _("architectural")
        HISTORICAL = "historical", _("historical, memorial")
        INDUSTRIAL = "industrial", _("industrial")
        NATURAL = "natural", _("natural")
        MUSEUM = "museum", _("museum")
        VIEWPOINT = "viewpoint", _("viewpoint")
        CRAFT = "craft", _("craft workshop")
        PRODUCER = "producer", _("producer, market")
        LODGING = "lodging", _("accommodation, eatery")
        LOST = "lost", _("lost heritage")

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    slug = models.SlugField(_("address"), unique=True)
    name = CharField(_("name"), max_length=80)
    mark = models.CharField(_("mark"), max_length=16, choices=Mark)
    aat_uri = models.URLField(_("AAT address"), blank=True)
    wikidata_uri = models.URLField(_("Wikidata address"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name
