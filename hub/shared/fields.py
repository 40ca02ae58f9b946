"""Text fields that store every string in one normal form (Unicode NFC)."""

from django.db import models

from hub.shared.text import normalise


class NormalisedText:
    """What goes to the database, by any way, is normalised: й is one character."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return normalise(value) if isinstance(value, str) else value


class CharField(NormalisedText, models.CharField):
    """A line of text, in NFC."""


class TextField(NormalisedText, models.TextField):
    """Paragraphs of text, in NFC."""
