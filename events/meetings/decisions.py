"""What meetings decided: who has still to do what."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from events.models import Decision
from events.models.reports import DecisionQuerySet
from hub.shared.audit import record
from hub.shared.versions import raise_versions

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def finish(decisions: DecisionQuerySet, *, by: "User") -> int:
    """Note that they were done today; say how many of them were open."""
    parts = decisions.open().select_related("report__occurrence__event")
    chosen = list(parts.select_for_update(of=["self"]))
    Decision.objects.filter(pk__in=[one.pk for one in chosen]).update(
        done=timezone.localdate()
    )
    record("decision.finish", chosen, actor=by)
    raise_versions({one.report.group_id for one in chosen})
    return len(chosen)
