"""Making dates ahead from calendar rules, and making them anew.

A date that a rule made is known by its owner and the rule's year. It stays the same
row whatever changes, so that calendars that were given it follow. What people decided
about a year goes before the rule. Dates entered by hand are never touched; of what is
over only decisions are told anew.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from events.hours import Span, ends_on
from events.models import CalendarRule, Event, Occurrence, YearOverride
from events.models.occurrences import zone_of
from events.rules import FIRST_YEAR, LAST_YEAR, Rule, RuleFaults
from hub.shared.versions import raise_versions

logger = logging.getLogger(__name__)

# So many rules are made in one transaction.
BATCH = 500
NOTES = tuple(f"note_{language}" for language, _name in settings.LANGUAGES)
# People have registered for a date, or somebody has taken who came.
KNOWN_TO_PEOPLE = (
    Q(registration_sheet__registrations__isnull=False)
    | Q(attendances__isnull=False)
    | Q(head_counts__isnull=False)
    | Q(attendance_sheets__isnull=False)
)
# Without models: they would take longer to make than all the days to compute.
INSERT = """
INSERT INTO events_occurrence ({columns}, note, sequence, changed)
SELECT {columns}, coalesce(note_bg, ''), 0, now()
FROM json_populate_recordset(NULL::events_occurrence, %s)
"""


class Key(NamedTuple):
    """Whose date it is, and of which year of its rule."""

    event_id: int | None
    tradition_id: int | None
    rule_year: int


class Told(NamedTuple):
    """What calendars tell of a date: when it changes, they have to hear of it."""

    day: date
    last_day: date
    hour: time | None
    last_hour: time | None
    starts: datetime
    ends: datetime
    status: str
    notes: tuple[str | None, ...]

    @property
    def decided(self) -> tuple[object, ...]:
        return self.day, self.status, self.notes

    @property
    def columns(self) -> dict[str, object]:
        columns = self._asdict()
        return columns | dict(zip(NOTES, columns.pop("notes"), strict=True))


def make_all(years: int) -> None:
    """Make the dates of every rule, from this year on and so many years ahead."""
    ids = list(CalendarRule.objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), BATCH):
        make(ids[first : first + BATCH], years)


@transaction.atomic
def make(rule_ids: Sequence[int], years: int) -> None:
    """Make the dates of these rules; those that stay as they are are not written."""
    chosen = CalendarRule.objects.filter(pk__in=rule_ids).order_by("pk")
    # One after the other: what two make at once would be made twice.
    list(chosen.select_for_update(of=["self"]).values_list("pk"))
    rules = list(chosen.with_owners().prefetch_related("overrides"))
    wanted = {key: told for row in rules for key, told in _dates_of(row, years)}
    changed = _write(wanted, _existing(rules))
    groups = {(row.event_id, row.tradition_id): row.group_id for row in rules}
    if changed:
        raise_versions(groups[key.event_id, key.tradition_id] for key in changed)


@transaction.atomic
def unmake(row: CalendarRule) -> None:
    """Remove the dates that the rule made ahead; what is over stays."""
    wanted: dict[Key, Told] = {}
    if _write(wanted, _existing([row])):
        raise_versions([row.group_id])


def _dates_of(row: CalendarRule, years: int) -> Iterator[tuple[Key, Told]]:
    """The dates as they should be, last year's too: it may last into this one."""
    try:
        rule = row.rule
    except RuleFaults as refused:
        logger.warning("Calendar rule %s makes no sense: %s", row.pk, refused)
        return
    this = timezone.localdate().year
    ahead = range(max(FIRST_YEAR, this - 1), min(LAST_YEAR, this + years) + 1)
    decided = {override.year: override for override in row.overrides.all()}
    for year in sorted({*ahead, *decided}):
        override = decided.get(year)
        day = override.day if override else rule.first_day(year)
        if day and not (override and override.kind == YearOverride.Kind.SKIPPED):
            key = Key(row.event_id, row.tradition_id, year)
            yield key, _told(row.owner, rule, day, override)


def _told(owner: Any, rule: Rule, day: date, override: YearOverride | None) -> Told:
    hour, last_hour = None, None
    if isinstance(owner, Event):
        hour, last_hour = owner.hour, owner.last_hour
    last_day = ends_on(day, rule.duration, hour, last_hour)
    starts, ends = Span(day, last_day, hour, last_hour).moments(zone_of(owner.group))
    status = str(override.kind if override else Occurrence.Status.TENTATIVE)
    notes = tuple(getattr(override, name, None) or None for name in NOTES)
    return Told(day, last_day, hour, last_hour, starts, ends, status, notes)


def _existing(rules: Iterable[CalendarRule]) -> dict[Key, tuple[int, Told]]:
    """The dates that rules have made, with their ids."""
    events = [row.event_id for row in rules if row.event_id]
    traditions = [row.tradition_id for row in rules if row.tradition_id]
    made = Occurrence.objects.made_by_rules().filter(
        Q(event__in=events) | Q(tradition__in=traditions)
    )
    found = {}
    for row in made.values("pk", *Key._fields, *Told._fields[:-1], *NOTES):
        key = Key(*(row[name] for name in Key._fields))
        told = {name: row[name] for name in Told._fields[:-1]}
        notes = tuple(row[name] for name in NOTES)
        found[key] = row["pk"], Told(**told, notes=notes)
    return found


def _write(wanted: dict[Key, Told], existing: dict[Key, tuple[int, Told]]) -> set[Key]:
    """Bring the rows to what is wanted; say which dates have changed."""
    today = timezone.localdate()
    new, changed = {}, {}
    for key, told in wanted.items():
        pk, before = existing.get(key, (None, told))
        is_over = before.last_day < today
        if is_over and told.status == Occurrence.Status.TENTATIVE:
            continue
        if pk is None:
            new[key] = told
        elif before.decided != told.decided or (before != told and not is_over):
            changed[key] = pk, told
    gone = {
        key: pk
        for key, (pk, before) in existing.items()
        if key not in wanted and before.last_day >= today
    }
    _insert(new)
    _update(changed.values())
    _remove(gone.values())
    return {*new, *changed, *gone}


def _insert(new: dict[Key, Told]) -> None:
    if not new:
        return
    rows = [key._asdict() | told.columns for key, told in new.items()]
    sql = INSERT.format(columns=", ".join(rows[0]))
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(rows, cls=DjangoJSONEncoder)])


def _remove(ids: Iterable[int]) -> None:
    """Those that people know of stay, cancelled: they are told so."""
    dates = Occurrence.objects.filter(pk__in=list(ids))
    awaited = list(
        dates.filter(KNOWN_TO_PEOPLE).values_list("pk", flat=True).distinct()
    )
    cancelled = Occurrence.Status.CANCELLED
    kept = Occurrence.objects.filter(pk__in=awaited).exclude(status=cancelled)
    kept.update(status=cancelled, sequence=F("sequence") + 1, changed=timezone.now())
    dates.exclude(pk__in=awaited).delete()


def _update(changed: Iterable[tuple[int, Told]]) -> None:
    rows = [
        Occurrence(
            pk=pk, changed=timezone.now(), sequence=F("sequence") + 1, **told.columns
        )
        for pk, told in changed
    ]
    names = [*Told._fields[:-1], *NOTES, "sequence", "changed"]
    Occurrence.objects.bulk_update(rows, names, batch_size=200)
