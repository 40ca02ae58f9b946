import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from hub.shared.fields import CharField
from interest_forms.models.sent import new_token

NAME_LENGTH = 200


def new_expiry() -> datetime:
    """Until when an upload is waited for that got a piece just now."""
    return timezone.now() + timedelta(seconds=settings.HUB_UPLOAD_SECONDS)


class UploadQuerySet(models.QuerySet):
    def alive(self) -> Self:
        return self.filter(expires__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires__lte=timezone.now())

    def unsettled(self) -> Self:
        return self.filter(sha256="", fault="")

    def too_many(self, *, client_key: str, form: uuid.UUID) -> bool:
        """Whether this client, or this form, begins more than people do."""
        recent = self.filter(created__gt=timezone.now() - timedelta(hours=1))
        return (
            recent.filter(client_key=client_key).count()
            >= settings.HUB_UPLOADS_REFUSED_AFTER
            or self.filter(form=form).count() >= settings.HUB_UPLOADS_PER_FORM
        )


class Upload(models.Model):
    """A photograph that comes in pieces, before any submission speaks of it.

    The bytes up to `offset` are on the disk, among `places.photos.partials` under the
    token. Once all are there it becomes an original (`sha256`) or shows a `fault`.
    """

    token = models.CharField(max_length=22, unique=True, default=new_token)
    # The key of the form that sends it.
    form = models.UUIDField(db_index=True)
    name = CharField(max_length=NAME_LENGTH)
    # As the sender's program wrote it: it may ask for it.
    metadata = models.TextField()
    length = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(default=new_expiry, db_index=True)
    client_key = models.CharField(max_length=64, blank=True, db_index=True)
    sha256 = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=4, blank=True)
    fault = models.CharField(max_length=20, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="upload_has_no_more_than_its_length",
                condition=Q(offset__lte=F("length")),
            ),
            models.CheckConstraint(
                name="kept_upload_is_whole",
                condition=Q(sha256="") | Q(offset=F("length"), fault=""),
            ),
        ]

    def __str__(self):
        return f"{self.offset}/{self.length}"

    @property
    def is_settled(self) -> bool:
        """It became an original, or was refused: no piece is taken any more."""
        return bool(self.sha256 or self.fault)
