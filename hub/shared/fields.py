"""Text fields that store every string in one normal form (Unicode NFC)."""

from django.db import models

from hub.shared.text import normalise


def _normalised(value):
    """What goes to the database, by any way, is normalised: й is one character."""
    return normalise(value) if isinstance(value, str) else value


class CharField(models.CharField):
    """A line of text, in NFC."""

    def get_prep_value(self, value):
        return _normalised(super().get_prep_value(value))


class TextField(models.TextField):
    """Paragraphs of text, in NFC."""

    def get_prep_value(self, value):
        return _normalised(super().get_prep_value(value))
