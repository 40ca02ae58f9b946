from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.events import Event
from events.models.occurrences import Occurrence
from hub.shared.fields import CharField, TextField
from places.models import Photo

if TYPE_CHECKING:
    from partners.models import User


class MeetingReportQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Reports on meetings of the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(occurrence__event__group__memberships__user=user)

    def of_event(self, event: Event) -> Self:
        """What came of its meetings, the latest first, with what visitors may see."""
        photos = Photo.objects.public().select_related("place__group").order_by("pk")
        return (
            self.filter(occurrence__event=event)
            .select_related("occurrence")
            .prefetch_related("decisions", Prefetch("photos", photos, "public_photos"))
            .order_by("-occurrence__day", "-pk")
        )


class MeetingReport(models.Model):
    """What came of a meeting. With it, and only with it, the meeting was held.

    Visitors learn that the meeting was held and how many people came; what was said,
    what was decided and by whom only as far as the group says so.
    """

    occurrence = models.OneToOneField(
        Occurrence,
        models.PROTECT,
        related_name="report",
        verbose_name=_("meeting"),
    )
    head_count = models.PositiveSmallIntegerField(
        _("people who were there"), help_text=_("All of them, counted once each.")
    )
    unique_people = models.PositiveSmallIntegerField(
        _("of them known by name"),
        null=True,
        blank=True,
        help_text=_("Different people, as attendance was taken."),
    )
    women = models.PositiveSmallIntegerField(
        _("of them women"),
        null=True,
        blank=True,
        help_text=_("Only as people said it themselves; leave it empty if not asked."),
    )
    men = models.PositiveSmallIntegerField(_("of them men"), null=True, blank=True)
    under_30 = models.PositiveSmallIntegerField(
        _("of them under 30 years"), null=True, blank=True
    )
    organisations = TextField(
        _("organisations that were there"),
        blank=True,
        help_text=_("One line for each."),
    )
    minutes = TextField(_("minutes"), help_text=_("What was said, in the main."))
    photos = models.ManyToManyField(
        Photo,
        blank=True,
        related_name="meeting_reports",
        verbose_name=_("photos"),
        help_text=_("Visitors see those that are approved."),
    )
    shows_minutes = models.BooleanField(
        _("visitors may read the minutes and the decisions"), default=False
    )
    shows_names = models.BooleanField(
        _("with the names of those who have to do something"),
        default=False,
        help_text=_("Tick it only if all of them agree."),
    )
    created = models.DateTimeField(_("reported"), auto_now_add=True)

    objects = MeetingReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a meeting")
        verbose_name_plural = _("reports on meetings")
        constraints = [
            models.CheckConstraint(
                name="women_and_men_were_there",
                condition=Q(
                    head_count__gte=Coalesce(F("women"), 0) + Coalesce(F("men"), 0)
                ),
                violation_error_message=_("There are more women and men than people."),
            ),
            models.CheckConstraint(
                name="those_known_by_name_were_there",
                condition=Q(unique_people=None) | Q(head_count__gte=F("unique_people")),
                violation_error_message=_("More people are known by name than came."),
            ),
            models.CheckConstraint(
                name="the_young_were_there",
                condition=Q(under_30=None) | Q(head_count__gte=F("under_30")),
                violation_error_message=_("There are more young people than people."),
            ),
        ]

    def __str__(self):
        return str(self.occurrence)

    @property
    def group_id(self) -> int | None:
        return self.occurrence.group_id


class DecisionQuerySet(models.QuerySet):
    def managed_by(self, user: "User") -> Self:
        """Decisions of meetings of the user's groups. A superuser manages all."""
        if user.is_superuser:
            return self
        return self.filter(report__occurrence__event__group__memberships__user=user)

    def open(self) -> Self:
        return self.filter(done=None)


class Decision(models.Model):
    """What a meeting decided: what is to be done, by whom, and until when."""

    report = models.ForeignKey(MeetingReport, models.CASCADE, related_name="decisions")
    text = CharField(_("what is to be done"), max_length=300)
    who = CharField(_("by whom"), max_length=120, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    done = models.DateField(_("done on"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]

    def __str__(self):
        return self.text

    @property
    def group_id(self) -> int | None:
        return self.report.group_id

    @property
    def is_overdue(self) -> bool:
        until = self.until
        return self.done is None and until is not None and until < timezone.localdate()
