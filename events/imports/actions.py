"""Taking events out of a file: drafts, each once however often the file comes."""

from typing import TYPE_CHECKING

from django.db import transaction

from events.imports.found import Found
from events.imports.plan import Plan
from events.models import Event, Occurrence
from hub.shared.audit import record
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def import_events(plan: Plan, *, kind: str, file: str, by: "User") -> list[Event]:
    """Add what is new in the plan, for the group's editors to look at and to show.

    What is known is left as it is: they may have mended it since. `file` is the name
    of the file, for the audit trail.
    """
    # Two people who send one file at a time add its events once.
    ActionGroup.objects.select_for_update().get(pk=plan.group.pk)
    plan = Plan(plan.reading, plan.group)
    drafts = [(_draft(found, plan.group, kind), found) for found in plan.new]
    events = Event.objects.bulk_create([event for event, _found in drafts])
    Occurrence.objects.bulk_create(
        Occurrence.of_event(event, held.span, held.status)
        for event, found in drafts
        for held in found.dates
    )
    record("event.import", events, actor=by, file=file[:200])
    return events


def _draft(found: Found, group: ActionGroup, kind: str) -> Event:
    language = group.source_language
    event = Event(
        group=group,
        kind=kind,
        source=found.source,
        website=found.website,
        **{
            f"{field}_{language}": getattr(found, field)
            for field in ("name", "summary", "venue")
        },
    )
    event.slug = event.latin_slug
    return event
