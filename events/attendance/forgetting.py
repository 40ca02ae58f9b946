"""What is deleted by itself: who was at meetings, long after it mattered."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.attendance.photographs import purge, remove_strays
from events.models import AttendanceSheet, Attendee
from hub.shared.audit import record_run


def forget() -> None:
    """One run: names, and the sheets that were signed; harmless twice."""
    counts = {
        "attendees": forget_names(),
        "signed_sheets": forget_sheets() + remove_strays(),
    }
    done = {kind: count for kind, count in counts.items() if count}
    if done:
        record_run("portal.retention", **done)


@transaction.atomic
def forget_names() -> int:
    """Delete the names of people who were nowhere for so long."""
    moment = timezone.now() - timedelta(days=settings.HUB_ATTENDANCE_DAYS)
    over = Attendee.objects.unseen_since(moment).order_by("pk")
    free = over.select_for_update(of=["self"], skip_locked=True)
    ids = [row.pk for row in free[: settings.HUB_RETENTION_BATCH]]
    return Attendee.objects.filter(pk__in=ids).forget()


@transaction.atomic
def forget_sheets() -> int:
    """Delete the photographs of sheets that were added so long ago."""
    until = timezone.now() - timedelta(days=settings.HUB_ATTENDANCE_DAYS)
    over = AttendanceSheet.objects.kept().filter(added__lt=until).order_by("pk")
    free = over.select_for_update(of=["self"], skip_locked=True)
    sheets = list(free[: settings.HUB_RETENTION_BATCH])
    purge(sheets)
    return len(sheets)
