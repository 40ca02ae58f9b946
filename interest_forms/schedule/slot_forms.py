"""What a member of staff types to give an object its time, or another one."""

from datetime import datetime, timedelta

from django import forms
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from interest_forms.models import Crew, Equipment, ExpressionOfInterest, ScheduleSlot
from interest_forms.schedule.week import Week
from partners.models import ActionGroup

SHORTEST, LONGEST = 5, 12 * 60


class Choices:
    """What may be chosen in the forms of one page, read once for all of them."""

    def __init__(self, group: ActionGroup) -> None:
        self.crews = {crew.pk: crew for crew in Crew.objects.filter(group=group)}
        for crew in self.crews.values():
            crew.group = group
        things = Equipment.objects.filter(group=group)
        self.equipment = {thing.pk: thing for thing in things}


class SlotForm(forms.Form):
    """Which crew, when, for how long and with what."""

    crew = forms.TypedChoiceField(label=_("Crew"), coerce=int)
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("From"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput({"step": 5}),
    )
    equipment = forms.TypedMultipleChoiceField(
        label=_("Goes along"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, choices: Choices, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.known = choices
        crews, things = choices.crews, choices.equipment
        self.fields["crew"].choices = [(pk, crew.name) for pk, crew in crews.items()]
        self.fields["equipment"].choices = [(pk, str(it)) for pk, it in things.items()]
        if not things:
            del self.fields["equipment"]

    @property
    def chosen_crew(self) -> Crew:
        return self.known.crews[self.cleaned_data["crew"]]

    @property
    def chosen_equipment(self) -> list[Equipment]:
        things = self.cleaned_data.get("equipment", [])
        return [self.known.equipment[pk] for pk in things]

    @property
    def span(self) -> DateTimeTZRange:
        """The time that was typed, by the clock of the crew's group."""
        data = self.cleaned_data
        zone = self.chosen_crew.zone
        starts = datetime.combine(data["day"], data["hour"], tzinfo=zone)
        return DateTimeTZRange(starts, starts + timedelta(minutes=data["minutes"]))


def initial_of_slot(slot: ScheduleSlot) -> dict:
    """The slot's own time, to be changed."""
    return {
        "crew": slot.crew_id,
        "day": slot.day,
        "hour": slot.starts.time(),
        "minutes": (slot.ends - slot.starts) // timedelta(minutes=1),
        "equipment": [thing.pk for thing in slot.equipment.all()],
    }


def initial_of_form(form: ExpressionOfInterest, choices: Choices, week: Week) -> dict:
    """What is likely: its fixed day or the week's first; her hours, the first crew."""
    crew = next(iter(choices.crews.values()), None)
    fixed = next(iter(form.fixed_dates.all()), None)
    return {
        "crew": crew and crew.pk,
        "day": fixed.day if fixed else week.monday,
        "hour": form.from_hour or (crew and crew.day_begins),
        "minutes": crew and crew.minutes_a_slot,
    }
