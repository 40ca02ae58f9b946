"""A visit, planned or only thought of: which object, which crew, and when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from interest_forms.models import (
    Crew,
    Equipment,
    ExpressionOfInterest,
    ProposedVisit,
    ScheduleSlot,
    SlotState,
)
from interest_forms.models.slots import hours_words
from interest_forms.schedule.roads import point_of

if TYPE_CHECKING:
    from django.contrib.gis.geos import Point


@dataclass(frozen=True, slots=True)
class Visit:
    """What the warnings look at. `slot_id` is `None` while it is only thought of."""

    form: ExpressionOfInterest
    crew: Crew
    span: DateTimeTZRange
    equipment: tuple[Equipment, ...] = ()
    slot_id: int | None = None
    state: str = SlotState.PLANNED
    has_release: bool = False

    @classmethod
    def of(cls, slot: ScheduleSlot) -> "Visit":
        """The visit of a slot, fetched `with_names` and its equipment."""
        return cls(
            slot.form,
            slot.crew,
            slot.span,
            tuple(slot.equipment.all()),
            slot.pk,
            slot.state,
            slot.release_signed is not None,
        )

    @classmethod
    def of_line(cls, line: ProposedVisit) -> "Visit":
        """The visit that a line of a plan proposes, fetched with its equipment."""
        return cls(line.form, line.crew, line.span, tuple(line.equipment.all()))

    @property
    def starts(self) -> datetime:
        """By the clock of the group, as are `ends` and `day`."""
        return self.span.lower.astimezone(self.crew.zone)

    @property
    def ends(self) -> datetime:
        return self.span.upper.astimezone(self.crew.zone)

    @property
    def day(self) -> date:
        return self.starts.date()

    @property
    def when(self) -> str:
        return hours_words(self.starts, self.ends)

    @property
    def point(self) -> "Point | None":
        return point_of(self.form)

    def is_same(self, other: "Visit") -> bool:
        """Whether it is the same visit, be it at another time."""
        return (self.form.pk, self.slot_id) == (other.form.pk, other.slot_id)

    def overlaps(self, span: DateTimeTZRange) -> bool:
        """Whether the one has not ended when the other begins."""
        return self.span.lower < span.upper and span.lower < self.span.upper
