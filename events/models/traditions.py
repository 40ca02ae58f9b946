from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField, NamesField, TextField
from hub.shared.spelling import holds, holds_as_written
from partners.models import Territory
from places.models import Photo, Place, Product
from places.models.shown import PUBLISHED, Shown, ShownQuerySet


class TraditionQuerySet(ShownQuerySet):
    def matching(self, text: str) -> Self:
        """Whose names hold the words, in any of our scripts."""
        # The words of villages and places are known, and guessed where misspelled.
        return self.filter(holds(text) | holds_as_written(text))

    def listed(self):
        return self.select_related("group")

    def with_public_photos(self):
        photos = Photo.objects.public().order_by("pk")
        return self.prefetch_related(Prefetch("photos", photos, "public_photos"))

    def with_public_parts(self):
        """Fetch what visitors may see: `public_places`, `…_products`, `…_photos`."""
        places = Place.objects.published().order_by("pk")
        places = places.select_related("group", "category", "territory__parent")
        products = Product.objects.published().listed().newest_first()
        photos = Photo.objects.public().select_related("place__group")
        return self.prefetch_related(
            Prefetch("places", places, "public_places"),
            Prefetch("products", products, "public_products"),
            Prefetch("photos", photos, "public_photos"),
            "register_entries",
        )


class Tradition(Shown):
    """Living heritage: what people here do, and hand on to those who come after."""

    page = "tradition-detail"

    class Domain(models.TextChoices):
        """UNESCO, Convention of 17 October 2003, article 2.2."""

        ORAL = "oral", _("oral traditions and expressions")
        ARTS = "arts", _("performing arts")
        RITUALS = "rituals", _("social practices, rituals and festive events")
        NATURE = "nature", _("knowledge and practices concerning nature")
        CRAFTS = "crafts", _("traditional craftsmanship")

    class Viability(models.TextChoices):
        THRIVING = "thriving", _("many do it, the young, too")
        PRACTISED = "practised", _("it is done, by fewer")
        ENDANGERED = "endangered", _("only a few still do it")
        REMEMBERED = "remembered", _("it is only remembered")

    domain = models.CharField(_("domain"), max_length=8, choices=Domain)
    summary = TextField(_("summary"), blank=True)
    story = TextField(_("how it is done"), blank=True)
    bearers = TextField(_("who keeps it alive"), blank=True)
    bearers_agreed = models.BooleanField(
        _("those who are named agreed to it"),
        default=False,
        help_text=_("Without it visitors do not see who keeps it alive."),
    )
    transmission = TextField(_("how it is handed on"), blank=True)
    viability = models.CharField(
        _("how alive it is"), max_length=10, choices=Viability, blank=True
    )
    places = models.ManyToManyField(
        Place, blank=True, related_name="traditions", verbose_name=_("places")
    )
    territories = models.ManyToManyField(
        Territory,
        blank=True,
        related_name="traditions",
        verbose_name=_("settlements"),
    )
    products = models.ManyToManyField(
        Product, blank=True, related_name="traditions", verbose_name=_("products")
    )
    photos = models.ManyToManyField(
        Photo, blank=True, related_name="traditions", verbose_name=_("photos")
    )

    search = NamesField()

    objects = TraditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tradition")
        verbose_name_plural = _("traditions")
        indexes = [
            GinIndex(
                OpClass("search", name="gin_trgm_ops"), name="tradition_search_trgm"
            ),
            models.Index(
                fields=["-published", "-id"],
                condition=PUBLISHED,
                name="tradition_newest",
            ),
        ]


class RegisterEntry(models.Model):
    """Where a tradition is entered: UNESCO's lists, a national or a local register."""

    tradition = models.ForeignKey(
        Tradition, models.CASCADE, related_name="register_entries"
    )
    register = CharField(_("register"), max_length=200)
    code = models.CharField(_("number"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    address = models.URLField(_("web address"), blank=True)

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        ordering = ["year", "pk"]

    def __str__(self):
        return self.register

    @property
    def source_language(self) -> str:
        return self.tradition.source_language
