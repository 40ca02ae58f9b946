from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.shared.letters import QueuedLetter, QueuedLetterQuerySet

if TYPE_CHECKING:
    from partners.models import User


class LetterQuerySet(QueuedLetterQuerySet):
    def managed_by(self, user: "User") -> Self:
        """Letters about submissions to the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(submission__group__memberships__user=user)


class Letter(QueuedLetter):
    """An e-mail to the sender of photos. The row holds no address and no words.

    What it says, and whether it is still wanted, is seen when it is sent.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("is this your address?")
        QUESTION = "question", _("question")
        DECIDED = "decided", _("decision")

    submission = models.ForeignKey(
        "interest_forms.Submission",
        models.CASCADE,
        related_name="letters",
        verbose_name=_("submission"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(kind="confirm"),
                name="address_is_asked_about_once",
            ),
            models.UniqueConstraint(
                fields=["submission", "kind"],
                condition=Q(state="waiting"),
                name="one_letter_of_a_kind_waits",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state="waiting"),
                name="letter_waits_for_worker",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.submission})"

    @property
    def owner_id(self) -> int | None:
        """The group whose the submission is."""
        return self.submission.group_id
