"""What a member of staff types to give an object its time, or another one."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from hub.shared.form_fields import Words
from interest_forms.interest.days import days_of
from interest_forms.models import Crew, Equipment, ExpressionOfInterest, WeekPlan
from interest_forms.schedule.equipment import needed_kinds
from interest_forms.schedule.typed_days import day_field
from interest_forms.schedule.visits import Visit
from partners.models import ActionGroup

HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
SHORTEST, LONGEST = 10, 600


class Choices:
    """What may be chosen in the forms of one page, read once for all of them."""

    def __init__(self, group: ActionGroup) -> None:
        self.group = group
        crews = Crew.objects.filter(group=group).select_related("territory")
        self.crews = {crew.pk: crew for crew in crews}
        for crew in self.crews.values():
            crew.group = group
        things = Equipment.objects.filter(group=group)
        self.equipment = {thing.pk: thing for thing in things}

    @property
    def first_crew(self) -> Crew | None:
        return next(iter(self.crews.values()), None)

    def needed_by(self, form: ExpressionOfInterest) -> list[int]:
        """A piece of each kind without which something offered cannot be made."""
        by_kind = {one.kind: one.pk for one in reversed(self.equipment.values())}
        return [by_kind[kind] for kind in needed_kinds(form) if kind in by_kind]


class SlotForm(forms.Form):
    """Which crew, when, for how long and with what."""

    crew = forms.TypedChoiceField(label=_("Crew"), coerce=int)
    day = day_field(_("Day"))
    hour = forms.TimeField(label=_("From"), widget=HOUR)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
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
        starts = datetime.combine(data["day"], data["hour"])
        long = timedelta(minutes=data["minutes"])
        return self.chosen_crew.span_from(starts, long)


class PlaceForm(SlotForm):
    """The same, for an object that has no day yet."""

    note = Words(
        label=_("Note for the crew"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class LineForm(SlotForm):
    """The same, for a line of a week's plan: it stays in its week."""

    def __init__(self, *args, plan: WeekPlan, **kwargs):
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        for name, value in (("min", plan.monday), ("max", plan.sunday)):
            day.widget.attrs[name] = value.isoformat()
        day.validators += [
            MinValueValidator(plan.monday, _("The plan is of a later week.")),
            MaxValueValidator(plan.sunday, _("The plan is of an earlier week.")),
        ]


def initial_of(visit: Visit) -> dict[str, object]:
    """The visit's own time, to be changed."""
    return {
        "crew": visit.crew.pk,
        "day": visit.day,
        "hour": visit.starts.time(),
        "minutes": (visit.span.upper - visit.span.lower) // timedelta(minutes=1),
        "equipment": [thing.pk for thing in visit.equipment],
    }


def initial_of_form(
    form: ExpressionOfInterest, choices: Choices, first: date | None = None
) -> dict[str, object]:
    """What is likely: its fixed day or the first one; her hours, the first crew."""
    crew = choices.first_crew
    today = choices.group.today
    fixed = (one for one in days_of(form) if one.last_day >= today)
    coming = min((max(one.day, today) for one in fixed), default=first)
    return {
        "crew": crew and crew.pk,
        "day": coming,
        "hour": form.from_hour or (crew and crew.day_begins),
        "minutes": crew and crew.minutes_a_slot,
    }
