import secrets
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from hub.shared.fields import CharField, TextField

if TYPE_CHECKING:
    from partners.models import User

LONGEST = 4000
# In which guests may write: those of Europe, each by its own name.
CODES = (
    *(code for code, _name in settings.LANGUAGES),
    *("cs", "da", "de", "es", "et", "fi", "hr", "hu", "it", "lt", "lv", "mk"),
    *("nl", "pl", "pt", "sk", "sl", "sq", "sr", "sv", "tr", "uk"),
)
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in CODES]


def new_token() -> str:
    return secrets.token_urlsafe(24)


class VisitReportQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Of visits to the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(event__group__memberships__user=user)

    def shown(self) -> Self:
        return self.filter(state=VisitReport.State.SHOWN).order_by("received", "pk")


class VisitReport(models.Model):
    """What one guest of a study visit saw and takes home, in her own language.

    She is invited by an address that nobody can guess, and needs no account. Who she
    is stands apart (`VisitGuest`), and is deleted when its time is over.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        RECEIVED = "received", _("to be looked at")
        SHOWN = "shown", _("shown to visitors")
        DECLINED = "declined", _("not shown")

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="visit_reports",
        verbose_name=_("study visit"),
    )
    token = models.CharField(
        max_length=43, unique=True, default=new_token, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=State,
        default=State.INVITED,
        editable=False,
    )
    language = models.CharField(
        _("language of the guest"), max_length=2, choices=LANGUAGES, default="en"
    )
    organisation = CharField(_("organisation"), max_length=160, blank=True)
    country = CharField(_("country"), max_length=80, blank=True)
    seen = TextField(_("what was seen"), max_length=LONGEST, blank=True)
    take_home = TextField(_("what to take home"), max_length=LONGEST, blank=True)
    created = models.DateTimeField(_("invited"), auto_now_add=True)
    received = models.DateTimeField(_("received"), null=True, editable=False)

    objects = VisitReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a guest")
        verbose_name_plural = _("reports of guests")
        constraints = [
            models.CheckConstraint(
                name="visit_report_that_came_has_words",
                condition=Q(state="invited") | Q(received__isnull=False) & ~Q(seen=""),
            )
        ]

    def __str__(self):
        # It stands in lists and in the trail: nobody's name.
        return f"{self.event}, {self.pk}"

    def get_absolute_url(self):
        return reverse("events:visit-report", args=[self.token])

    @property
    def group_id(self) -> int | None:
        return self.event.group_id

    @property
    def is_decided(self) -> bool:
        return self.state in (self.State.SHOWN, self.State.DECLINED)


class VisitGuest(models.Model):
    """Who was invited: for the staff alone, and for a time."""

    report = models.OneToOneField(
        VisitReport, models.CASCADE, related_name="guest", editable=False
    )
    name = CharField(_("name"), max_length=100)
    contact = CharField(_("telephone or e-mail"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guest")

    def __str__(self):
        return self.name
