"""The public schedule: titles, villages and dates of what was told last."""

from datetime import datetime, time

from django.utils import timezone

from interest_forms.models import ToldSlot
from partners.models import ActionGroup

# Further ahead nobody plans; a page is not longer than this.
MOST = 500


def days_ahead(group: ActionGroup | None) -> list[ToldSlot]:
    """From today on, in order; of one group, or of all."""
    midnight = datetime.combine(timezone.localdate(), time())
    rows = ToldSlot.objects.public().filter(
        span__endswith__gt=timezone.make_aware(midnight)
    )
    return list((rows.filter(version__group=group) if group else rows)[:MOST])
