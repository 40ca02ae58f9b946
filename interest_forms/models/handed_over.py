import secrets
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from places.actions import KeptFile

# So long the form that opens next may ask for them.
KEPT = timedelta(hours=1)


def new_token() -> str:
    """The unguessable reference a form is opened with: 128 bits."""
    return secrets.token_urlsafe(16)


class HandedOverQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(at__gt=timezone.now() - KEPT)

    def expired(self) -> Self:
        return self.filter(at__lte=timezone.now() - KEPT)


class HandedOver(models.Model):
    """Photos a phone's gallery gave us, until its owner sends the form they stand in.

    Never a submission by itself: nobody is shown it, nothing is acknowledged.
    """

    token = models.CharField(max_length=22, unique=True, default=new_token)
    # Of each photo what `KeptFile` holds.
    files = models.JSONField()
    # Name and fault of each that is no photo we take.
    refused = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = HandedOverQuerySet.as_manager()

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S}"

    @property
    def kept_files(self) -> list[KeptFile]:
        return [KeptFile(**file) for file in self.files]
