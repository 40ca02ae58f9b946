"""Fields of the form of interest."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.calendar.coming import with_next_dates
from events.models import Event, Tradition
from hub.shared.days import span_words
from hub.shared.form_fields import Words
from interest_forms.fields import HintChoice
from interest_forms.interest.eik import read_eik
from partners.models import ActionGroup

# So many feasts of each kind are offered.
MOST_OFFERED = 150


class Eik(Words):
    """Nine or thirteen digits."""

    def clean(self, value):
        written = super().clean(value)
        if not written:
            return ""
        try:
            return read_eik(written)
        except ValueError:
            raise ValidationError(
                _("This is no EIK: a digit is wrong. Look again, or leave it empty.")
            ) from None


class Boxes(forms.MultipleChoiceField):
    """Boxes to tick; `coerce` makes what is kept of each."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, coerce=str, **kwargs):
        super().__init__(required=False, **kwargs)
        self.coerce = coerce

    def clean(self, value):
        return [self.coerce(one) for one in super().clean(value)]


class FeastChoice(HintChoice):
    """A published event or tradition whose date is what counts: `e7`, `t7`."""

    def __init__(self, **kwargs):
        super().__init__(Event.objects.none(), required=False, **kwargs)

    def clean(self, value):
        """The row, or `None`."""
        kind, number = str(value or "")[:1], str(value or "")[1:]
        rows = {"e": Event, "t": Tradition}.get(kind)
        if rows is None or not number.isdecimal() or len(number) > 9:
            return None
        return rows.objects.published().filter(pk=number).first()

    def has_changed(self, initial, data):
        return bool(data)


def feasts_of(group: ActionGroup | None) -> list[tuple[str, str]]:
    """What may be chosen: traditions, and events that come, with their next dates."""
    traditions = Tradition.objects.published()
    events = Event.objects.published()
    if group:
        traditions, events = traditions.filter(group=group), events.filter(group=group)
    events = events.filter(kind__in=Event.Kind.values).exclude(kind=Event.Kind.VISIT)
    known = with_next_dates(traditions.order_by("name", "pk")[:MOST_OFFERED])
    coming = with_next_dates(events.newest_first()[:MOST_OFFERED])
    dated = [one for one in coming if one.next_date]
    offered = [(f"t{one.pk}", _named(one)) for one in known]
    return offered + [(f"e{one.pk}", _named(one)) for one in dated]


def _named(one) -> str:
    if not one.next_date:
        return str(one)
    days = span_words(one.next_date.day, one.next_date.last_day)
    return f"{one} ({days})"
