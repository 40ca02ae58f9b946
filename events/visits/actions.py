"""Everything that is done to the reports of guests."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.models import VisitGuest, VisitReport
from events.models.visits import VisitReportQuerySet
from hub.shared.audit import record, record_run
from hub.shared.versions import raise_versions

if TYPE_CHECKING:
    from partners.models import User

State = VisitReport.State


@transaction.atomic
def receive(report: VisitReport, words: dict[str, str]) -> bool:
    """Keep what the guest wrote, until it is decided; say whether it was kept."""
    row = VisitReport.objects.select_for_update().get(pk=report.pk)
    if row.is_decided:
        return False
    for name, value in words.items():
        setattr(row, name, value)
    row.state, row.received = State.RECEIVED, timezone.now()
    row.save()
    record("visitreport.receive", row)
    return True


@transaction.atomic
def decide(
    reports: VisitReportQuerySet, state: VisitReport.State, *, by: "User"
) -> int:
    """Show the reports that came, or do not; say of how many that was not so before."""
    came = reports.exclude(state__in=[State.INVITED, state])
    chosen = list(came.select_related("event").select_for_update(of=["self"]))
    VisitReport.objects.filter(pk__in=[one.pk for one in chosen]).update(state=state)
    record(f"visitreport.{state}", chosen, actor=by)
    raise_versions({one.group_id for one in chosen})
    return len(chosen)


@transaction.atomic
def forget_guests() -> int:
    """Delete who was invited long ago, and invitations nobody answered. Harmless twice.

    Says how many rows were deleted.
    """
    until = timezone.now() - timedelta(days=settings.HUB_VISIT_GUEST_DAYS)
    old = VisitReport.objects.filter(created__lt=until)
    guests, _rows = VisitGuest.objects.filter(report__in=old).delete()
    unanswered, _rows = old.filter(state=State.INVITED).delete()
    if guests or unanswered:
        record_run("visitreport.forget", guests=guests, unanswered=unanswered)
    return guests + unanswered
