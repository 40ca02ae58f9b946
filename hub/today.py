"""What is at hand: the next visits of the crews, the next events of the groups."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from events.models import Occurrence
from interest_forms.models import ScheduleSlot

if TYPE_CHECKING:
    from partners.models import User

DAYS = 14
MOST = 5


def coming_up(user: "User") -> dict[str, list[Any]]:
    """Of the user's groups, in the next two weeks: `visits` and `meetings`."""
    now, today = timezone.now(), timezone.localdate()
    until = timedelta(days=DAYS)
    visits = ScheduleSlot.objects.managed_by(user).standing()
    held = Occurrence.objects.managed_by(user).exclude(
        status=Occurrence.Status.CANCELLED
    )
    meetings = held.filter(event__isnull=False, day__range=(today, today + until))
    return {
        "visits": list(visits.between(now, now + until).with_names().in_order()[:MOST]),
        "meetings": list(meetings.select_related("event").in_order()[:MOST]),
    }
