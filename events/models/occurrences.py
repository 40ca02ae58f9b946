from datetime import date, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.hours import Span
from events.models.events import Event
from events.models.traditions import Tradition
from hub.shared.fields import CharField
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User


def zone_of(group: ActionGroup | None) -> ZoneInfo:
    """The clock of a group; what belongs to none goes by the portal's."""
    return ZoneInfo(group.time_zone if group else settings.TIME_ZONE)


class OccurrenceQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Of events and traditions that visitors may see."""
        return self.filter(
            Q(event__published__isnull=False) | Q(tradition__published__isnull=False)
        )

    def managed_by(self, user: "User") -> Self:
        if user.is_superuser:
            return self
        events, traditions = Event.objects, Tradition.objects
        return self.filter(
            Q(event__in=events.managed_by(user))
            | Q(tradition__in=traditions.managed_by(user))
        )

    def made_by_rules(self) -> Self:
        return self.filter(rule_year__isnull=False)

    def between(self, first: date, last: date) -> Self:
        """On any of these days; both belong to them."""
        return self.filter(day__lte=last, last_day__gte=first)

    def upcoming(self) -> Self:
        """Today's and later ones, the next first."""
        return self.filter(last_day__gte=timezone.localdate()).in_order()

    def in_order(self) -> Self:
        return self.order_by("starts", "pk")


class Occurrence(models.Model):
    """One time an event or a tradition is held.

    Days and hours are as the village tells them; `starts` and `ends` follow from them
    by the time zone of its group (`set_moments`).
    """

    class Status(models.TextChoices):
        TENTATIVE = "tentative", pgettext_lazy("a date", "not yet confirmed")
        CONFIRMED = "confirmed", pgettext_lazy("a date", "confirmed")
        MOVED = "moved", pgettext_lazy("a date", "moved")
        CANCELLED = "cancelled", pgettext_lazy("a date", "cancelled")

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        related_name="occurrences",
        verbose_name=_("event"),
    )
    tradition = models.ForeignKey(
        Tradition,
        models.CASCADE,
        null=True,
        related_name="occurrences",
        verbose_name=_("tradition"),
    )
    # The year for which a calendar rule made it; none: staff entered it by hand.
    rule_year = models.PositiveSmallIntegerField(null=True, editable=False)
    day = models.DateField(_("day"))
    hour = models.TimeField(_("begins at"), null=True, blank=True)
    last_day = models.DateField(_("last day"), blank=True)
    last_hour = models.TimeField(_("ends at"), null=True, blank=True)
    # The second is the moment at which it is over.
    starts = models.DateTimeField(editable=False)
    ends = models.DateTimeField(editable=False)
    status = models.CharField(
        _("state"), max_length=9, choices=Status, default=Status.CONFIRMED
    )
    note = CharField(
        _("what visitors should know"),
        max_length=300,
        blank=True,
        help_text=_("Why it is moved or cancelled, for instance."),
    )
    # How often what is told of it has changed (RFC 5545, 3.8.7.4).
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed = models.DateTimeField(auto_now=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        constraints = [
            models.CheckConstraint(
                name="occurrence_is_of_one_thing",
                condition=Q(event=None, tradition__isnull=False)
                | Q(event__isnull=False, tradition=None),
            ),
            models.CheckConstraint(
                name="occurrence_ends_after_it_begins",
                condition=Q(last_day__gte=F("day"), ends__gte=F("starts")),
                violation_error_message=_("It would end before it begins."),
            ),
            models.CheckConstraint(
                name="occurrence_that_ends_begins",
                condition=Q(last_hour=None) | Q(hour__isnull=False),
                violation_error_message=_("Say at what hour it begins, too."),
            ),
            models.UniqueConstraint(
                fields=["event", "rule_year"], name="event_has_one_date_a_rule_year"
            ),
            models.UniqueConstraint(
                fields=["tradition", "rule_year"],
                name="tradition_has_one_date_a_rule_year",
            ),
        ]
        indexes = [
            models.Index(fields=["day", "last_day"], name="occurrence_day"),
            models.Index(fields=["event", "starts"], name="occurrence_event"),
            models.Index(fields=["tradition", "starts"], name="occurrence_tradition"),
        ]

    def __str__(self):
        return f"{self.what}, {self.day}"

    @property
    def what(self) -> Event | Tradition:
        """Whose date it is."""
        return self.event or self.tradition

    @property
    def group_id(self) -> int | None:
        return self.what.group_id

    @property
    def source_language(self) -> str:
        return self.what.source_language

    @property
    def is_all_day(self) -> bool:
        return self.hour is None

    @property
    def is_past_midnight(self) -> bool:
        """It is one evening, although it ends on the next day."""
        if self.hour is None or self.last_hour is None:
            return False
        one_night = self.last_day == self.day + timedelta(days=1)
        return one_night and self.last_hour <= self.hour

    @property
    def zone(self) -> ZoneInfo:
        """The clock by which its hours are told."""
        return zone_of(self.what.group)

    @property
    def uid(self) -> str:
        """What calendars know it by: the same for as long as it exists."""
        if self.rule_year is None:
            return f"date-{self.pk}"
        kind = self.what._meta.model_name  # noqa: SLF001 -- the public way
        return f"{kind}-{self.what.pk}-{self.rule_year}"

    def set_moments(self) -> None:
        """Work out `starts` and `ends` from days and hours."""
        span = Span(self.day, self.last_day, self.hour, self.last_hour)
        self.starts, self.ends = span.moments(self.zone)
