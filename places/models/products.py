from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField, TextField
from hub.shared.signed_days import check_signed
from partners.models import ActionGroup
from places.models.places import Place
from places.models.shown import PUBLISHED, Shown, ShownQuerySet, months_of_season

if TYPE_CHECKING:
    from partners.models import User


class ProducerQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Producers of the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)


class Producer(models.Model):
    """Who makes something. Visitors read of her from the day she agreed to it."""

    name = CharField(_("name"), max_length=200)
    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="producers",
        verbose_name=_("group"),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    agreed = models.DateField(
        _("agreed on"),
        null=True,
        blank=True,
        help_text=_(
            "The day on which the producer agreed that her name and contact are"
            " published. Without it visitors see neither."
        ),
    )

    objects = ProducerQuerySet.as_manager()

    class Meta:
        verbose_name = _("producer")
        verbose_name_plural = _("producers")

    def __str__(self):
        return self.name

    def clean(self):
        zone = self.group.time_zone if self.group else settings.TIME_ZONE
        if self.agreed:
            try:
                check_signed(self.agreed, ZoneInfo(zone))
            except ValidationError as problem:
                raise ValidationError({"agreed": problem}) from problem

    @property
    def source_language(self) -> str:
        return self.group.source_language if self.group else "bg"


class ProductQuerySet(ShownQuerySet):
    def in_month(self, month: int) -> Self:
        return self.filter(season__contains=[month])

    def listed(self) -> Self:
        """With whom a row thanks for it: its group and its producer."""
        return self.select_related("group", "producer__group")

    def from_place(self, place: Place) -> Self:
        return self.filter(places=place)


class Product(Shown):
    """What is grown or made here: when there is some, where it can be bought."""

    page = "product-detail"

    summary = TextField(_("summary"), blank=True)
    buying = TextField(_("where to buy"), blank=True)
    season = months_of_season()
    producer = models.ForeignKey(
        Producer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name=_("producer"),
    )
    places = models.ManyToManyField(
        Place, blank=True, related_name="products", verbose_name=_("places")
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        indexes = [
            models.Index(
                fields=["-published", "-id"], condition=PUBLISHED, name="product_newest"
            )
        ]

    @property
    def known_producer(self) -> Producer | None:
        """Whom visitors may know of."""
        return self.producer if self.producer and self.producer.agreed else None
