"""What is at hand: the next visits of the crews, whom to telephone, the next events."""

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from events.models import Occurrence
from interest_forms.models import ScheduleLetter, ScheduleSlot
from interest_forms.schedule.calls import calls_of

if TYPE_CHECKING:
    from partners.models import User

DAYS = 14
MOST = 5


def coming_up(user: "User") -> dict[str, list[Any]]:
    """Of the user's groups, in the next two weeks: `visits` and `meetings`; `calls`:
    each group with how many applicants it is to telephone.
    """
    now, today = timezone.now(), timezone.localdate()
    until = timedelta(days=DAYS)
    visits = ScheduleSlot.objects.managed_by(user).standing()
    held = Occurrence.objects.managed_by(user).exclude(
        status=Occurrence.Status.CANCELLED
    )
    meetings = held.filter(event__isnull=False, day__range=(today, today + until))
    calls = calls_of(ScheduleLetter.objects.managed_by(user))
    return {
        "calls": Counter(call.letter.version.group for call in calls).most_common(),
        "visits": list(visits.between(now, now + until).with_names().in_order()[:MOST]),
        "meetings": list(meetings.select_related("event").in_order()[:MOST]),
    }
