from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from partners.models import User

MAX_ATTEMPTS = 3


class LetterQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Letters about submissions to the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(submission__group__memberships__user=user)

    def send_again(self) -> int:
        """Take up letters that were given up; say how many."""
        return self.filter(state=Letter.State.QUARANTINED).update(
            state=Letter.State.WAITING,
            problem="",
            attempts=0,
            not_before=timezone.now(),
        )

    def due(self) -> Self:
        """Which are to be sent now, and that nobody is sending.

        None while the portal has no mail server.
        """
        if not settings.HUB_SENDS_LETTERS:
            return self.none()
        now = timezone.now()
        return self.filter(
            Q(lease_until=None) | Q(lease_until__lt=now),
            state=Letter.State.WAITING,
            not_before__lte=now,
        ).order_by("pk")

    @transaction.atomic
    def claim(self, letter_id: int) -> "Letter | None":
        """Take a due letter for this worker and count the attempt; `None`: not due."""
        rows = self.due().select_for_update(skip_locked=True)
        letter = rows.filter(pk=letter_id).first()
        if letter is None:
            return None
        if letter.attempts >= MAX_ATTEMPTS:
            letter.end(Letter.State.QUARANTINED, problem=Letter.Problem.NOT_SENT)
            return None
        letter.attempts += 1
        lease = timedelta(seconds=settings.HUB_LEASE_SECONDS)
        letter.lease_until = timezone.now() + lease
        letter.save(update_fields=["attempts", "lease_until"])
        return letter


class Letter(models.Model):
    """An e-mail to the sender of photos. The row holds no address and no words.

    What it says, and whether it is still wanted, is seen when it is sent.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("is this your address?")
        QUESTION = "question", _("question")
        DECIDED = "decided", _("decision")

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer needed")
        QUARANTINED = "quarantined", _("given up")

    class Problem(models.TextChoices):
        REFUSED = "refused", _("the address does not exist or refuses our letters")
        NOT_SENT = "not_sent", _("the mail server did not take it")

    submission = models.ForeignKey(
        "interest_forms.Submission",
        models.CASCADE,
        related_name="letters",
        verbose_name=_("submission"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    state = models.CharField(
        _("state"), max_length=11, choices=State, default=State.WAITING
    )
    created = models.DateTimeField(_("created"), default=timezone.now)
    sent = models.DateTimeField(_("sent"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(default=timezone.now)
    problem = models.CharField(_("problem"), max_length=8, choices=Problem, blank=True)

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

    def end(self, state: str, *, problem: str = "") -> None:
        """It is sent, or will never be; unless another worker has it by now."""
        moment = timezone.now() if state == self.State.SENT else None
        self._finish(state=state, problem=problem, sent=moment)

    def wait(self, seconds: int) -> None:
        """Try again later: the fault may pass."""
        self._finish(not_before=timezone.now() + timedelta(seconds=seconds))

    def _finish(self, **changes: Any) -> None:
        mine = Letter.objects.filter(pk=self.pk, lease_until=self.lease_until)
        mine.update(lease_until=None, **changes)
