"""A series is shown and hidden together with its meetings."""

from django.db import transaction

from events.models import Event, MeetingSeries
from events.models.series import MeetingSeriesQuerySet
from partners.models import User
from places import publishing


@transaction.atomic
def show_series(series: MeetingSeriesQuerySet, *, by: User | None = None) -> int:
    """Show them and their meetings; say how many series were not shown before."""
    chosen = list(series)
    publishing.show(Event.objects.filter(series__in=chosen), by=by)
    return publishing.show(MeetingSeries.objects.filter(pk__in=_ids(chosen)), by=by)


@transaction.atomic
def hide_series(series: MeetingSeriesQuerySet, *, by: User | None = None) -> int:
    """Hide them and their meetings; say how many series were shown before."""
    chosen = list(series)
    publishing.hide(Event.objects.filter(series__in=chosen), by=by)
    return publishing.hide(MeetingSeries.objects.filter(pk__in=_ids(chosen)), by=by)


def _ids(series: list[MeetingSeries]) -> list[int]:
    return [one.pk for one in series]
