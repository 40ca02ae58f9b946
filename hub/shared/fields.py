"""Text fields that store every string in one normal form (Unicode NFC)."""

from django.conf import settings
from django.db import models

from hub.shared.text import normalise, search_key


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


class NamesField(models.TextField):
    """The names of its row in all languages, as search compares them.

    It follows from them whenever the row is saved, by whatever way.
    """

    def __init__(self, **options):
        super().__init__(**{"default": "", "editable": False} | options)

    def names_of(self, row):
        return [getattr(row, f"name_{code}") for code, _name in settings.LANGUAGES]

    def pre_save(self, model_instance, add):
        key = search_key(self.names_of(model_instance))
        setattr(model_instance, self.attname, key)
        return key


class TitleKeyField(NamesField):
    """The same of a row that has one title, in whatever language."""

    def names_of(self, row):
        return [row.title]
