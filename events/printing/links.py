"""The posters that a public page leads to."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from events.models import PrintedSheet
from events.printing.telling import Teller
from events.words import days_words
from hub.shared.frame import AUTONYMS


@dataclass(frozen=True, slots=True)
class Poster:
    """One language of a poster; `day` in words, of a date."""

    path: str
    language: str
    autonym: str
    day: str
    size: int


def posters_of(**subject: Any) -> list[Poster]:
    """Those that are whole and true, each in its languages, the reader's own first."""
    sheets = PrintedSheet.objects.public().filter(**subject).with_subjects()
    sheets = list(sheets.order_by("occurrence__day", "occurrence__starts", "pk"))
    if not sheets:
        return []
    teller, own = Teller(), get_language()
    current = [sheet for sheet in sheets if teller.is_current(sheet)]
    return [
        _poster(sheet) for sheet in sorted(current, key=lambda one: _rank(one, own))
    ]


def _rank(sheet: PrintedSheet, own: str | None) -> tuple:
    day = sheet.occurrence.starts.timestamp() if sheet.occurrence else 0
    return day, sheet.language != own


def _poster(sheet: PrintedSheet) -> Poster:
    return Poster(
        reverse("poster", args=[sheet.pk, sheet.digest]),
        sheet.language,
        AUTONYMS[sheet.language],
        days_words(sheet.occurrence) if sheet.occurrence else "",
        sheet.size,
    )
