from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.db.models.functions import MD5, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.occurrences import Occurrence

if TYPE_CHECKING:
    from partners.models import User

MOST_SEATS = 10_000


class SeatState(models.TextChoices):
    """How a registration stands."""

    CONFIRMED = "confirmed", pgettext_lazy("a registration", "registered")
    OFFERED = "offered", pgettext_lazy("a registration", "offered a seat")
    WAITING = "waiting", pgettext_lazy("a registration", "on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("a registration", "cancelled")


# A seat that is offered is kept until the offer ends.
SEATED = (SeatState.CONFIRMED, SeatState.OFFERED)
EVENT = "occurrence__event"
# The venue in the group's own language: a translation that is added is no news.
VENUE = Case(
    *(
        When(
            **{f"{EVENT}__group__source_language": code},
            then=F(f"{EVENT}__venue_{code}"),
        )
        for code, _name in settings.LANGUAGES
    ),
    default=F(f"{EVENT}__venue"),
    output_field=CharField(),
)
WHERE_PARTS = (
    *(F(f"{EVENT}__{name}") for name in ("territory", "place", "attended")),
    VENUE,
    *(F(f"{EVENT}__online_access__{name}") for name in ("link", "words")),
)
# Where it is held, for comparing only: the link stands in no other table.
WHERE = MD5(
    Concat(
        *(one for part in WHERE_PARTS for one in (part, Value("\n"))),
        output_field=CharField(),
    )
)


class RegistrationSheetQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Of dates of the user's action groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(occurrence__event__group__memberships__user=user)

    def with_counts(self) -> Self:
        """How many seats are `taken` (or offered), how many people are `waiting`."""
        seated = Q(registrations__state__in=SEATED)
        waiting = Q(registrations__state=SeatState.WAITING)
        return self.annotate(
            taken=Count("registrations", seated),
            waiting=Count("registrations", waiting),
        )

    def with_late_offers(self) -> Self:
        """With seats that were offered, and not taken in time."""
        late = Q(registrations__offered_until__lte=timezone.now())
        return self.filter(late).distinct()

    def with_where(self) -> Self:
        """With `where`: what changes when the village, the venue or the link does."""
        return self.annotate(where=WHERE)

    def told_otherwise(self) -> Self:
        """Of dates to come that are not when or where those registered were told."""
        is_cancelled = Q(occurrence__status=Occurrence.Status.CANCELLED)
        changed = (
            Q(told_starts__lt=F("occurrence__starts"))
            | Q(told_starts__gt=F("occurrence__starts"))
            | (Q(told_cancelled=False) & is_cancelled)
            | (Q(told_cancelled=True) & ~is_cancelled)
            | (Q(told_starts__isnull=False) & ~Q(told_where=F("where")))
        )
        ahead = self.with_where().filter(occurrence__ends__gt=timezone.now())
        return ahead.filter(changed)

    def of_public(self) -> Self:
        """Of events that visitors may see."""
        return self.filter(occurrence__event__published__isnull=False)

    def with_event(self) -> Self:
        return self.select_related(
            "occurrence__event__group", "occurrence__event__territory__parent"
        )


class RegistrationSheet(models.Model):
    """People register for this date; how many, and from when until when.

    Its row is what parallel registrations wait for, one after the other.
    """

    occurrence = models.OneToOneField(
        Occurrence,
        models.CASCADE,
        related_name="registration_sheet",
        verbose_name=_("date"),
    )
    opens = models.DateTimeField(
        _("from"), null=True, blank=True, help_text=_("Left open: at once.")
    )
    closes = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Left open: until it begins.")
    )
    capacity = models.PositiveSmallIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text=_("Left open: whoever comes finds one."),
    )
    reserved = models.PositiveSmallIntegerField(
        _("of them reserved"),
        default=0,
        help_text=_("The group gives them out itself, to guests and by telephone."),
    )

    # What those registered were told last; none: nobody has registered yet.
    told_starts = models.DateTimeField(null=True, editable=False)
    told_cancelled = models.BooleanField(default=False, editable=False)
    told_where = models.CharField(max_length=32, blank=True, editable=False)

    objects = RegistrationSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration for a date")
        verbose_name_plural = _("registration for dates")
        constraints = [
            models.CheckConstraint(
                name="registration_closes_after_it_opens",
                condition=Q(opens=None) | Q(closes=None) | Q(closes__gt=F("opens")),
                violation_error_message=_("It would close before it opens."),
            ),
            models.CheckConstraint(
                name="reserved_seats_are_seats",
                condition=Q(reserved=0) | Q(capacity__gte=F("reserved")),
                violation_error_message=_("More seats are reserved than there are."),
            ),
        ]

    def __str__(self):
        return str(self.occurrence)

    @property
    def group_id(self) -> int | None:
        return self.occurrence.group_id

    @property
    def source_language(self) -> str:
        return self.occurrence.source_language

    @property
    def last_moment(self) -> datetime:
        """From then on nobody registers."""
        return min(self.closes or self.occurrence.starts, self.occurrence.starts)

    @property
    def is_to_open(self) -> bool:
        """Not open yet, and will be."""
        return bool(self.opens and timezone.now() < self.opens) and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.occurrence.is_cancelled or timezone.now() >= self.last_moment

    @property
    def has_begun(self) -> bool:
        return self.occurrence.has_begun

    @property
    def is_open(self) -> bool:
        return not self.is_over and not self.is_to_open

    @property
    def is_date_as_told(self) -> bool:
        now = self.occurrence.starts, self.occurrence.is_cancelled
        return now == (self.told_starts, self.told_cancelled)

    def note_told(self) -> None:
        """Those registered know, or will, when and where it is. Needs `with_where`."""
        self.told_starts = self.occurrence.starts
        self.told_cancelled = self.occurrence.is_cancelled
        self.told_where = self.where
        self.save(update_fields=["told_starts", "told_cancelled", "told_where"])

    def free_seats(self) -> int | None:
        """How many the public may take now; `None`: as many as come."""
        if self.capacity is None:
            return None
        taken = self.registrations.seated().aggregate(
            guests=Count("pk", Q(is_guest=True)), others=Count("pk", Q(is_guest=False))
        )
        kept_back = max(self.reserved, taken["guests"])
        return max(0, self.capacity - kept_back - taken["others"])
