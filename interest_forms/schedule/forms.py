"""What is written about crews, absences and slots. Hours are by the group's clock."""

from datetime import UTC, datetime

from django import forms
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hub.shared.signed_days import check_signed
from interest_forms.models import (
    Crew,
    ScheduleSlot,
    Unavailability,
    WeekPlan,
)
from interest_forms.models.crews import monday_to_friday
from interest_forms.schedule.actions import RESULT
from interest_forms.schedule.slot_forms import HOUR
from interest_forms.schedule.typed_days import DAY, check_year, day_field
from interest_forms.schedule.week import monday_of

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class CrewForm(forms.ModelForm):
    """A crew: its working days are ticked."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("working days"),
        choices=WEEKDAYS.items(),
        coerce=int,
        initial=monday_to_friday,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Crew
        exclude: tuple[str, ...] = ()


class UnavailabilityForm(forms.ModelForm):
    """Who or what is away, from one moment until another."""

    starts = forms.DateTimeField(
        label=_("from"), widget=MOMENT, validators=[check_year]
    )
    ends = forms.DateTimeField(label=_("until"), widget=MOMENT, validators=[check_year])

    class Meta:
        model = Unavailability
        fields = ("crew", "equipment", "starts", "ends", "why")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            zone = self.instance.zone
            span = self.instance.span
            self.initial["starts"] = span.lower.astimezone(zone).replace(tzinfo=None)
            self.initial["ends"] = span.upper.astimezone(zone).replace(tzinfo=None)

    def _post_clean(self):
        """Before the model looks at it: hours of a form are those of the group."""
        told = self.cleaned_data
        crew, equipment = told.get("crew"), told.get("equipment")
        starts, ends = told.get("starts"), told.get("ends")
        if bool(crew) == bool(equipment):
            self.add_error(None, _("Choose a crew or a piece of equipment."))
        elif starts and ends:
            self.instance.crew, self.instance.equipment = crew, equipment
            # In UTC: an hour by the clock may be none, where clocks are changed.
            begins, until = (
                moment.replace(tzinfo=self.instance.zone).astimezone(UTC)
                for moment in (starts, ends)
            )
            if begins >= until:
                self.add_error("ends", _("It would end before it begins."))
            else:
                self.instance.span = DateTimeTZRange(begins, until)
        super()._post_clean()


class BackupForm(forms.Form):
    """The time kept for bad weather: as long as the visit, with the same crew."""

    day = day_field(_("Day"))
    hour = forms.TimeField(label=_("Hour"), widget=HOUR)

    def span_for(self, slot: ScheduleSlot) -> DateTimeTZRange:
        told = self.cleaned_data
        starts = datetime.combine(told["day"], told["hour"])
        return slot.crew.span_from(starts, slot.span.upper - slot.span.lower)


class WeekPlanForm(forms.ModelForm):
    """Which week is to be planned: any of its days may be written."""

    class Meta:
        model = WeekPlan
        fields = ("group", "monday")
        widgets = {"monday": DAY}

    def clean_monday(self):
        day = self.cleaned_data["monday"]
        check_year(day)
        monday = monday_of(day)
        group = self.cleaned_data.get("group")
        if group and WeekPlan(group=group, monday=monday).is_over:
            raise forms.ValidationError(_("This week is over."))
        return monday


class ResultForm(forms.ModelForm):
    """What the crew brought home."""

    class Meta:
        model = ScheduleSlot
        fields = RESULT
        widgets = {"release_signed": DAY}

    def clean_release_signed(self):
        day = self.cleaned_data["release_signed"]
        if day:
            check_signed(day, self.instance.zone)
            check_year(day)
        return day
