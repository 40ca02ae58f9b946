"""What the calendar has already in the same village on the same days."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q

from events.hours import Span
from events.models import Occurrence
from events.models.occurrences import OccurrenceQuerySet
from partners.models import Territory

# Of so many dates; so many are offered for each.
MOST_SPANS, MOST_OFFERED = 5, 5


def alike(
    among: OccurrenceQuerySet,
    *,
    name: str,
    territory: Territory | None,
    spans: Sequence[Span],
) -> list[Occurrence]:
    """Dates of what it may be the same as: each event once, the first date of it.

    Where the village is not known, only what has the same name.
    """
    near = among.in_territory(territory) if territory else among.filter(_called(name))
    near = near.select_related("event__group", "tradition__group")
    found: dict[tuple[int | None, int | None], Occurrence] = {}
    for span in spans[:MOST_SPANS]:
        for date in near.between(span.first, span.last).in_order()[:MOST_OFFERED]:
            found.setdefault((date.event_id, date.tradition_id), date)
    return list(found.values())


def _called(name: str) -> Q:
    called = Q(pk__in=[])
    for code, _language in settings.LANGUAGES:
        called |= Q(**{f"event__name_{code}__iexact": name})
    return called
