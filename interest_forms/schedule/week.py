"""A week of a group's crews as it is drawn: days side by side, half hours below."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, starmap

from django.db.models import prefetch_related_objects

from interest_forms.models import Crew, ScheduleSlot, SlotState
from interest_forms.schedule.surroundings import Surroundings
from interest_forms.schedule.warnings import warnings_of
from partners.models import ActionGroup

# What the page has a line for.
HALF_HOURS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
# So many rows high a card must be to be read.
CARD = 2
DAYS = 7


@dataclass(frozen=True, slots=True)
class HalfHour:
    """A line of a crew's week; `rows`: how high it is, one where little is told."""

    at: time
    rows: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A free half hour, or a visit; `rows`: how high it is."""

    starts: datetime
    rows: int
    slot: ScheduleSlot | None = None
    # The half hours that the visit covers after the one in which it begins.
    covered: Sequence["Cell"] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """What begins within one half hour, and the lines it takes; or a free one."""

    lines: list[time]
    slots: list[ScheduleSlot]

    @property
    def rows(self) -> int:
        """How high the first line is at least."""
        goes_on = len(self.lines) > 1
        return max(1, CARD * len(self.slots) - goes_on)


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
    hours: list[HalfHour]
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
    midnight = datetime.combine(week.after, time(), tzinfo=group.zone)
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
    begun, lines = _begun(slots), _lines(crew, slots)
    blocks = {day: list(_blocks(crew, day, lines, begun)) for day in days}
    rows = dict.fromkeys(lines, 1)
    for block in chain.from_iterable(blocks.values()):
        rows[block.lines[0]] = max(rows[block.lines[0]], block.rows)
    drawn = [
        CrewDay(
            day,
            list(_cells(crew, day, blocks[day], rows)),
            is_off=not crew.works_on(day),
            away=[row.why for row in away if _is_on(row, day, crew.zone)],
        )
        for day in days
    ]
    return CrewWeek(crew, list(starmap(HalfHour, rows.items())), drawn)


def _begun(slots) -> dict[tuple[date, time], list[ScheduleSlot]]:
    """By day and half hour those that begin within it."""
    begun = defaultdict(list)
    for slot in slots:
        at = time(slot.starts.hour, slot.starts.minute // 30 * 30)
        begun[slot.day, at].append(slot)
    return begun


def _lines(crew, slots) -> list[time]:
    """The half hours of each day: from a full hour on until the last one is over."""
    first = min([crew.day_begins, *(slot.starts.time() for slot in slots)])
    ends = [crew.day_ends]
    for slot in slots:
        is_same_day = slot.ends.date() == slot.day
        ends.append(slot.ends.time() if is_same_day else time.max)
    return [at for at in HALF_HOURS if time(first.hour) <= at < max(ends)]


def _blocks(crew, day, lines, begun) -> Iterator[Block]:
    """A day from top to bottom. What begins in a line cuts short what went before."""
    left = deque(lines)
    while left:
        at = left.popleft()
        block = Block([at], begun[day, at])
        while block.slots and left and not begun[day, left[0]]:
            if _moment(crew, day, left[0]) >= block.slots[-1].ends:
                break
            block.lines.append(left.popleft())
        yield block


def _cells(crew, day, blocks, rows) -> Iterator[Cell]:
    """All days of a week are equally high."""
    for block in blocks:
        starts = _moment(crew, day, block.lines[0])
        *short, last = block.slots or [None]
        yield from (Cell(starts, CARD, slot) for slot in short)
        high = sum(rows[at] for at in block.lines)
        goes_on = [Cell(_moment(crew, day, at), rows[at]) for at in block.lines[1:]]
        yield Cell(starts, high - CARD * len(short), last, goes_on)


def _moment(crew, day, at) -> datetime:
    return datetime.combine(day, at, tzinfo=crew.zone)


def _is_on(row, day, zone) -> bool:
    midnight = datetime.combine(day, time(), tzinfo=zone)
    lower, upper = row.span.lower, row.span.upper
    return lower < midnight + timedelta(days=1) and upper > midnight
