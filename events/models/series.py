from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.events import Event
from hub.shared.fields import TextField
from places.models.shown import PUBLISHED, Shown, ShownQuerySet

MOST_MEETINGS = 200


class MeetingSeriesQuerySet(ShownQuerySet):
    def with_counts(self) -> Self:
        """With `named`, dates that are not cancelled, and `held`, those reported."""
        dates = "meetings__occurrences"
        return self.annotate(
            named=Count(dates, filter=~Q(**{f"{dates}__status": "cancelled"})),
            held=Count(f"{dates}__report"),
        )


class MeetingSeries(Shown):
    """Meetings that belong together: a tour of ten villages, for instance."""

    page = "series-detail"
    # What may be planned as a series.
    KINDS = (
        Event.Kind.MEETING,
        Event.Kind.CONFERENCE,
        Event.Kind.WORKSHOP,
        Event.Kind.DISCUSSION,
        Event.Kind.VISIT,
    )

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[(kind.value, kind.label) for kind in KINDS],
        default=Event.Kind.MEETING,
    )
    summary = TextField(_("summary"), blank=True)
    planned = models.PositiveSmallIntegerField(
        _("how many are planned"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MEETINGS)],
    )

    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = pgettext_lazy("several", "series of meetings")
        indexes = [
            models.Index(
                fields=["-published", "-id"], condition=PUBLISHED, name="series_newest"
            )
        ]

    @property
    def of_planned(self) -> int:
        """How long the bar is: at least as many as were held."""
        return max(self.planned, self.held)
