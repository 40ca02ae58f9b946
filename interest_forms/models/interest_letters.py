from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.shared.letters import QueuedLetter, QueuedLetterQuerySet
from interest_forms.models.interest_steps import StateChange

if TYPE_CHECKING:
    from partners.models import User


class InterestLetterQuerySet(QueuedLetterQuerySet):
    def managed_by(self, user: "User") -> Self:
        """Letters about forms of the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(change__form__group__memberships__user=user)


class InterestLetter(QueuedLetter):
    """An e-mail to an applicant about a step of her form. The row holds no words."""

    change = models.OneToOneField(
        StateChange, models.CASCADE, related_name="letter", verbose_name=_("step")
    )

    objects = InterestLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter to an applicant")
        verbose_name_plural = _("letters to applicants")
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state="waiting"),
                name="interest_letter_waits",
            )
        ]

    def __str__(self):
        return f"{self.change.get_after_display()} ({self.change.form})"

    @property
    def owner_id(self) -> int | None:
        """The group whose the form is."""
        return self.change.form.group_id
