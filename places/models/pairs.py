from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from places.models.photos import Photo

if TYPE_CHECKING:
    from partners.models import User


class PhotoPairQuerySet(models.QuerySet):
    def among(self, photos: Iterable[Photo]) -> Self:
        """Whose two photos are both among these, such as a place's public ones."""
        return self.filter(then__in=photos, now__in=photos)

    def managed_by(self, user: "User") -> Self:
        """Pairs of the user's action groups. A superuser manages every pair."""
        if user.is_superuser:
            return self
        mine = Photo.objects.managed_by(user)
        return self.filter(then__in=mine, now__in=mine)


class PhotoPair(models.Model):
    """An old picture, and one taken later from the same spot.

    Nothing here says whether visitors see it: they do when they see both photos.
    """

    then = models.ForeignKey(
        Photo, models.CASCADE, related_name="followed_by", verbose_name=_("then")
    )
    now = models.ForeignKey(
        Photo, models.CASCADE, related_name="follows", verbose_name=_("now")
    )

    objects = PhotoPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("then and now")
        verbose_name_plural = _("then and now")
        constraints = [
            models.UniqueConstraint(
                fields=["then", "now"], name="photos_are_paired_once"
            ),
            models.CheckConstraint(
                condition=~Q(then=F("now")), name="photo_is_not_its_own_pair"
            ),
        ]

    def __str__(self):
        return f"{self.then} · {self.now}"

    @property
    def group_id(self) -> int | None:
        """Whose the pair is: both photos are of one place."""
        return self.then.group_id
