"""When it is, as people write it: some rows of a day and its hours."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.hours import Span, ends_on
from events.meetings.lines import read_hour
from hub.shared.dates import WrongWeekday, read_coming_days
from hub.shared.days import weekday_words
from hub.shared.form_fields import Words

MOST_DATES = 20
MOST_YEARS_AHEAD = 5
# "в 18:00", "ora 18".
BEFORE_HOUR = re.compile(r"^\D+")


class Hour(Words):
    """18, 18:00, 18.30 ч."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "18:00"})

    def clean(self, value):
        written = super().clean(value)
        if not written:
            return None
        hour = read_hour(BEFORE_HOUR.sub("", written))
        if hour is None:
            raise ValidationError(_("Write the hour like this: 18:00."))
        return hour


class DateForm(forms.Form):
    """One time it is held: a day or several, and from when until when."""

    days = Words(
        label=_("Which day?"),
        help_text=_(
            "As you like: 28.08.2027, 28 August, or for several days 24–26 August."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please write on which day it is.")},
    )
    begins = Hour(label=_("Begins at"), max_length=20, required=False)
    ends = Hour(label=_("Ends at"), max_length=20, required=False)

    def clean_days(self):
        written, today = self.cleaned_data["days"], timezone.localdate()
        if not written:
            return None
        try:
            first, last = read_coming_days(written, today)
        except WrongWeekday as problem:
            words = _("Look at the day again: it would be %(day)s.")
            raise ValidationError(words % {"day": weekday_words(problem.day)}) from None
        except ValueError:
            raise ValidationError(
                _("We cannot read this day. Write it like this: 28.08.2027.")
            ) from None
        if last < today:
            raise ValidationError(_("This day is past."))
        if last.year > today.year + MOST_YEARS_AHEAD:
            raise ValidationError(_("This day is too far away. Look at the year."))
        return first, last

    def clean(self):
        data = super().clean()
        if data.get("ends") and not data.get("begins") and "begins" not in self.errors:
            self.add_error("begins", _("Say at what hour it begins, too."))
        if data.get("begins") and not data.get("days") and "days" not in self.errors:
            self.add_error("days", self.fields["days"].error_messages["required"])
        return data

    @property
    def span(self) -> Span | None:
        """`None`: the row is empty."""
        if not self.cleaned_data.get("days"):
            return None
        first, last = self.cleaned_data["days"]
        hours = self.cleaned_data["begins"], self.cleaned_data["ends"]
        return Span(first, max(last, ends_on(first, 1, *hours)), *hours)


class Dates(forms.BaseFormSet):
    """All of its dates; rows without a day are left out."""

    def get_form_kwargs(self, index):
        return {"empty_permitted": bool(index), "use_required_attribute": False}

    @property
    def spans(self) -> list[Span]:
        """In order, each once."""
        found = {form.span for form in self.forms if form.span}
        return sorted(found, key=lambda span: (span.first, str(span.hour or "")))

    @classmethod
    def sent(cls, data, prefix: str) -> "Dates":
        """The rows that came; one, where it is not said how many they are."""
        rows = DateRows(data, prefix=prefix)
        if rows.management_form.is_valid():
            return rows
        data = data.copy()
        data.update({f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"})
        return DateRows(data, prefix=prefix)

    def with_another(self) -> "Dates":
        """The same rows as they were written, and an empty one."""
        names = DateForm.base_fields
        rows: list[dict[str, Any]] = [
            {name: form[name].value() or "" for name in names} for form in self.forms
        ]
        return DateRows(initial=[*rows, {}][:MOST_DATES], prefix=self.prefix)


DateRows = forms.formset_factory(
    DateForm,
    formset=Dates,
    extra=0,
    min_num=1,
    max_num=MOST_DATES,
    absolute_max=MOST_DATES,
)
