"""Who films and digitises, with what, and when they cannot."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hub.shared.fields import CharField
from partners.models import ActionGroup, Territory

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from django.contrib.gis.geos import Point

    from partners.models import User


def monday_to_friday() -> list[int]:
    return [0, 1, 2, 3, 4]


class OfGroupQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Those of the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)


class Crew(models.Model):
    """People who go out together, and the hours of their working day."""

    group = models.ForeignKey(
        ActionGroup, models.PROTECT, related_name="crews", verbose_name=_("group")
    )
    name = CharField(_("name"), max_length=80)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=WEEKDAYS),
        verbose_name=_("working days"),
        default=monday_to_friday,
    )
    day_begins = models.TimeField(_("the day begins at"), default=time(9))
    day_ends = models.TimeField(_("the day ends at"), default=time(17))
    slots_a_day = models.PositiveSmallIntegerField(
        _("objects a day"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    minutes_a_slot = models.PositiveSmallIntegerField(
        _("minutes an object"),
        default=90,
        validators=[MinValueValidator(10), MaxValueValidator(600)],
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("starts from"),
    )
    point = models.PointField(_("the very place"), null=True, blank=True)
    # Of its calendar's address. `None`: nobody has asked for a calendar yet.
    token = models.CharField(max_length=22, unique=True, null=True, editable=False)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("crew")
        verbose_name_plural = _("crews")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name"], name="crew_has_a_name_of_its_own"
            ),
            models.CheckConstraint(
                name="crew_day_ends_after_it_begins",
                condition=Q(day_ends__gt=F("day_begins")),
                violation_error_message=_("It would end before it begins."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.day_begins and self.day_ends and self.slots_a_day:
            needed = self.slots_a_day * (self.minutes_a_slot or 0)
            if needed > self.day_length // timedelta(minutes=1):
                raise ValidationError(
                    _("So many objects do not fit between the day’s hours.")
                )

    @property
    def zone(self) -> "ZoneInfo":
        """The clock its hours are told by: its group's."""
        return self.group.zone

    @property
    def day_length(self) -> timedelta:
        day = date(2000, 1, 1)
        begins = datetime.combine(day, self.day_begins)
        return datetime.combine(day, self.day_ends) - begins

    @property
    def starts_from(self) -> "Point | None":
        """Where its day begins and ends, WGS 84; `None`: nobody has said."""
        return self.point or (self.territory and self.territory.point)

    def works_on(self, day: date) -> bool:
        return day.weekday() in self.weekdays

    def spans_of(self, day: date) -> list[DateTimeTZRange]:
        """The slots of a day in order, spread over it, were it a working day.

        The time left over stands between them, for the road.
        """
        step = self.day_length // self.slots_a_day
        begins = datetime.combine(day, self.day_begins)
        long = timedelta(minutes=self.minutes_a_slot)
        starts = [begins + number * step for number in range(self.slots_a_day)]
        return [self.span_from(one, long) for one in starts]

    def span_from(self, starts: datetime, long: timedelta) -> DateTimeTZRange:
        """From what its clock shows on; an hour is an hour while clocks are changed."""
        begins = starts.replace(tzinfo=self.zone).astimezone(UTC)
        return DateTimeTZRange(begins, begins + long)


class CrewMember(models.Model):
    """One of a crew, and where its letters go."""

    crew = models.ForeignKey(Crew, models.CASCADE, related_name="members")
    name = CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("member of staff"),
    )

    class Meta:
        verbose_name = _("member of the crew")
        verbose_name_plural = _("members of the crew")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Equipment(models.Model):
    """A thing that is in one place at a time: a drone, a 3D scanner."""

    class Kind(models.TextChoices):
        CAMERA = "camera", _("camera")
        DRONE = "drone", _("drone")
        SCANNER = "scanner", _("3D scanner")
        SOUND = "sound", _("sound recorder")
        LIGHTS = "lights", _("lights")
        VEHICLE = "vehicle", _("car")
        OTHER = "other", _("other")

    group = models.ForeignKey(
        ActionGroup, models.PROTECT, related_name="equipment", verbose_name=_("group")
    )
    name = CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of equipment")
        verbose_name_plural = _("equipment")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "name"], name="equipment_has_a_name_of_its_own"
            )
        ]

    def __str__(self):
        return self.name


class UnavailabilityQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Of crews and equipment of the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        mine = user.memberships.values("group")
        return self.filter(Q(crew__group__in=mine) | Q(equipment__group__in=mine))


class Unavailability(models.Model):
    """A crew is away, or a piece of equipment at the mender's."""

    crew = models.ForeignKey(
        Crew,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="unavailable",
        verbose_name=_("crew"),
    )
    equipment = models.ForeignKey(
        Equipment,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="unavailable",
        verbose_name=_("equipment"),
    )
    span = DateTimeRangeField(_("from – until"))
    why = CharField(_("why"), max_length=200, blank=True)

    objects = UnavailabilityQuerySet.as_manager()

    class Meta:
        verbose_name = _("time away")
        verbose_name_plural = _("times away")
        ordering = ["-span", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="away_is_a_crew_or_a_thing",
                condition=Q(crew=None) ^ Q(equipment=None),
                violation_error_message=_("Choose a crew or a piece of equipment."),
            ),
            models.CheckConstraint(
                name="away_from_a_moment_until_another",
                condition=Q(
                    span__isempty=False,
                    span__lower_inf=False,
                    span__upper_inf=False,
                ),
                violation_error_message=_("It would end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.crew or self.equipment}"

    @property
    def group_id(self) -> int | None:
        """Whose it is, for the admin."""
        whose = self.crew or self.equipment
        return whose and whose.group_id

    @property
    def zone(self) -> "ZoneInfo":
        """The clock of its group."""
        return (self.crew or self.equipment).group.zone
