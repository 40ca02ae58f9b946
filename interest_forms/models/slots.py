"""When which crew films which object: what the database lets stand once alone."""

from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.shared.days import weekday_words
from hub.shared.fields import TextField
from interest_forms.models.crews import Crew, Equipment
from interest_forms.models.interest import ExpressionOfInterest

if TYPE_CHECKING:
    from datetime import date, datetime

    from partners.models import User


class SlotState(models.TextChoices):
    """What is known of a slot."""

    PLANNED = "planned", pgettext_lazy("slot", "planned")
    CONFIRMED = "confirmed", pgettext_lazy("slot", "confirmed")
    BACKUP = "backup", pgettext_lazy("slot", "kept for bad weather")
    DECLINED = "declined", pgettext_lazy("slot", "declined")
    CANCELLED = "cancelled", pgettext_lazy("slot", "cancelled")
    DONE = "done", pgettext_lazy("slot", "done")


# In which the crew and the equipment are taken; in which the object has its day; what
# may still be moved or given up.
TAKES_TIME = (
    SlotState.PLANNED,
    SlotState.CONFIRMED,
    SlotState.BACKUP,
    SlotState.DONE,
)
STANDS = (SlotState.PLANNED, SlotState.CONFIRMED)
OPEN = (*STANDS, SlotState.BACKUP)
# A moment belongs to what begins at it, no longer to what ends at it.
FROM_UNTIL = Q(
    span__isempty=False,
    span__lower_inf=False,
    span__upper_inf=False,
    span__lower_inc=True,
    span__upper_inc=False,
)


class ScheduleSlotQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Of crews of the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(crew__group__memberships__user=user)

    def taking_time(self) -> Self:
        """In which the crew is taken."""
        return self.filter(state__in=TAKES_TIME)

    def standing(self) -> Self:
        """On which the object is to be filmed."""
        return self.filter(state__in=STANDS)

    def open(self) -> Self:
        """Which may still be moved or given up."""
        return self.filter(state__in=OPEN)

    def between(self, starts: "datetime", ends: "datetime") -> Self:
        """Of which some moment lies in `[starts, ends)`."""
        return self.filter(span__overlap=(starts, ends))

    def in_order(self) -> Self:
        return self.order_by("span", "crew", "pk")

    def with_names(self) -> Self:
        """Fetch what a table of slots tells."""
        return self.select_related(
            "crew__group", "form__territory__parent", "form__place"
        )


class ScheduleSlot(models.Model):
    """A crew's visit to one object, from a moment until another."""

    form = models.ForeignKey(
        ExpressionOfInterest,
        models.PROTECT,
        related_name="slots",
        verbose_name=_("expression of interest"),
    )
    crew = models.ForeignKey(
        Crew, models.PROTECT, related_name="slots", verbose_name=_("crew")
    )
    span = DateTimeRangeField(_("from – until"))
    state = models.CharField(
        _("state"),
        max_length=9,
        choices=SlotState,
        default=SlotState.PLANNED,
        editable=False,
    )
    equipment = models.ManyToManyField(
        Equipment,
        through="SlotEquipment",
        related_name="slots",
        verbose_name=_("equipment"),
    )
    stands_in_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="backups",
        verbose_name=_("stands in for"),
    )
    note = TextField(_("note for the crew"), max_length=1000, blank=True)

    answered = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("who noted it"),
        help_text=_("empty: the applicant herself"),
    )
    why_not = TextField(_("why not"), max_length=1000, blank=True, editable=False)

    photos = models.PositiveIntegerField(_("photographs"), null=True, blank=True)
    video_minutes = models.PositiveIntegerField(
        _("minutes of video"), null=True, blank=True
    )
    models_3d = models.PositiveIntegerField(_("3D models"), null=True, blank=True)
    files = models.PositiveIntegerField(_("other files"), null=True, blank=True)
    release_signed = models.DateField(_("release signed on"), null=True, blank=True)

    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = ScheduleSlotQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of the schedule", "slot")
        verbose_name_plural = pgettext_lazy("of the schedule", "slots")
        constraints = [
            models.CheckConstraint(
                name="slot_from_a_moment_until_another", condition=FROM_UNTIL
            ),
            ExclusionConstraint(
                name="crew_is_in_one_place_at_a_time",
                expressions=[
                    ("crew", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(state__in=TAKES_TIME),
            ),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(state__in=STANDS),
                name="object_has_one_day",
            ),
            models.UniqueConstraint(
                fields=["form"],
                condition=Q(state=SlotState.BACKUP),
                name="object_has_one_backup",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="moves_its_equipment",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("span", "state"),
                func="""
                    UPDATE interest_forms_slotequipment SET slot_id = NEW.id
                        WHERE slot_id = NEW.id;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self):
        return f"{self.form}: {self.when}"

    @property
    def group_id(self) -> int:
        """Whose it is, for the admin."""
        return self.crew.group_id

    @property
    def zone(self) -> ZoneInfo:
        return self.crew.zone

    @property
    def starts(self) -> "datetime":
        """By the clock of the group."""
        return self.span.lower.astimezone(self.zone)

    @property
    def ends(self) -> "datetime":
        """By the clock of the group: that moment no longer."""
        return self.span.upper.astimezone(self.zone)

    @property
    def day(self) -> "date":
        return self.starts.date()

    @property
    def when(self) -> str:
        """ "Tuesday, 18 May 2027, 10:00–11:30"."""
        return hours_words(self.starts, self.ends)

    @property
    def is_ahead(self) -> bool:
        """Whether the object waits for a day that is still to come."""
        return self.state in STANDS and self.day > self.crew.group.today

    @property
    def is_begun(self) -> bool:
        return self.span.lower <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether it may still be moved or given up."""
        return self.state in OPEN


def hours_words(starts: "datetime", ends: "datetime") -> str:
    """The day and the hours, by the clock that the moments themselves have."""
    return f"{weekday_words(starts.date())}, {starts:%H:%M}–{ends:%H:%M}"


class SlotEquipment(models.Model):
    """A piece of equipment that goes along, with the slot's own time beside it.

    The database copies the time when either row is written: no action can forget it.
    The slot is locked for that, so that it is not moved meanwhile.
    """

    slot = models.ForeignKey(ScheduleSlot, models.CASCADE, related_name="taken_along")
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="taken_along")
    span = DateTimeRangeField(editable=False)
    takes_time = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("piece of equipment of a slot")
        verbose_name_plural = _("equipment of a slot")
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "equipment"], name="equipment_goes_along_once"
            ),
            ExclusionConstraint(
                name="equipment_is_in_one_place_at_a_time",
                expressions=[
                    ("equipment", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                condition=Q(takes_time=True),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="has_the_time_of_its_slot",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    SELECT span, state IN {tuple(map(str, TAKES_TIME))}
                        INTO STRICT NEW.span, NEW.takes_time
                        FROM interest_forms_scheduleslot
                        WHERE id = NEW.slot_id FOR SHARE;
                    RETURN NEW;
                """,  # noqa: S608 -- states of ours
            )
        ]

    def __str__(self):
        return str(self.equipment)
