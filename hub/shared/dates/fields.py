"""A partial date as a column, and as a field of a form."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.shared.dates.partial import PartialDate
from hub.shared.dates.reading import read_date
from hub.shared.dates.words import date_words

LONGEST_EDTF = 10
LONGEST_TYPED = 60


class PartialDateFormField(forms.CharField):
    """One line in which people write a date as they know it."""

    default_error_messages = {
        "invalid": _(
            "Write the date like one of these: 1935, about 1935, 1930s, before 1944,"
            " 24.05.1935."
        )
    }

    def __init__(self, **options):
        super().__init__(**{"max_length": LONGEST_TYPED, **options})

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return read_date(typed)
        except ValueError:
            message = self.error_messages["invalid"]
            raise ValidationError(message, code="invalid") from None

    def prepare_value(self, value):
        return date_words(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class PartialDateField(models.Field):
    """Stored as EDTF text; `None` (an empty text) when nothing is known."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{**options, "max_length": LONGEST_EDTF})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        return name, path, args, options

    def get_internal_type(self):
        return "CharField"

    def to_python(self, value):
        if not value or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.from_edtf(value)
        except ValueError as problem:
            raise ValidationError(str(problem)) from None

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def get_prep_value(self, value):
        return value.edtf if isinstance(value, PartialDate) else value or ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **options):
        return super().formfield(**{"form_class": PartialDateFormField, **options})


class InOrder(models.Func):
    """What to sort a partial date by: the same as `PartialDate.order`."""

    template = (
        "(CASE WHEN %(expressions)s LIKE '../%%%%' THEN substr(%(expressions)s, 4)"
        " ELSE replace(%(expressions)s, 'X', '0*') || '+' END) COLLATE \"C\""
    )
    output_field = models.TextField()
