from typing import Self

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import TextField
from places.models.places import Place
from places.models.products import Product
from places.models.routes import Route
from places.models.shown import PUBLISHED, Shown, ShownQuerySet


class ThemedRouteQuerySet(ShownQuerySet):
    def with_public_parts(self) -> Self:
        """Fetch what visitors may see.

        Into `public_routes` (with their `public_stops`), `public_stays` and
        `public_products`.
        """
        routes = Route.objects.published().listed().newest_first().with_public_stops()
        stays = Place.objects.published().newest_first()
        stays = stays.select_related("category", "group", "territory__parent")
        products = Product.objects.published().listed().newest_first()
        return self.prefetch_related(
            Prefetch("routes", routes, "public_routes"),
            Prefetch("stays", stays, "public_stays"),
            Prefetch("products", products, "public_products"),
        )


class ThemedRoute(Shown):
    """Routes, beds and products under one idea: a model of other tourism.

    Its feasts are those of the places it leads to.
    """

    page = "theme-detail"

    summary = TextField(_("summary"), blank=True)
    story = TextField(_("story"), blank=True)
    routes = models.ManyToManyField(
        Route, blank=True, related_name="themes", verbose_name=_("routes")
    )
    stays = models.ManyToManyField(
        Place,
        blank=True,
        related_name="themes",
        verbose_name=_("food and beds"),
        help_text=_("places where guests eat and sleep"),
    )
    products = models.ManyToManyField(
        Product, blank=True, related_name="themes", verbose_name=_("products")
    )

    objects = ThemedRouteQuerySet.as_manager()

    class Meta:
        verbose_name = _("themed route")
        verbose_name_plural = _("themed routes")
        indexes = [
            models.Index(
                fields=["-published", "-id"], condition=PUBLISHED, name="theme_newest"
            )
        ]
