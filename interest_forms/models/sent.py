"""What every form that residents send without an account has in common."""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from partners.models import User


def new_token() -> str:
    """The unguessable address of a receipt: 128 bits."""
    return secrets.token_urlsafe(16)


def some_digits(count: int) -> str:
    """A code that can be written on paper. Each kind of form has its own length."""
    return f"{secrets.randbelow(10**count):0{count}}"


class SentQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Sent to the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)

    def from_client(self, client_key: str) -> Self:
        """What this client sent in the last hour."""
        return self.recent().filter(client_key=client_key)

    def is_too_much(self, *, key: UUID, client_key: str) -> bool:
        """Far more than a village meeting behind one address sends in an hour.

        What is with us already is none too much: its receipt is shown again.
        """
        if self.filter(key=key).exists():
            return False
        sent = self.from_client(client_key).count()
        return sent >= settings.HUB_SUBMISSIONS_REFUSED_AFTER

    def recent(self) -> Self:
        """Of the last hour."""
        return self.filter(received__gt=timezone.now() - timedelta(hours=1))


class Sent(models.Model):
    """A form: sent once, however often (`key`); answered at an address of its own."""

    # The name of the receipt's address, which holds the token.
    receipt: ClassVar[str]

    key = models.UUIDField(unique=True, editable=False)
    token = models.CharField(
        max_length=22, unique=True, default=new_token, editable=False
    )
    received = models.DateTimeField(
        _("received"), default=timezone.now, editable=False, db_index=True
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, editable=False
    )
    client_key = models.CharField(
        max_length=64, blank=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """The sender's receipt, in her language."""
        with translation.override(self.language):
            return reverse(self.receipt, args=[self.token])
