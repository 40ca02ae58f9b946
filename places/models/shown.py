from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField
from hub.shared.text import slugify_name
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User

PUBLISHED = Q(published__isnull=False)


def months_of_season() -> ArrayField:
    """The months in which there is something to be had: numbers from 1 to 12."""
    month = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    return ArrayField(month, verbose_name=_("months"), default=list, blank=True)


class ShownQuerySet(models.QuerySet):
    """How everything is read that a group shows to visitors."""

    def published(self) -> Self:
        return self.filter(PUBLISHED)

    def managed_by(self, user: "User") -> Self:
        """Those of the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)

    def newest_first(self) -> Self:
        return self.order_by("-published", "-pk")

    def of_group(self, group: ActionGroup) -> Self:
        return self.filter(group=group)


class Shown(models.Model):
    """What a group shows on a page of its own: a place, a route, an event."""

    # The name of the page's address in the urls of its app.
    page: ClassVar[str]

    name = CharField(_("name"), max_length=200)
    slug = models.CharField(max_length=80, editable=False)
    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("group"),
    )
    published = models.DateTimeField(_("published"), null=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        name = f"{self._meta.app_label}:{self.page}"
        return reverse(name, args=[self.slug, self.pk])

    @property
    def source_language(self) -> str:
        return self.group.source_language if self.group else "bg"

    @property
    def latin_slug(self) -> str:
        """One Latin address for all languages, from the first name there is."""
        default = self._meta.model_name
        return slugify_name(self.name_en or self.name_bg or self.name, default=default)
