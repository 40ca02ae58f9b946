from datetime import date, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.gis.db.models import PointField
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point
from django.contrib.gis.measure import D
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.hours import Span, is_one_night
from events.models.events import Event
from events.models.traditions import Tradition
from hub.shared.fields import CharField
from partners.models import ActionGroup, Territory
from places.models import Place

if TYPE_CHECKING:
    from partners.models import User


def zone_of(group: ActionGroup | None) -> ZoneInfo:
    """The clock of a group; what belongs to none goes by the portal's."""
    return group.zone if group else ZoneInfo(settings.TIME_ZONE)


LASTS_DAYS = Q(last_day__gt=F("day"))
# An evening that ends after midnight is one day.
ENDS_AT_NIGHT = Q(
    *(("last_day", F("day") + timedelta(days=1)), ("last_hour__isnull", False)),
    last_hour__lte=F("hour"),
)
# All its days, as a range that the database can search.
DAYS = Func(
    *(F("day"), F("last_day"), Value("[]")),
    function="daterange",
    output_field=DateRangeField(),
)


def where() -> Coalesce:
    """The point visitors may know: of its place if that is shown, else the village's.

    A tradition of several places or villages is where the first of them is.
    """
    places = Place.objects.published().filter(traditions=OuterRef("tradition"))
    villages = Territory.objects.filter(traditions=OuterRef("tradition"))
    return Coalesce(
        Case(
            When(
                event__place__published__isnull=False, then="event__place__public_point"
            )
        ),
        "event__territory__point",
        Subquery(places.order_by("pk").values("public_point")[:1]),
        Subquery(villages.order_by("pk").values("point")[:1]),
        output_field=PointField(),
    )


def held_around(point: Point, metres: int) -> Q:
    """Whose dates may be so near, and few others', by the indexes of the points."""
    # Degrees, generous up to 63° north; of a box the planner knows what lies in it.
    box = point.buffer(metres / 50_000).envelope
    places = Place.objects.published().filter(public_point__bboverlaps=box)
    villages = Territory.objects.filter(point__bboverlaps=box)
    events, traditions = Event.objects.values("pk"), Tradition.objects.values("pk")
    here = events.filter(place__in=places), events.filter(territory__in=villages)
    kept = (
        traditions.filter(places__in=places),
        traditions.filter(territories__in=villages),
    )
    return Q(event__in=_keys(*here)) | Q(tradition__in=_keys(*kept))


def _keys(*parts: models.QuerySet) -> list[int]:
    # Zero is nobody's key: of an empty list Django makes no SQL.
    return [0, *(key for part in parts for key in part.values_list("pk", flat=True))]


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
        """On any of these days, both included: begun on one of them, or before."""
        lasting = LASTS_DAYS & ~ENDS_AT_NIGHT & Q(days__contains=first)
        return self.alias(days=DAYS).filter(Q(day__range=(first, last)) | lasting)

    def of_group(self, group: ActionGroup) -> Self:
        return self.filter(Q(event__group=group) | Q(tradition__group=group))

    def in_territory(self, territory: Territory) -> Self:
        there = Territory.objects.within(territory)
        events, traditions = Event.objects, Tradition.objects
        return self.filter(
            Q(event__in=events.filter(territory__in=there))
            | Q(event__in=events.filter(place__territory__in=there))
            | Q(tradition__in=traditions.filter(territories__in=there))
        )

    def going_on(self, day: date | Combinable) -> Self:
        """Of several days: begun before that one and not yet over."""
        lasting = LASTS_DAYS & ~ENDS_AT_NIGHT & Q(days__contains=day)
        # Not `day__lt`: for that the index of all days that are past would be read.
        return self.alias(days=DAYS).filter(lasting).exclude(day=day)

    def within(self, point: Point, metres: int, *, of_few_days: bool = False) -> Self:
        """As near to the point as that, by the points that visitors may know.

        Of few days each date is measured; else what lies around is looked up first:
        in months and years that is less.
        """
        around = self if of_few_days else self.filter(held_around(point, metres))
        measured = around.annotate(distance=Distance(where(), point))
        return measured.filter(distance__lte=D(m=metres))

    def upcoming(self) -> Self:
        """Today's and later ones, the next first."""
        return self.filter(last_day__gte=timezone.localdate()).in_order()

    def nearest_first(self) -> Self:
        """Those that `within` measured."""
        return self.order_by("distance", "day", "starts", "pk")

    def in_order(self) -> Self:
        return self.order_by("day", "starts", "pk")


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
            # With all that says whether visitors may see it: a month reads this alone.
            models.Index(
                fields=["day", "starts", "id"],
                include=["event", "tradition"],
                name="occurrence_day",
            ),
            GistIndex(DAYS, condition=LASTS_DAYS, name="occurrence_days"),
            models.Index(fields=["event", "starts"], name="occurrence_event"),
            models.Index(fields=["tradition", "starts"], name="occurrence_tradition"),
        ]

    def __str__(self):
        return f"{self.what}, {self.day}"

    @classmethod
    def of_event(cls, event: Event, span: Span, status: str = Status.CONFIRMED) -> Self:
        """A date of the event, not yet saved."""
        date_ = cls(
            event=event,
            day=span.first,
            last_day=span.last,
            hour=span.hour,
            last_hour=span.last_hour,
            status=status,
        )
        date_.set_moments()
        return date_

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
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def has_begun(self) -> bool:
        return timezone.now() >= self.starts

    @property
    def is_ahead(self) -> bool:
        """Not over yet."""
        return self.ends > timezone.now()

    @property
    def is_all_day(self) -> bool:
        return self.hour is None

    @property
    def is_past_midnight(self) -> bool:
        """It is one evening, although it ends on the next day."""
        return is_one_night(self.day, self.last_day, self.hour, self.last_hour)

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
