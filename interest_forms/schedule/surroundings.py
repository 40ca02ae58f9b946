"""What a visit has around it: the crew's other visits, absences, the object's days.

All of it is read at once, in as many queries for a hundred visits as for one.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import chain

from django.db.models import Q

from events.models import Occurrence
from interest_forms.interest.quotas import Fill, counted_by, fills
from interest_forms.models import (
    Crew,
    Equipment,
    ExpressionOfInterest,
    FixedDate,
    InterestCall,
    ScheduleSlot,
    SlotState,
    Unavailability,
)
from interest_forms.schedule.equipment import Pieces
from interest_forms.schedule.roads import Roads, point_of
from interest_forms.schedule.visits import Visit
from partners.models import ActionGroup

Days = tuple[date, date]


class Surroundings:
    """Of a group's visits from one day to another; both belong to it.

    `forms`: objects that may be visited beside those that have a slot there.
    `proposed`: visits of a plan, looked at as if they were booked. The way from one to
    the other is known of all of them.
    """

    def __init__(
        self,
        group: ActionGroup,
        first: date,
        last: date,
        forms: Iterable[ExpressionOfInterest] = (),
        proposed: Iterable[Visit] = (),
    ):
        self.group = group
        self.country = group.organisation.country.country
        self.crews = list(group.crews.select_related("group", "territory"))
        begins, ends = bounds(group, first, last)
        taken = ScheduleSlot.objects.taking_time().filter(crew__group=group)
        found = taken.between(begins, ends).in_order().with_names()
        self.slots = list(found.prefetch_related("equipment"))
        self.visits = [Visit.of(slot) for slot in self.slots]
        # By crew and day, in order.
        self.taken: dict[tuple[int, date], list[Visit]] = defaultdict(list)
        known = sorted([*self.visits, *proposed], key=lambda one: one.span.lower)
        for visit in known:
            self.taken[visit.crew.pk, visit.day].append(visit)
        away = Unavailability.objects.filter(span__overlap=(begins, ends))
        of_group = Q(crew__group=group) | Q(equipment__group=group)
        self.away = list(away.filter(of_group).order_by("span", "pk"))
        self.forms = {form.pk: form for form in forms}
        self.forms |= {visit.form.pk: visit.form for visit in known}
        self.pieces = Pieces(group.equipment.all(), self.visits, self.away)
        self.fixed_days = _fixed_days(list(self.forms.values()))
        self.declined = _declined(list(self.forms.values()))
        self.exceeded = _exceeded(list(self.forms.values()))
        points = [point_of(form) for form in self.forms.values()]
        self.roads = Roads([*points, *(crew.starts_from for crew in self.crews)])

    def round_of(self, crew: Crew, day: date) -> list[Visit]:
        """The crew's visits of that day in order, without those for bad weather."""
        there = self.taken[crew.pk, day]
        return [one for one in there if one.state != SlotState.BACKUP]

    def neighbours(self, visit: Visit) -> tuple[Visit | None, Visit | None]:
        """The crew's visit before it on that day, and the one after it."""
        return _beside(visit, self.round_of(visit.crew, visit.day))

    def beside_with(
        self, visit: Visit, piece: Equipment
    ) -> tuple[Visit | None, Visit | None]:
        """Of any crew the visits before and after it on that day with the piece."""
        there = [
            one
            for crew in self.crews
            for one in self.round_of(crew, visit.day)
            if piece in one.equipment
        ]
        return _beside(visit, sorted(there, key=lambda one: one.span.lower))

    def is_free(self, visit: Visit) -> bool:
        """Whether its crew has nothing else then."""
        return not any(
            one.slot_id != visit.slot_id and visit.overlaps(one.span)
            for one in self.taken[visit.crew.pk, visit.day]
        )

    def clash(self, visit: Visit) -> tuple[Visit, Crew | Equipment] | None:
        """Another visit at that time that has its crew or a piece of its equipment."""
        for other in chain.from_iterable(self.taken.values()):
            if other.is_same(visit) or not visit.overlaps(other.span):
                continue
            if other.crew == visit.crew:
                return other, visit.crew
            for piece in visit.equipment:
                if piece in other.equipment:
                    return other, piece
        return None


def _beside(visit: Visit, there: list[Visit]) -> tuple[Visit | None, Visit | None]:
    others = [one for one in there if not one.is_same(visit)]
    before = [one for one in others if one.span.upper <= visit.span.lower]
    after = [one for one in others if one.span.lower >= visit.span.upper]
    return (before[-1] if before else None), (after[0] if after else None)


def bounds(group: ActionGroup, first: date, last: date) -> tuple[datetime, datetime]:
    """From the first moment of the days to the last, by the clock of the group."""
    after = last + timedelta(days=1)
    return (
        datetime.combine(first, time(0), tzinfo=group.zone),
        datetime.combine(after, time(0), tzinfo=group.zone),
    )


def _exceeded(forms: list[ExpressionOfInterest]) -> dict[int, list[Fill]]:
    """By object, the quotas it counts for of which more are chosen than they allow."""
    wanted = {form.call_id for form in forms if form.call_id}
    found: dict[int, list[Fill]] = defaultdict(list)
    if not wanted:
        return found
    filled = fills(InterestCall.objects.filter(pk__in=wanted))
    for one in chain.from_iterable(filled.values()):
        if one.is_exceeded:
            for form in counted_by(one.quota, forms):
                found[form.pk].append(one)
    return found


def _fixed_days(forms: list[ExpressionOfInterest]) -> dict[int, list[Days]]:
    """The days on which alone an object can be filmed: its own and its feast's."""
    found: dict[int, list[Days]] = defaultdict(list)
    for one in FixedDate.objects.filter(form__in=forms):
        found[one.form_id].append((one.day, one.last_day))
    feasts = [form for form in forms if form.event_id or form.tradition_id]
    events: dict[int, list[Days]] = defaultdict(list)
    traditions: dict[int, list[Days]] = defaultdict(list)
    for one in _held(feasts):
        days = events[one.event_id] if one.event_id else traditions[one.tradition_id]
        days.append((one.day, one.last_day))
    for form in feasts:
        held = events.get(form.event_id) or traditions.get(form.tradition_id)
        if held:
            found[form.pk] += held
    return found


def _declined(forms: list[ExpressionOfInterest]) -> dict[tuple[int, date], str]:
    """By object and day, why its applicant asks for another one; may be empty."""
    said_no = ScheduleSlot.objects.filter(form__in=forms, state=SlotState.DECLINED)
    slots = said_no.select_related("crew__group").order_by("answered")
    return {(slot.form_id, slot.starts.date()): slot.why_not for slot in slots}


def _held(forms: list[ExpressionOfInterest]) -> Iterable[Occurrence]:
    if not forms:
        return []
    ahead = Occurrence.objects.upcoming().exclude(status=Occurrence.Status.CANCELLED)
    return ahead.filter(
        Q(event__in=[form.event_id for form in forms if form.event_id])
        | Q(tradition__in=[form.tradition_id for form in forms if form.tradition_id])
    )
