"""A week of a group's crews as it is drawn: days side by side, half hours below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from interest_forms.models import Crew, ScheduleSlot, SlotState
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.warnings import warnings_of
from partners.models import ActionGroup

# What one row of the page stands for.
STEP = timedelta(minutes=30)
DAYS = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """Half an hour that is free, or the beginning of a visit that takes `rows`."""

    starts: datetime
    slot: ScheduleSlot | None = None
    rows: int = 1


@dataclass(frozen=True, slots=True)
class CrewDay:
    day: date
    cells: list[Cell]
    # Their hours say that they do not go out on this weekday.
    is_off: bool
    # Why they are away for a part of it, or for all of it.
    away: list[str] = field(default_factory=list)

    @property
    def slots(self) -> list[ScheduleSlot]:
        return [cell.slot for cell in self.cells if cell.slot]


@dataclass(frozen=True, slots=True)
class CrewWeek:
    crew: Crew
    hours: list[time]
    days: list[CrewDay]


@dataclass(frozen=True, slots=True)
class Week:
    """All crews of a group from a Monday until the Sunday after it."""

    group: ActionGroup
    monday: date
    crews: list[CrewWeek]
    slots: list[ScheduleSlot]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=DAYS - 1)

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=DAYS)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=DAYS)

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=number) for number in range(DAYS)]


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_week(group: ActionGroup, week: Week) -> date | None:
    """The Monday of the next week in which something is planned; `None`: of none."""
    midnight = datetime.combine(week.after, time(), tzinfo=ZoneInfo(group.time_zone))
    later = ScheduleSlot.objects.taking_time().filter(
        crew__group=group, span__startswith__gte=midnight
    )
    slot = later.select_related("crew__group").order_by("span").first()
    return slot and monday_of(slot.day)


def week_of(group: ActionGroup, day: date) -> Week:
    """The week in which the day is; each slot knows what speaks against it."""
    monday = monday_of(day)
    around = Surroundings(group, monday, monday + timedelta(days=DAYS - 1))
    prefetch_related_objects(around.slots, "form__applicant")
    for slot, visit in zip(around.slots, around.visits, strict=True):
        slot.warned = warnings_of(visit, around)
    crews = [_crew_week(crew, monday, around) for crew in around.crews]
    return Week(group, monday, crews, around.slots)


def backups_of(slots: Iterable[ScheduleSlot]) -> dict[int, ScheduleSlot]:
    """By its form's key the time that is kept for bad weather."""
    forms = [slot.form_id for slot in slots]
    kept = ScheduleSlot.objects.filter(state=SlotState.BACKUP, form__in=forms)
    return {slot.form_id: slot for slot in kept.select_related("crew__group")}


def _crew_week(crew: Crew, monday: date, around: Surroundings) -> CrewWeek:
    slots = [slot for slot in around.slots if slot.crew_id == crew.pk]
    away = [row for row in around.away if row.crew_id == crew.pk]
    days = [monday + timedelta(days=number) for number in range(DAYS)]
    first, last = _hours(crew, slots)
    drawn = [
        CrewDay(
            day,
            list(_cells(crew, day, first, last, [s for s in slots if s.day == day])),
            is_off=not crew.works_on(day),
            away=[row.why for row in away if _is_on(row, day, crew.zone)],
        )
        for day in days
    ]
    return CrewWeek(crew, list(_row_times(first, last)), drawn)


def _hours(crew, slots) -> tuple[time, time]:
    """From which full hour until which the days are drawn."""
    first = min([crew.day_begins, *(slot.starts.time() for slot in slots)])
    ends = [crew.day_ends]
    for slot in slots:
        is_same_day = slot.ends.date() == slot.day
        ends.append(slot.ends.time() if is_same_day else time.max)
    last = max(ends)
    until = last if not last.minute else time(min(last.hour + 1, 23), 59)
    return time(first.hour), until


def _row_times(first: time, last: time) -> Iterator[time]:
    at, until = datetime.combine(date.min, first), datetime.combine(date.min, last)
    while at < until:
        yield at.time()
        at += STEP


def _cells(crew, day, first, last, slots) -> Iterator[Cell]:
    """The rows of a day from top to bottom: none overlap, so that they add up."""
    waiting = list(slots)
    row, rows = 0, list(_row_times(first, last))
    while row < len(rows):
        starts = datetime.combine(day, rows[row], tzinfo=crew.zone)
        if waiting and waiting[0].starts < starts + STEP:
            slot = waiting.pop(0)
            long = max(1, -(-(slot.ends - starts) // STEP))
            # The next one may begin within the last half hour of this one.
            if waiting:
                long = min(long, max(1, (waiting[0].starts - starts) // STEP))
            long = min(long, len(rows) - row)
            yield Cell(starts, slot, long)
            row += long
        else:
            yield Cell(starts)
            row += 1


def _is_on(row, day, zone) -> bool:
    midnight = datetime.combine(day, time(), tzinfo=zone)
    lower, upper = row.span.lower, row.span.upper
    return lower < midnight + timedelta(days=1) and upper > midnight
