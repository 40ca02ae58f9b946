from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from partners.models import User

# Beside the seconds that are told: so long a key may be on its way.
GRACE_SECONDS = 5
OFFERED_MINUTES = 10


class LastDecisionQuerySet(models.QuerySet):
    def offered_to(self, user: "User") -> Self:
        """What she decided last, if it is not long ago."""
        since = timezone.now() - timedelta(minutes=OFFERED_MINUTES)
        return self.filter(moderator=user, at__gt=since)


class LastDecision(models.Model):
    """What a moderator decided last, and how the photos were before: for her undo.

    `photos` holds for each one `id`, `decided` (the moment of this decision) and
    `before`: its fields `KEPT` as they were.
    """

    KEPT = (
        "state",
        "reason",
        "reason_text",
        "decided_by_id",
        "first_approved_by_id",
        "decided",
    )

    moderator = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    # None: photos of several submissions were decided at once.
    submission = models.ForeignKey(
        "interest_forms.Submission", models.CASCADE, null=True, related_name="+"
    )
    message = models.ForeignKey(
        "interest_forms.Message", models.SET_NULL, null=True, related_name="+"
    )
    photos = models.JSONField()
    at = models.DateTimeField(default=timezone.now)

    objects = LastDecisionQuerySet.as_manager()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S}"

    @property
    def seconds_left(self) -> int:
        """How long its sender sees nothing of it still."""
        age = (timezone.now() - self.at).total_seconds()
        return max(0, round(settings.HUB_UNDO_SECONDS - age))

    @property
    def may_be_read(self) -> bool:
        """Whether it put a question that its receiver may have read by now."""
        quiet = timedelta(seconds=settings.HUB_UNDO_SECONDS + GRACE_SECONDS)
        return self.message_id is not None and self.at + quiet < timezone.now()
