"""A new event with its dates, from what somebody has told."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from events.hours import Span
from events.models import Event, Occurrence
from hub.shared.audit import record
from hub.shared.versions import raise_versions
from partners.models import ActionGroup

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def add_event(
    *,
    group: ActionGroup,
    language: str,
    texts: Mapping[str, str],
    spans: Iterable[Span],
    is_shown: bool,
    by: "User",
    **facts: Any,
) -> Event:
    """Keep an event, its texts in that language; visitors see it if it `is_shown`."""
    event = Event(
        group=group,
        published=timezone.now() if is_shown else None,
        **facts,
        **{f"{field}_{language}": text for field, text in texts.items()},
    )
    event.slug = event.latin_slug
    event.save()
    Occurrence.objects.bulk_create(Occurrence.of_event(event, span) for span in spans)
    record("event.add", event, actor=by)
    if is_shown:
        raise_versions([group.pk])
    return event
