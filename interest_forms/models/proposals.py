from datetime import date
from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.hours import Span, is_one_night
from events.models import Event
from hub.shared.fields import CharField, TextField
from interest_forms.models.deciding import HAS_ITS_OUTCOME, Decidable
from interest_forms.models.holding import Holdable
from interest_forms.models.sent import Sent, SentQuerySet, some_digits
from interest_forms.models.submissions import Submission
from partners.models import ActionGroup, Territory
from places.models import Place


def new_proposal_code() -> str:
    """Eight digits: neither a submission's six nor a report's seven."""
    return some_digits(8)


class EventProposalQuerySet(SentQuerySet):
    def undecided(self) -> Self:
        return self.filter(decided=None)

    def waiting(self) -> Self:
        """For a moderator, and sent by a person as far as we can tell; oldest first."""
        return self.undecided().filter(held="").order_by("received", "pk")

    def on_days(self, first: date, last: date) -> Self:
        """With a date that touches these days."""
        return self.filter(dates__day__lte=last, dates__last_day__gte=first).distinct()


class EventProposal(Sent, Holdable, Decidable):
    """An event that somebody without an account wants to see in the calendar.

    What visitors see is an `Event` of its own, made when a moderator approves, and
    never depends on this row.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("taken into the calendar")
        KNOWN = "known", _("it is in the calendar already")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Answer(models.TextChoices):
        """Why it is declined, in the sender's language with one click."""

        DATE = "date", _("We could not find out on which day it is.")
        ELSEWHERE = "elsewhere", _("It is not in our territory.")
        CLOSED = "closed", _("We show only what is open to everybody.")
        SELLING = "selling", _("It is an advertisement, not an event.")
        UNSURE = (
            "unsure",
            _("Those who organise it could not confirm it to us."),
        )

    receipt = "interest_forms:proposal-detail"
    # Words about persons: deleted when their time is over.
    PERSONAL = ("sender_name", "contact", "answer_text")
    # What the sender wrote herself: deleted too when nothing came of it.
    WORDS = (
        *("name", "place_text", "venue", "description"),
        *("organiser", "link", "accessibility"),
    )

    code = models.CharField(
        _("code"), max_length=8, unique=True, default=new_proposal_code, editable=False
    )
    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="event_proposals",
        verbose_name=_("group"),
    )
    name = CharField(_("name"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Event.Kind)
    place = models.ForeignKey(
        Place,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_proposals",
        verbose_name=_("place"),
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settlement"),
    )
    place_text = CharField(_("place in words"), max_length=200, blank=True)
    venue = CharField(_("venue"), max_length=200, blank=True)
    description = TextField(_("about it"), max_length=5000, blank=True)
    organiser = CharField(_("organiser"), max_length=200, blank=True)
    link = models.URLField(_("website"), blank=True)
    entry = models.CharField(_("entry"), max_length=4, choices=Event.Entry, blank=True)
    price = models.DecimalField(
        _("price, EUR"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    accessibility = TextField(_("accessibility"), max_length=1000, blank=True)

    sender_name = CharField(_("name"), max_length=100, blank=True)
    contact = CharField(_("telephone or e-mail"), max_length=120, blank=True)
    under_age = models.PositiveSmallIntegerField(
        _("the sender is younger than"), null=True, blank=True
    )
    consent_version = models.CharField(_("version of the consent"), max_length=10)
    consented = models.DateTimeField(_("consent given"), default=timezone.now)

    outcome = models.CharField(
        _("decision"), max_length=9, choices=Outcome, blank=True, editable=False
    )
    answer = models.CharField(
        _("answer"), max_length=9, choices=Answer, blank=True, editable=False
    )
    # What it became, or what it is the same as.
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="proposals",
        verbose_name=_("event"),
    )
    # The photos that came with it; each is decided about by itself.
    submission = models.OneToOneField(
        Submission,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="event_proposal",
        verbose_name=_("photos"),
    )
    person_deleted = models.DateTimeField(
        _("name and contact deleted"), null=True, editable=False
    )

    objects = EventProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("event told by a resident")
        verbose_name_plural = _("events told by residents")
        constraints = [
            models.CheckConstraint(
                name="decided_proposal_has_its_outcome",
                condition=HAS_ITS_OUTCOME,
            )
        ]
        indexes = [
            models.Index(
                fields=["received"],
                condition=Q(decided=None),
                name="proposal_waits_for_decision",
            )
        ]

    def __str__(self):
        return f"{self.code[:4]} {self.code[4:]}"


class ProposedDate(models.Model):
    """A time at which the event is held, as its sender told it."""

    proposal = models.ForeignKey(
        EventProposal, models.CASCADE, related_name="dates", verbose_name=_("event")
    )
    day = models.DateField(_("day"))
    last_day = models.DateField(_("last day"))
    hour = models.TimeField(_("begins at"), null=True, blank=True)
    last_hour = models.TimeField(_("ends at"), null=True, blank=True)

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["day", "hour", "pk"]
        constraints = [
            models.CheckConstraint(
                name="proposed_date_ends_after_it_begins",
                condition=Q(last_day__gte=F("day")),
            ),
            models.CheckConstraint(
                name="proposed_date_that_ends_begins",
                condition=Q(last_hour=None) | Q(hour__isnull=False),
            ),
        ]

    def __str__(self):
        return str(self.day)

    @property
    def span(self) -> Span:
        return Span(self.day, self.last_day, self.hour, self.last_hour)

    @property
    def is_past_midnight(self) -> bool:
        return is_one_night(self.day, self.last_day, self.hour, self.last_hour)
