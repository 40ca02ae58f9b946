"""Content in the reader's language, and honesty about it when it is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname


@dataclass(frozen=True, slots=True)
class Text:
    """A text as shown: in which language, and whether that is a fallback."""

    value: str
    language: str
    fell_back: bool

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)


def translated(obj: Model, field: str, language: str | None = None) -> Text:
    """The field in the reader's language, else in the best other language.

    The next best is the source language of the object's group
    (`obj.source_language`, where it has one), then the portal's order.
    """
    wanted = language or get_language() or settings.LANGUAGE_CODE
    source = getattr(obj, "source_language", settings.LANGUAGE_CODE)
    texts = {
        code: getattr(obj, build_localized_fieldname(field, code))
        for code, _name in settings.LANGUAGES
    }
    return first_text(texts, wanted, source)


def first_text(texts: Mapping[str, str | None], wanted: str, source: str) -> Text:
    """The wanted language's text, else the source's, else the first there is."""
    for language in (wanted, source, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES):
        value = texts[language]
        if value:
            return Text(value, language, fell_back=language != wanted)
    return Text("", wanted, fell_back=False)
