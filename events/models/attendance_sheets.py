from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.occurrences import Occurrence

if TYPE_CHECKING:
    from partners.models import User


class AttendanceSheetQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Of meetings of the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(occurrence__event__group__memberships__user=user)

    def kept(self) -> Self:
        """Whose photograph is still there."""
        return self.filter(purged=None)

    def with_rows(self) -> Self:
        """With `typed`, how many people were typed from each."""
        standing = Q(entries__isnull=False, entries__withdrawal=None)
        return self.annotate(typed=Count("entries", standing))


class AttendanceSheet(models.Model):
    """A photographed sheet that people signed: for the group alone.

    The photograph is deleted when its time is over; the bare row stays, for the
    entries that were typed from it.
    """

    occurrence = models.ForeignKey(
        Occurrence,
        models.PROTECT,
        related_name="attendance_sheets",
        verbose_name=_("meeting"),
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    format = models.CharField(_("format"), max_length=4)
    added = models.DateTimeField(_("added"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    purged = models.DateTimeField(_("photograph deleted"), null=True)

    objects = AttendanceSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("signed sheet")
        verbose_name_plural = _("signed sheets")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="sheet_has_a_photograph_until_it_is_deleted",
                condition=Q(purged=None) ^ Q(sha256=""),
            ),
            models.UniqueConstraint(
                fields=["occurrence", "sha256"],
                condition=Q(purged=None),
                name="sheet_is_added_once_to_a_meeting",
            ),
        ]

    def __str__(self):
        return f"{self.occurrence_id}/{self.pk}"
