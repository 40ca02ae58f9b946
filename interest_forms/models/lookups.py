from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class LookupAttemptQuerySet(models.QuerySet):
    def recent(self) -> Self:
        """Of the last hour."""
        return self.filter(at__gt=timezone.now() - timedelta(hours=1))

    def too_many(self, client_key: str) -> bool:
        """Whether somebody seems to be trying codes out."""
        recent = self.recent()
        return (
            recent.filter(client_key=client_key).count()
            >= settings.HUB_LOOKUPS_PER_CLIENT
            or recent.count() >= settings.HUB_LOOKUPS_IN_ALL
        )


class LookupAttempt(models.Model):
    """Somebody typed a code from paper that was not found. Kept for a day."""

    client_key = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = LookupAttemptQuerySet.as_manager()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
