"""A week that a worker plans: a proposal, of which nothing is booked before it is
accepted."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.shared.claims import Claimed, ClaimedQuerySet
from hub.shared.days import span_words
from interest_forms.models.crews import Crew, Equipment
from interest_forms.models.interest import ExpressionOfInterest
from partners.models import ActionGroup

if TYPE_CHECKING:
    from datetime import date

    from partners.models import User


class WeekPlanQuerySet(ClaimedQuerySet):
    def managed_by(self, user: "User") -> Self:
        """Of the user's action groups. A superuser manages every one."""
        if user.is_superuser:
            return self
        return self.filter(group__memberships__user=user)


class WeekPlan(Claimed):
    """What is proposed for one week of a group's crews, and how good it is."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a worker")
        READY = "ready", pgettext_lazy("plan", "ready")
        FAILED = "failed", _("could not be made")

    UNFINISHED = (State.WAITING,)

    group = models.ForeignKey(
        ActionGroup, models.CASCADE, related_name="week_plans", verbose_name=_("group")
    )
    monday = models.DateField(_("week from"))
    asked = models.DateTimeField(
        pgettext_lazy("plan", "asked for"), default=timezone.now, editable=False
    )
    state = models.CharField(
        _("state"), max_length=7, choices=State, default=State.WAITING, editable=False
    )
    # How many objects each plan places, in how many kilometres.
    quick_placed = models.PositiveIntegerField(default=0, editable=False)
    quick_km = models.FloatField(default=0, editable=False)
    placed = models.PositiveIntegerField(_("objects placed"), default=0, editable=False)
    km = models.FloatField(default=0, editable=False)
    seconds = models.FloatField(null=True, editable=False)

    objects = WeekPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of a week")
        verbose_name_plural = _("plans of weeks")
        ordering = ["-monday", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "monday"],
                name="week_is_planned_once",
                violation_error_message=_(
                    "This week has a plan already: open it, and plan it anew."
                ),
            )
        ]

    def __str__(self):
        return f"{self.group}: {span_words(self.monday, self.sunday)}"

    def break_off(self) -> None:
        """What is to be said of it, its page says."""
        self.mine().update(state=self.State.FAILED)

    @property
    def is_over(self) -> bool:
        """Whether no day of it is left to be planned."""
        return self.sunday <= self.group.today

    @property
    def sunday(self) -> "date":
        return self.monday + timedelta(days=6)


class ProposedVisit(models.Model):
    """One line of the plan: it becomes a slot when somebody accepts it."""

    plan = models.ForeignKey(WeekPlan, models.CASCADE, related_name="visits")
    form = models.ForeignKey(
        ExpressionOfInterest, models.CASCADE, related_name="proposed_visits"
    )
    crew = models.ForeignKey(Crew, models.CASCADE, related_name="proposed_visits")
    span = DateTimeRangeField()
    equipment = models.ManyToManyField(Equipment, related_name="+")

    class Meta:
        verbose_name = _("proposed visit")
        verbose_name_plural = _("proposed visits")
        ordering = ["span", "crew", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "form"], name="object_is_proposed_once"
            )
        ]

    def __str__(self):
        return str(self.form)


class UnplacedObject(models.Model):
    """An object that waited when the week was planned, and found no time in it.

    `why`: what spoke against the free times that suited best, by the kinds of warnings
    in `schedule.warnings`; nothing: the times it could have had went to others.
    """

    plan = models.ForeignKey(WeekPlan, models.CASCADE, related_name="unplaced")
    form = models.ForeignKey(ExpressionOfInterest, models.CASCADE, related_name="+")
    why = ArrayField(models.CharField(max_length=10), default=list)

    class Meta:
        verbose_name = _("object without a time")
        verbose_name_plural = _("objects without a time")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "form"], name="object_is_unplaced_once"
            )
        ]

    def __str__(self):
        return str(self.form)
