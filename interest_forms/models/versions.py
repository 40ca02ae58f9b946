"""The plan as it was told: while it is worked on, all go by the last version."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.core import signing
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from hub.shared.letters import QueuedLetter, QueuedLetterQuerySet
from interest_forms.models.crews import Crew, CrewMember
from interest_forms.models.interest import ExpressionOfInterest
from interest_forms.models.slots import STANDS, ScheduleSlot, SlotState
from partners.models import ActionGroup

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from partners.models import User

ANSWER_SALT = "interest_forms.schedule-answer"


class ScheduleVersion(models.Model):
    """A group's plan as it was published for the n-th time."""

    group = models.ForeignKey(
        ActionGroup,
        models.PROTECT,
        related_name="schedule_versions",
        verbose_name=_("group"),
    )
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("who"),
    )

    class Meta:
        verbose_name = _("version of the schedule")
        verbose_name_plural = _("versions of the schedule")
        ordering = ["group", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"], name="schedule_version_has_its_number"
            )
        ]

    def __str__(self):
        return str(self.number)


class ToldSlotQuerySet(models.QuerySet):
    def latest(self) -> Self:
        """Of the last version of each group."""
        of_group = ScheduleVersion.objects.filter(group=OuterRef("version__group"))
        last = of_group.order_by().values("group").annotate(last=Max("number"))
        return self.filter(version__number=Subquery(last.values("last")))

    def standing(self) -> Self:
        """As far as it is still meant: nobody has declined it or withdrawn the form.

        What the staff have moved since then is a draft, and stands as it was told,
        unless it has been filmed: then no day is ahead.
        """
        states = ExpressionOfInterest.State
        filmed = (states.FILMED, states.PROCESSED, states.PUBLISHED)
        return (
            self.exclude(slot__state=SlotState.DECLINED)
            .exclude(form__state=states.WITHDRAWN)
            .exclude(form__state__in=filmed, span__endswith__gt=timezone.now())
        )

    def public(self) -> Self:
        """Which visitors may see, in order: title, village and date."""
        rows = self.latest().standing().filter(version__group__is_published=True)
        # A form that is another group's by now is not this one's to show.
        rows = rows.filter(form__group=F("version__group"))
        rows = rows.select_related("form__territory__parent", "version__group")
        return rows.order_by("span", "pk")


class ToldSlot(models.Model):
    """The day of one object in one version. Its backup is told with it."""

    version = models.ForeignKey(ScheduleVersion, models.CASCADE, related_name="slots")
    form = models.ForeignKey(
        ExpressionOfInterest, models.PROTECT, related_name="told_slots"
    )
    slot = models.ForeignKey(ScheduleSlot, models.PROTECT, related_name="told")
    crew = models.ForeignKey(Crew, models.PROTECT, related_name="told_slots")
    span = DateTimeRangeField()
    backup = DateTimeRangeField(null=True)
    # The number of the version in which it was first told like this.
    since = models.PositiveIntegerField()

    objects = ToldSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot as it was told")
        verbose_name_plural = _("slots as they were told")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "form"], name="object_is_told_once_in_a_version"
            )
        ]

    def __str__(self):
        return f"{self.form} · {self.starts:%d.%m.%Y %H:%M}"

    @property
    def zone(self) -> "ZoneInfo":
        return self.version.group.zone

    @property
    def starts(self) -> "datetime":
        """By the clock of the group, as are `ends` and `backup_starts`."""
        return self.span.lower.astimezone(self.zone)

    @property
    def ends(self) -> "datetime":
        return self.span.upper.astimezone(self.zone)

    @property
    def day(self) -> "date":
        return self.starts.date()

    @property
    def backup_starts(self) -> "datetime | None":
        return self.backup and self.backup.lower.astimezone(self.zone)

    @property
    def answer_path(self) -> str:
        """Where the applicant says yes or no to this time and no other."""
        signed = signing.dumps(self.pk, salt=ANSWER_SALT)
        with translation.override(self.form.language):
            return reverse("interest_forms:schedule-answer", args=[signed])

    @property
    def is_open(self) -> bool:
        """Whether the applicant may still say yes or no to this very time."""
        slot = self.slot
        is_same = slot.span == self.span and slot.state in STANDS
        return is_same and self.span.lower > timezone.now()

    @property
    def is_last_told(self) -> bool:
        """Whether it is what she goes by, be the draft another by now."""
        slot_stands = self.slot.state in (*STANDS, SlotState.CANCELLED)
        is_ahead = self.span.lower > timezone.now()
        latest = ToldSlot.objects.latest().standing()
        return slot_stands and is_ahead and latest.filter(pk=self.pk).exists()


class ScheduleLetterQuerySet(QueuedLetterQuerySet):
    def managed_by(self, user: "User") -> Self:
        """Letters about the user's groups' schedules. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(version__group__memberships__user=user)

    def unread(self) -> Self:
        """To applicants, the last to each: no e-mail tells them, and nobody has yet.

        Of days that are over nobody has to be told any more.
        """
        ahead = ToldSlot.objects.filter(
            form=OuterRef("form"), span__endswith__gt=timezone.now()
        )
        newer = ScheduleLetter.objects.filter(
            form=OuterRef("form"),
            version__group=OuterRef("version__group"),
            version__number__gt=OuterRef("version__number"),
        )
        never_goes = Q(form__applicant__email="") | Q(
            state=self.model.State.QUARANTINED
        )
        if not settings.HUB_SENDS_LETTERS:
            never_goes |= Q(state=self.model.State.WAITING)
        of_group = self.filter(form__group=F("version__group"), told=None)
        rows = of_group.filter(never_goes, form__applicant__isnull=False)
        rows = rows.exclude(state=self.model.State.SENT).exclude(Exists(newer))
        return rows.filter(Exists(ahead))


class ScheduleLetter(QueuedLetter):
    """What a version changed is told to an applicant, or to one of a crew: by e-mail.

    An applicant without one is told by telephone. Her row is never sent.
    """

    class Kind(models.TextChoices):
        DAY = "day", _("her object’s day")
        CREW = "crew", _("to one of the crew")

    version = models.ForeignKey(ScheduleVersion, models.CASCADE, related_name="letters")
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    form = models.ForeignKey(
        ExpressionOfInterest, models.CASCADE, null=True, related_name="schedule_letters"
    )
    member = models.ForeignKey(
        CrewMember, models.CASCADE, null=True, related_name="schedule_letters"
    )
    told = models.DateTimeField(_("told by telephone"), null=True, editable=False)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("who told her"),
    )

    objects = ScheduleLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter about the schedule")
        verbose_name_plural = _("letters about the schedule")
        constraints = [
            models.CheckConstraint(
                name="schedule_letter_goes_to_somebody",
                condition=Q(kind="day", form__isnull=False, member=None)
                | Q(kind="crew", form=None, member__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["version", "form", "member"],
                nulls_distinct=False,
                name="told_of_a_version_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(state="waiting"),
                name="schedule_letter_waits",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.version})"

    @property
    def is_read(self) -> bool:
        """Whether she knows what it tells."""
        return self.state == self.State.SENT or self.told is not None

    @property
    def owner_id(self) -> int:
        """The group whose the schedule is."""
        return self.version.group_id
