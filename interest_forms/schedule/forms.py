"""What is written about crews, absences and slots. Hours are by the group's clock."""

from datetime import datetime, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from hub.shared.form_fields import Words
from interest_forms.models import (
    Crew,
    Equipment,
    ScheduleSlot,
    Unavailability,
    WeekPlan,
)
from interest_forms.models.crews import monday_to_friday
from interest_forms.schedule.actions import RESULT
from interest_forms.schedule.visits import Visit
from partners.models import ActionGroup

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
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

    starts = forms.DateTimeField(label=_("from"), widget=MOMENT)
    ends = forms.DateTimeField(label=_("until"), widget=MOMENT)

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
            zone = self.instance.zone
            if starts >= ends:
                self.add_error("ends", _("It would end before it begins."))
            else:
                self.instance.span = DateTimeTZRange(
                    starts.replace(tzinfo=zone), ends.replace(tzinfo=zone)
                )
        super()._post_clean()


class TimeForm(forms.Form):
    """When, by whom and with what an object is visited."""

    crew = forms.ModelChoiceField(Crew.objects.none(), label=_("Crew"))
    day = forms.DateField(label=_("Day"), widget=DAY)
    hour = forms.TimeField(label=_("Hour"), widget=HOUR)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        validators=[MinValueValidator(10), MaxValueValidator(600)],
    )
    equipment = forms.ModelMultipleChoiceField(
        Equipment.objects.none(),
        label=_("Equipment that goes along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, group: ActionGroup, initial=None, **kwargs):
        crews = group.crews.select_related("group", "territory")
        if initial is None and (first := crews.first()):
            initial = {
                "crew": first,
                "hour": first.day_begins,
                "minutes": first.minutes_a_slot,
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["crew"].queryset = crews
        self.fields["equipment"].queryset = group.equipment.all()
        if not group.equipment.exists():
            del self.fields["equipment"]

    @classmethod
    def initial_of(cls, visit: Visit) -> dict[str, object]:
        return {
            "crew": visit.crew,
            "day": visit.day,
            "hour": visit.starts.time(),
            "minutes": round((visit.ends - visit.starts).total_seconds() / 60),
            "equipment": visit.equipment,
        }

    @property
    def span(self) -> DateTimeTZRange:
        told = self.cleaned_data
        zone = told["crew"].zone
        starts = datetime.combine(told["day"], told["hour"], tzinfo=zone)
        return DateTimeTZRange(starts, starts + timedelta(minutes=told["minutes"]))

    @property
    def equipment_chosen(self) -> list[Equipment]:
        return list(self.cleaned_data.get("equipment", ()))


class PlaceForm(TimeForm):
    """The same, for an object that has no day yet."""

    note = Words(
        label=_("Note for the crew"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class BackupForm(forms.Form):
    """The time kept for bad weather: as long as the visit, with the same crew."""

    day = forms.DateField(label=_("Day"), widget=DAY)
    hour = forms.TimeField(label=_("Hour"), widget=HOUR)

    def span_for(self, slot: ScheduleSlot) -> DateTimeTZRange:
        told = self.cleaned_data
        starts = datetime.combine(told["day"], told["hour"], tzinfo=slot.zone)
        return DateTimeTZRange(starts, starts + (slot.span.upper - slot.span.lower))


class WeekPlanForm(forms.ModelForm):
    """Which week is to be planned: any of its days may be written."""

    class Meta:
        model = WeekPlan
        fields = ("group", "monday")
        widgets = {"monday": DAY}

    def clean_monday(self):
        day = self.cleaned_data["monday"]
        monday = day - timedelta(days=day.weekday())
        if monday + timedelta(days=6) <= timezone.localdate():
            raise forms.ValidationError(_("This week is over."))
        return monday


class ResultForm(forms.ModelForm):
    """What the crew brought home."""

    class Meta:
        model = ScheduleSlot
        fields = RESULT
        widgets = {"release_signed": DAY}
