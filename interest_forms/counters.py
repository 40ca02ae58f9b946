"""How much waits: told on every page of the admin, counted once in some seconds."""

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from hub.shared.memory import Remembered
from interest_forms.models import (
    EventProposal,
    ExpressionOfInterest,
    Submission,
    TakedownReport,
)
from interest_forms.models.submissions import AMBER_DAYS, RED_DAYS
from places.models import Photo

if TYPE_CHECKING:
    from partners.models import User

SECONDS = 20

_tallies: Remembered[int, dict[str, int]] = Remembered(seconds=SECONDS)


def tally_of(user: "User") -> dict[str, int]:
    """What waits for the user: `waiting`, of these `amber` and `red`; `held`; and
    `reports` about pictures, `events` told by residents and new forms of `interest`.
    `today`: how many submissions she has decided on.
    """
    return _tallies.get(user.pk, lambda: _count(user))


def _count(user: "User") -> dict[str, int]:
    reports = _counted("reports", TakedownReport.objects.managed_by(user).waiting())
    events = _counted("events", EventProposal.objects.managed_by(user).waiting())
    forms = ExpressionOfInterest.objects.managed_by(user).in_lane()
    interest = _counted("interest", forms.untouched())
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    decided = Photo.objects.filter(decided_by=user, decided__gte=midnight)
    return {
        **Submission.objects.managed_by(user).tally(),
        "reports": 0,
        "events": 0,
        "interest": 0,
        **dict(reports.union(events, interest, all=True)),
        "today": decided.aggregate(n=Count("submission", distinct=True))["n"],
    }


def _counted(name: str, rows: QuerySet) -> QuerySet:
    """The name, and how many rows: such counts are asked for in one query."""
    named = rows.order_by().annotate(counted=Value(name)).values("counted")
    return named.annotate(n=Count("pk")).values_list("counted", "n")


def one_less(user: "User", submission: Submission) -> None:
    """She has decided on the submission: correct what is remembered."""
    if not (known := _tallies.get_many([user.pk])):
        return
    tally, days = known[user.pk], submission.days_waiting
    tally["today"] += 1
    if submission.held:
        return
    over = {"waiting": True, "amber": days >= AMBER_DAYS, "red": days >= RED_DAYS}
    for name, is_over in over.items():
        tally[name] = max(0, tally[name] - is_over)


def count_again() -> None:
    """What waits has changed by more than one: the next page of this process counts."""
    _tallies.forget()
