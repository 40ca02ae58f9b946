from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import TextField
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User


class Note(models.Model):
    """What moderators tell one another. The sender of the submission never reads it."""

    submission = models.ForeignKey(
        "interest_forms.Submission", models.CASCADE, related_name="notes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    text = TextField(_("text"), max_length=1000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:60]


class TrustedContactQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Whom the user's groups trust. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)


class TrustedContact(models.Model):
    """Somebody whose photographs a group looks at first. No address is kept: a hash."""

    group = models.ForeignKey(
        ActionGroup,
        models.CASCADE,
        related_name="trusted_contacts",
        verbose_name=_("group"),
    )
    digest = models.CharField(max_length=64)
    since = models.DateTimeField(_("trusted since"), default=timezone.now)

    objects = TrustedContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("trusted contributor")
        verbose_name_plural = _("trusted contributors")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "digest"], name="contact_is_trusted_once_by_a_group"
            )
        ]

    def __str__(self):
        return self.digest[:6]
