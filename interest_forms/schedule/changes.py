"""What is different in the plan since it was last told, object by object."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from interest_forms.models import (
    Crew,
    ExpressionOfInterest,
    ScheduleSlot,
    ScheduleVersion,
    SlotState,
    ToldSlot,
)
from interest_forms.schedule.week import backups_of
from partners.models import ActionGroup

# What has its day in the plan, or has had it.
KEPT = (SlotState.PLANNED, SlotState.CONFIRMED, SlotState.DONE)


class Change(StrEnum):
    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    # Another day for bad weather, or none any more.
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Planned:
    """When and by whom an object is filmed; `backup`: the time for bad weather."""

    slot_id: int
    crew: Crew
    span: DateTimeTZRange
    backup: DateTimeTZRange | None

    @property
    def starts(self):
        return self.span.lower.astimezone(self.crew.zone)

    @property
    def ends(self):
        return self.span.upper.astimezone(self.crew.zone)

    @property
    def backup_starts(self):
        return self.backup and self.backup.lower.astimezone(self.crew.zone)


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one object's day; `None`: it had none, or has none any more."""

    change: Change
    form: ExpressionOfInterest
    before: Planned | None
    now: Planned | None

    @property
    def ends(self) -> datetime:
        """When the later of the two is over, as far as it is known."""
        return max(plan.span.upper for plan in (self.before, self.now) if plan)


def last_version(group: ActionGroup) -> ScheduleVersion | None:
    return group.schedule_versions.order_by("-number").first()


def told_in(version: ScheduleVersion | None) -> dict[int, ToldSlot]:
    """What the version says, by the key of the form."""
    if version is None:
        return {}
    rows = version.slots.select_related(
        "crew__group", "form__territory__parent", "slot", "version__group"
    )
    return {row.form_id: row for row in rows.order_by("span", "pk")}


def plan_of(
    group: ActionGroup, told: dict[int, ToldSlot]
) -> dict[int, ScheduleSlot | ToldSlot]:
    """The plan as it is now, by the key of the form; each knows its backup.

    What is filmed stands as it was told; what was filmed unsaid need not be told.
    """
    slots = ScheduleSlot.objects.filter(crew__group=group, state__in=KEPT)
    found = list(slots.with_names().in_order())
    kept = backups_of(found)
    plan: dict[int, ScheduleSlot | ToldSlot] = {}
    for slot in found:
        if slot.state != SlotState.DONE:
            backup = kept.get(slot.form_id)
            slot.backup = backup and backup.span
            plan[slot.form_id] = slot
        elif slot.form_id in told:
            plan[slot.form_id] = told[slot.form_id]
    return plan


def changes_since(group: ActionGroup, version: ScheduleVersion | None) -> list[Changed]:
    """How the draft differs from that version, in the order of the days."""
    plan = plan_of(group, told_in(last_version(group)))
    return list(changes_between(told_in(version), plan))


def version_changes(version: ScheduleVersion) -> list[Changed]:
    """What that version changed, in the order of the days."""
    before = version.group.schedule_versions.filter(number=version.number - 1).first()
    return list(changes_between(told_in(before), told_in(version)))


def change_for(
    form: ExpressionOfInterest,
    since: ScheduleVersion | None,
    version: ScheduleVersion,
) -> Changed | None:
    """What became of one object's day between two versions."""
    before, now = (told_in(one).get(form.pk) for one in (since, version))
    return change_between(before, now)


def changes_between(told: Mapping, plan: Mapping) -> Iterator[Changed]:
    """From one plan to another, each by the key of the form."""
    everything = {**told, **plan}
    for key, _row in sorted(everything.items(), key=lambda one: one[1].span.lower):
        if changed := change_between(told.get(key), plan.get(key)):
            yield changed


def change_between(
    told: ToldSlot | None, plan: ScheduleSlot | ToldSlot | None
) -> Changed | None:
    """What became of the day of one object."""
    row = plan or told
    if row is None:
        return None
    before, now = _planned(told), _planned(plan)
    change = _change(before, now)
    return Changed(change, row.form, before, now) if change else None


def _planned(row: ToldSlot | ScheduleSlot | None) -> Planned | None:
    if row is None:
        return None
    slot_id = row.pk if isinstance(row, ScheduleSlot) else row.slot_id
    return Planned(slot_id, row.crew, row.span, row.backup)


def _change(before: Planned | None, now: Planned | None) -> Change | None:
    if before is None:
        return Change.NEW
    if now is None:
        return Change.CANCELLED
    if (before.crew, before.span) != (now.crew, now.span):
        return Change.MOVED
    if before.slot_id != now.slot_id:
        # Given up, and given again: it is offered anew.
        return Change.NEW
    return Change.BACKUP if before.backup != now.backup else None
