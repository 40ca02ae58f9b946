from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

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


class MeetingReport(models.Model):
    """What came of a meeting. With it, and only with it, the meeting was held.

    It is for the group alone: visitors learn that the meeting was held, and how many
    people came.
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
        Photo, blank=True, related_name="meeting_reports", verbose_name=_("photos")
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


class Decision(models.Model):
    """What a meeting decided: what is to be done, by whom, and until when."""

    report = models.ForeignKey(MeetingReport, models.CASCADE, related_name="decisions")
    text = CharField(_("what is to be done"), max_length=300)
    who = CharField(_("by whom"), max_length=120, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]

    def __str__(self):
        return self.text
