from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.events import Event
from events.models.traditions import Tradition
from events.rules import (
    FIRST_YEAR,
    LAST_YEAR,
    NO_WEEKDAY,
    Anchor,
    AnchorKind,
    Rule,
    RuleFaults,
    Snap,
    sentence,
)
from hub.shared.fields import CharField

if TYPE_CHECKING:
    from partners.models import User

EASTERS = [AnchorKind.ORTHODOX_EASTER, AnchorKind.WESTERN_EASTER]


def year_field(*args, **options) -> models.PositiveSmallIntegerField:
    bounds = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    return models.PositiveSmallIntegerField(*args, validators=bounds, **options)


def optional_year(name) -> models.PositiveSmallIntegerField:
    return year_field(name, null=True, blank=True)


def optional_number(name, **options) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(name, null=True, blank=True, **options)


class CalendarRuleQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        if user.is_superuser:
            return self
        events, traditions = Event.objects, Tradition.objects
        return self.filter(
            Q(event__in=events.managed_by(user))
            | Q(tradition__in=traditions.managed_by(user))
        )

    def with_owners(self) -> Self:
        return self.select_related("event__group", "tradition__group")


class CalendarRule(models.Model):
    """When an event or a tradition is held in any year: the columns of `Rule`."""

    event = models.OneToOneField(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rule",
        verbose_name=_("event"),
    )
    tradition = models.OneToOneField(
        Tradition,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rule",
        verbose_name=_("tradition"),
    )
    anchor = models.CharField(
        _("counted from"), max_length=15, choices=AnchorKind, default=AnchorKind.DATE
    )
    month = optional_number(_("month"), choices=MONTHS)
    day = optional_number(_("day of the month"))
    old_style = models.BooleanField(
        _("by the old calendar"),
        default=False,
        help_text=_("The date is one of the old calendar: 13 days later in ours."),
    )
    offset = models.SmallIntegerField(
        _("days after it"),
        default=0,
        help_text=_("-8 is 8 days before, 0 that very day."),
    )
    snap = models.CharField(
        _("on which weekday"), max_length=12, choices=Snap, blank=True, default=""
    )
    weekday = optional_number(_("weekday"), choices=WEEKDAYS)
    nth = optional_number(
        _("which one"), help_text=_("2 is the second; at a month’s end 1 is the last.")
    )
    not_before = models.CharField(
        _("but not before"), max_length=15, choices=AnchorKind, blank=True, default=""
    )
    not_before_month = optional_number(_("month"), choices=MONTHS)
    not_before_day = optional_number(_("day of the month"))
    not_before_offset = models.SmallIntegerField(_("days after it"), default=0)
    duration = models.PositiveSmallIntegerField(_("for how many days"), default=1)
    every = models.PositiveSmallIntegerField(
        _("every how many years"), default=1, help_text=_("1 is every year.")
    )
    held_in = optional_year(_("a year in which it is held"))
    first_year = optional_year(_("first year"))
    last_year = optional_year(_("last year"))

    objects = CalendarRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar rule")
        verbose_name_plural = _("calendar rules")
        constraints = [
            models.CheckConstraint(
                name="rule_is_of_one_thing",
                condition=Q(event=None, tradition__isnull=False)
                | Q(event__isnull=False, tradition=None),
            ),
            models.CheckConstraint(
                name="rule_says_its_date",
                condition=Q(anchor__in=EASTERS)
                | Q(anchor=AnchorKind.DATE, month__range=(1, 12), day__range=(1, 31))
                | Q(
                    anchor__in=[AnchorKind.MONTH_START, AnchorKind.MONTH_END],
                    month__range=(1, 12),
                ),
            ),
            models.CheckConstraint(
                name="rule_has_a_weekday_to_go_to",
                condition=Q(snap="", weekday=None)
                | (~Q(snap="") & Q(weekday__range=(0, 6))),
            ),
            models.CheckConstraint(
                name="rule_lasts_and_returns",
                condition=Q(duration__range=(1, 60), every=1)
                | Q(duration__range=(1, 60), every__gt=1, held_in__isnull=False),
            ),
            models.CheckConstraint(
                name="rule_ends_after_it_begins",
                condition=Q(first_year=None)
                | Q(last_year=None)
                | Q(last_year__gte=F("first_year")),
                violation_error_message=_("The last year is before the first one."),
            ),
        ]

    def __str__(self):
        try:
            return sentence(self.rule)
        except RuleFaults:
            return str(self._meta.verbose_name)

    @property
    def owner(self) -> Event | Tradition:
        """Whose rule it is."""
        return self.event or self.tradition

    @property
    def group_id(self) -> int | None:
        return self.owner.group_id

    @property
    def rule(self) -> Rule:
        """The rule as a value; `RuleFaults` when it makes no sense."""
        later = Anchor(
            AnchorKind(self.not_before or AnchorKind.DATE),
            self.not_before_month or 0,
            self.not_before_day or 0,
            self.not_before_offset,
        )
        anchor = Anchor(
            AnchorKind(self.anchor),
            self.month or 0,
            self.day or 0,
            self.offset,
            old_style=self.old_style,
        )
        return Rule(
            anchor,
            Snap(self.snap),
            NO_WEEKDAY if self.weekday is None else self.weekday,
            self.nth or 0,
            not_before=later if self.not_before else None,
            duration=self.duration,
            every=self.every,
            held_in=self.held_in,
            first_year=self.first_year,
            last_year=self.last_year,
        )

    def clean(self):
        """Say in words what makes no sense, at its field."""
        try:
            _rule = self.rule
        except RuleFaults as refused:
            raise ValidationError(refused.faults) from None


class YearOverrideQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        if user.is_superuser:
            return self
        return self.filter(rule__in=CalendarRule.objects.managed_by(user))


class YearOverride(models.Model):
    """What people decided about one year, whatever the rule says."""

    class Kind(models.TextChoices):
        CONFIRMED = "confirmed", pgettext_lazy("a date", "confirmed")
        MOVED = "moved", pgettext_lazy("a date", "moved")
        CANCELLED = "cancelled", pgettext_lazy("a date", "cancelled")
        SKIPPED = "skipped", pgettext_lazy("a date", "not held this year")

    rule = models.ForeignKey(
        CalendarRule,
        models.CASCADE,
        related_name="overrides",
        verbose_name=_("calendar rule"),
    )
    # The rule's year: that of its anchor.
    year = year_field(_("year"))
    kind = models.CharField(_("state"), max_length=9, choices=Kind)
    # The day that was decided on stays, also when the rule changes later.
    day = models.DateField(_("day"), null=True, blank=True)
    note = CharField(
        _("what visitors should know"),
        max_length=300,
        blank=True,
        help_text=_("Why it is moved or cancelled, for instance."),
    )

    objects = YearOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision about a year")
        verbose_name_plural = _("decisions about years")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "year"], name="one_decision_about_a_year"
            ),
            models.CheckConstraint(
                name="decision_has_its_day",
                condition=Q(kind="skipped") | Q(day__isnull=False),
                violation_error_message=_("Say on which day."),
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.get_kind_display()}"

    @property
    def group_id(self) -> int | None:
        return self.rule.group_id

    @property
    def source_language(self) -> str:
        return self.rule.owner.source_language
