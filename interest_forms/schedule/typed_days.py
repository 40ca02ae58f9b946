"""Days as staff type them: a slip of the pen in the year is told, not planned."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_YEARS = 5
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def check_year(day: date) -> None:
    """A validator: a day or a moment at most so many years away."""
    if abs(day.year - timezone.localdate().year) > MOST_YEARS:
        raise ValidationError(_("This day is too far away. Look at the year."))


def day_field(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=DAY, validators=[check_year])
