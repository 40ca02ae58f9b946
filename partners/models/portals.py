from typing import TYPE_CHECKING

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField

if TYPE_CHECKING:
    from hub.shared.small_pictures import SmallPicture

ONLY = 1


class Portal(models.Model):
    """What this installation calls itself. There is one row, or none."""

    id = models.PositiveSmallIntegerField(
        primary_key=True, default=ONLY, editable=False
    )
    name = CharField(
        _("name of the region"),
        max_length=80,
        help_text=_("The title of the front page: “Samokov and its villages”."),
    )
    lead = CharField(_("one sentence below it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front page")
        constraints = [
            models.CheckConstraint(condition=Q(pk=ONLY), name="there_is_one_portal")
        ]

    def __str__(self):
        return self.name


class Supporter(models.Model):
    """A fund, programme or institution whose sign must stand on the front page."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="supporters", default=ONLY
    )
    name = CharField(_("name"), max_length=200)
    website = models.URLField(_("website"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    logo = models.BinaryField(editable=False)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    digest = models.CharField(max_length=16, editable=False)

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name

    @property
    def logo_url(self) -> str:
        return f"/logos/{self.pk}-{self.digest}.webp"

    @property
    def shown_width(self) -> int:
        """In CSS pixels: half of what the picture has."""
        return round(self.width / 2)

    @property
    def shown_height(self) -> int:
        return round(self.height / 2)

    def set_logo(self, logo: "SmallPicture") -> None:
        self.logo, self.digest = logo.content, logo.digest
        self.width, self.height = logo.width, logo.height
