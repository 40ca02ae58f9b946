"""What is deleted by itself: who registered, some days after the date."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.models import Registrant, Registration
from hub.shared.audit import record_run


@transaction.atomic
def forget_registrants() -> int:
    """Delete names and contacts for dates that are over; the seats stay counted."""
    until = timezone.now() - timedelta(days=settings.HUB_REGISTRANT_DAYS)
    over = Registrant.objects.filter(registration__sheet__occurrence__ends__lt=until)
    free = over.order_by("pk").select_for_update(of=["self"], skip_locked=True)
    ids = list(free.values_list("pk", flat=True)[: settings.HUB_RETENTION_BATCH])
    if ids:
        Registrant.objects.filter(pk__in=ids).delete()
        record_run("portal.registrants", registrants=len(ids))
    return len(ids)


def forget_clients() -> int:
    """Delete the traces of clients older than a day; say how many there were."""
    until = timezone.now() - timedelta(hours=settings.HUB_CLIENT_HOURS)
    rows = Registration.objects.exclude(client_key="").filter(received__lt=until)
    return rows.update(client_key="")
