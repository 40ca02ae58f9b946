import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from events.models.occurrences import Occurrence
from events.models.registration_sheets import SEATED, RegistrationSheet, SeatState
from hub.shared.clients import LikeProgram
from hub.shared.fields import CharField

if TYPE_CHECKING:
    from partners.models import User

SALT = "events.registration"


def receipt_token(key: UUID) -> str:
    """What opens a registration's receipt: 128 bits that the secret key alone makes.

    No row holds it: who reads the table cannot open a receipt, and letters can.
    """
    digest = salted_hmac(SALT, key.hex, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def hash_of(token: str) -> str:
    """The form in which tokens are kept, and compared without a network."""
    return hashlib.sha256(token.encode()).hexdigest()


class RegistrationQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """For dates of the user's action groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(sheet__occurrence__event__group__memberships__user=user)

    def on(self, occurrence: Occurrence) -> Self:
        return self.filter(sheet__occurrence=occurrence)

    def seated(self) -> Self:
        """Who have a seat, or one that is kept for them."""
        return self.filter(state__in=SEATED)

    def confirmed(self) -> Self:
        return self.filter(state=Registration.State.CONFIRMED)

    def listed(self) -> Self:
        """As the group reads them: who has a seat, who waits, who has cancelled."""
        order = [When(state=one, then=place) for place, one in enumerate(SeatState)]
        by_state = self.order_by(Case(*order), "received", "pk")
        return by_state.select_related("registrant")

    def with_answers(self) -> Self:
        return self.prefetch_related("registrant__answers__question")

    def getting_letters(self) -> Self:
        """Who left an e-mail address; whoever is held is not written to."""
        return self.filter(registrant__contact__contains="@", held="")

    def in_line(self) -> Self:
        """Who wait, the first in line first; whatever is held is not in it."""
        waiting = self.filter(state=Registration.State.WAITING, held="")
        return waiting.order_by("received", "pk")

    def with_late_offers(self) -> Self:
        """Offered a seat that they have not taken in time."""
        return self.filter(offered_until__lte=timezone.now()).order_by("pk")

    def with_token(self, token: str) -> Self:
        return self.filter(token_hash=hash_of(token))

    def from_client(self, client_key: str, since: datetime) -> Self:
        return self.filter(client_key=client_key, received__gt=since)


class Registration(models.Model):
    """One person's registration for one date. Who she is stands in `Registrant`."""

    State = SeatState

    class Ending(models.TextChoices):
        """Who or what ended it."""

        HERSELF = "herself", _("by the person herself")
        GROUP = "group", _("by the group")
        EXPIRED = "expired", _("the offered seat was not taken in time")

    key = models.UUIDField(unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sheet = models.ForeignKey(
        RegistrationSheet,
        models.PROTECT,
        related_name="registrations",
        verbose_name=_("date"),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, editable=False)
    # On one of the seats that the group gives out itself.
    is_guest = models.BooleanField(_("on a reserved seat"), default=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    received = models.DateTimeField(
        _("received"), default=timezone.now, editable=False, db_index=True
    )
    offered_until = models.DateTimeField(_("offered until"), null=True, editable=False)
    ending = models.CharField(
        _("cancelled"), max_length=7, choices=Ending, blank=True, editable=False
    )
    held = models.CharField(
        _("held for checking"), max_length=8, choices=LikeProgram, blank=True
    )
    client_key = models.CharField(max_length=64, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.CheckConstraint(
                name="offered_seat_has_its_time",
                condition=Q(state="offered", offered_until__isnull=False)
                | (~Q(state="offered") & Q(offered_until=None)),
            ),
            models.CheckConstraint(
                name="cancelled_registration_says_by_whom",
                condition=Q(state="cancelled") ^ Q(ending=""),
            ),
            models.CheckConstraint(
                name="held_registration_has_no_seat",
                condition=Q(held="") | Q(state__in=["waiting", "cancelled"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["sheet", "state", "received"], name="registration_line"
            ),
            models.Index(
                fields=["client_key"],
                condition=~Q(client_key=""),
                name="registration_client",
            ),
        ]

    def __str__(self):
        return f"{self.sheet_id}/{self.pk}"

    def get_absolute_url(self) -> str:
        """Her receipt, in her language."""
        with translation.override(self.language):
            return reverse("events:registration-detail", args=[self.token])

    @property
    def occurrence(self) -> Occurrence:
        return self.sheet.occurrence

    @property
    def group_id(self) -> int | None:
        return self.sheet.group_id

    @property
    def token(self) -> str:
        return receipt_token(self.key)

    @property
    def registrant_name(self) -> str:
        """Empty once it is deleted."""
        return self.registrant.name if hasattr(self, "registrant") else ""

    @property
    def place_in_line(self) -> int | None:
        """Which in the line she is; `None`: she does not wait."""
        if self.state != self.State.WAITING:
            return None
        line = self.sheet.registrations.in_line()
        before = Q(received__lt=self.received) | Q(
            received=self.received, pk__lt=self.pk
        )
        return line.filter(before).count() + 1


class Registrant(models.Model):
    """Who registered: deleted some days after the date; the seat stays counted."""

    registration = models.OneToOneField(
        Registration, models.CASCADE, primary_key=True, related_name="registrant"
    )
    name = CharField(_("name"), max_length=100)
    contact = CharField(_("telephone or e-mail"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("registered person")
        verbose_name_plural = _("registered people")

    def __str__(self):
        return self.name

    @property
    def has_email(self) -> bool:
        return "@" in self.contact
