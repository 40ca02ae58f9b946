"""What people type into forms."""

from django import forms

from hub.shared.text import normalise


class Words(forms.CharField):
    """What a person typed, in the form and length in which it will be stored."""

    def to_python(self, value):
        return normalise(super().to_python(value))
