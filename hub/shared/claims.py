"""Rows that a worker makes something of. The rows are the queue: which are due, which
worker has taken one and until when, and when trying again is given up.
"""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

# So many workers may die of a row.
MAX_ATTEMPTS = 3


def next_lease() -> datetime:
    """Until when a worker that takes a row now, or holds it, may be silent."""
    return timezone.now() + timedelta(seconds=settings.HUB_LEASE_SECONDS)


def nobody_works_on_it() -> Q:
    """No worker has taken it, or the one that had was silent for too long."""
    return Q(lease_until=None) | Q(lease_until__lt=timezone.now())


class LostClaim(Exception):
    """Another worker has taken the row, or nobody wants any more what was asked for."""


class ClaimedQuerySet(models.QuerySet):
    """Which rows are due, and who has taken one."""

    def due(self) -> Self:
        """Which are to be made, and that nobody is making now."""
        return self.filter(
            nobody_works_on_it(), state__in=self.model.UNFINISHED
        ).order_by("pk")

    def ask_again(self) -> int:
        """Have them made anew, but for those that somebody is making now."""
        return self.filter(nobody_works_on_it()).update(
            state=self.model.State.WAITING, attempts=0, lease_until=None, problem=""
        )

    @transaction.atomic
    def claim(self, pk: int) -> "Any | None":
        """Take a due row for this worker and count the attempt; `None`: not due."""
        due = self.due().select_for_update(skip_locked=True, of=["self"])
        row = due.filter(pk=pk).first()
        if row is None:
            return None
        if row.attempts >= MAX_ATTEMPTS:
            row.break_off()
            return None
        row.attempts += 1
        row.state = self.model.UNFINISHED[-1]
        row.lease_until = next_lease()
        row.save(update_fields=["attempts", "state", "lease_until"])
        return row


class Claimed(models.Model):
    """What one worker makes at a time.

    A model of this kind has a `state`: in one of `UNFINISHED` it is still to be made,
    in the last of them since a worker has taken it.
    """

    UNFINISHED: tuple[str, ...]

    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def give_up(self, problem: str) -> None:
        """Trying again would not help: say why. What was made before stays."""
        self.mine().update(state=self.State.FAILED, lease_until=None, problem=problem)

    def break_off(self) -> None:
        """Too many workers have died of it."""
        self.give_up(self.Problem.KILLED_WORKER)

    def mine(self) -> models.QuerySet:
        """The row itself, while this worker's claim holds."""
        rows = type(self).objects.filter(pk=self.pk, attempts=self.attempts)
        return rows.filter(state__in=self.UNFINISHED)
