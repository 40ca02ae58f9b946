"""Letters that wait in their table until a worker has sent them.

A row holds no address and no words: these are made when it is sent, from what is true
by then. Each app has a table of its own, with whom its letters are about.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.claims import MAX_ATTEMPTS, next_lease, nobody_works_on_it
from hub.shared.findings import Finding

logger = logging.getLogger(__name__)

# How long a letter waits after each attempt that failed by a passing fault.
BACK_OFF_SECONDS = (60, 600, 3600)
# What is due is sent every minute; a mail server may be down for long.
LATE = timedelta(hours=1)
CHUNK = 500


def is_email(contact: str) -> bool:
    try:
        validate_email(contact)
    except ValidationError:
        return False
    return True


def soon() -> Any:
    """When news goes out: by then a mistake is often mended."""
    return timezone.now() + timedelta(seconds=settings.HUB_LETTER_SECONDS)


class QueuedLetterQuerySet(models.QuerySet):
    def send_again(self) -> int:
        """Take up letters that were given up; say how many."""
        return self.filter(state=self.model.State.QUARANTINED).update(
            state=self.model.State.WAITING,
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
            nobody_works_on_it(),
            state=self.model.State.WAITING,
            not_before__lte=now,
        ).order_by("pk")

    @transaction.atomic
    def claim(self, letter_id: int) -> "Any | None":
        """Take a due letter for this worker and count the attempt; `None`: not due."""
        rows = self.due().select_for_update(skip_locked=True)
        letter = rows.filter(pk=letter_id).first()
        if letter is None:
            return None
        if letter.attempts >= MAX_ATTEMPTS:
            letter.end(letter.State.QUARANTINED, problem=letter.Problem.NOT_SENT)
            return None
        letter.attempts += 1
        letter.lease_until = next_lease()
        letter.save(update_fields=["attempts", "lease_until"])
        return letter


class QueuedLetter(models.Model):
    """How far a letter is on its way."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        DROPPED = "dropped", _("no longer needed")
        QUARANTINED = "quarantined", _("given up")

    class Problem(models.TextChoices):
        REFUSED = "refused", _("the address does not exist or refuses our letters")
        NOT_SENT = "not_sent", _("the mail server did not take it")

    state = models.CharField(
        _("state"), max_length=11, choices=State, default=State.WAITING
    )
    created = models.DateTimeField(_("created"), default=timezone.now)
    sent = models.DateTimeField(_("sent"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    lease_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(default=timezone.now)
    problem = models.CharField(_("problem"), max_length=8, choices=Problem, blank=True)

    class Meta:
        abstract = True

    def post(self, write: Callable[[], EmailMessage | None]) -> None:
        """Send what `write` makes of it; nothing if it is no longer wanted.

        Only for a letter that this worker has claimed. No address is ever logged.
        """
        message = write()
        if message is None:
            self.end(self.State.DROPPED)
            return
        try:
            message.send()
        except SMTPRecipientsRefused:
            self.end(self.State.QUARANTINED, problem=self.Problem.REFUSED)
        except (SMTPException, OSError) as fault:
            name = self._meta.model_name
            logger.warning(
                "%s %s was not sent: %s", name, self.pk, type(fault).__name__
            )
            self.wait(BACK_OFF_SECONDS[self.attempts - 1])
        else:
            self.end(self.State.SENT)
            logger.info("%s is sent", self._name)

    @property
    def _name(self) -> str:
        return f"{self._meta.label} {self.pk}"

    def end(self, state: str, *, problem: str = "") -> None:
        """It is sent, or will never be; unless another worker has it by now."""
        moment = timezone.now() if state == self.State.SENT else None
        self._finish(state=state, problem=problem, sent=moment)

    def wait(self, seconds: int) -> None:
        """Try again later: the fault may pass."""
        self._finish(not_before=timezone.now() + timedelta(seconds=seconds))

    def _finish(self, **changes: Any) -> None:
        rows = type(self)._default_manager  # noqa: SLF001 -- Django's public name for it
        mine = rows.filter(pk=self.pk, lease_until=self.lease_until)
        mine.update(lease_until=None, **changes)


def letter_findings(
    letters: QueuedLetterQuerySet, about: str, also: Sequence[str] = ("kind",)
) -> Iterator[Finding]:
    """Do they go out? What the mail server never took can be sent again.

    `about` is the foreign key to what each is about: "submission"; a newer letter that
    is the same in it, and in the columns `also`, stands in for one that was given up.
    """
    late = letters.due().filter(not_before__lt=timezone.now() - LATE)
    for letter in late.iterator(chunk_size=CHUNK):
        name = f"{about} letter {letter.pk}"
        yield Finding(f"{name}: it is due, and no worker sends it")
    same = {column: OuterRef(column) for column in (about, *also)}
    newer = letters.filter(pk__gt=OuterRef("pk"), **same)
    given_up = letters.filter(problem=QueuedLetter.Problem.NOT_SENT)
    for letter in given_up.exclude(Exists(newer)).order_by("pk"):
        row = letters.filter(pk=letter.pk)
        text = f"{about} letter {letter.pk}: the mail server never took it"
        yield Finding(text, row.send_again)
