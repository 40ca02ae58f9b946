"""The dates that a pack tells of."""

from datetime import timedelta

from django.utils import timezone

from events.models import Occurrence
from events.models.occurrences import OccurrenceQuerySet
from partners.models import ActionGroup

DAYS_AHEAD = 30


def coming(group: ActionGroup) -> OccurrenceQuerySet:
    """What the group's visitors may come to, today and in the next 30 days."""
    today = timezone.localdate()
    last = today + timedelta(days=DAYS_AHEAD)
    return Occurrence.objects.public().of_group(group).between(today, last).in_order()
