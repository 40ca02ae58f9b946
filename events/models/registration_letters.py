from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.registrations import Registration
from hub.shared.letters import QueuedLetter, QueuedLetterQuerySet

if TYPE_CHECKING:
    from partners.models import User


class RegistrationLetterQuerySet(QueuedLetterQuerySet):
    def managed_by(self, user: "User") -> Self:
        """Letters to those registered with the user's groups. A superuser's: all."""
        if user.is_superuser:
            return self
        mine = Registration.objects.managed_by(user)
        return self.filter(registration__in=mine)


class RegistrationLetter(QueuedLetter):
    """An e-mail to somebody who registered."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("registered")
        OFFER = "offer", _("a seat is offered")
        CHANGED = "changed", _("the date is moved or cancelled")
        WHERE = "where", _("the place or the link is another")
        WEEK = "week", _("reminder, a week before")
        DAY = "day", _("reminder, a day before")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="letters"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    # When the date was to begin when the letter was queued.
    about = models.DateTimeField()

    objects = RegistrationLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind", "about"],
                condition=~Q(kind__in=["changed", "where"]),
                name="registered_are_told_once",
            ),
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=Q(state="waiting"),
                name="one_registration_letter_waits",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state="waiting"),
                name="registration_letter_waits",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.registration})"

    @property
    def group_id(self) -> int | None:
        return self.registration.group_id
