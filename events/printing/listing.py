"""What the print desk lists: each date and series with its sheets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from django.conf import settings

from events.models import MeetingSeries, Occurrence, PrintedSheet
from events.printing.telling import Teller
from hub.shared.frame import AUTONYMS

Kind, State = PrintedSheet.Kind, PrintedSheet.State
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True, slots=True)
class Listed:
    """One sheet as it stands: `is_current`, if it may be printed as it is."""

    sheet: PrintedSheet
    is_current: bool

    @property
    def autonym(self) -> str:
        return AUTONYMS[self.sheet.language]

    @property
    def is_unfinished(self) -> bool:
        """It will be there by itself."""
        failed = self.sheet.state == State.FAILED
        return not self.is_current and not failed


@dataclass(frozen=True, slots=True)
class Row:
    """A date or a series, and its sheets by kind."""

    subject: Occurrence | MeetingSeries
    sheets: list[list[Listed]]

    @property
    def date(self) -> Occurrence | None:
        return self.subject if isinstance(self.subject, Occurrence) else None


@dataclass(frozen=True, slots=True)
class Listing:
    rows: list[Row]
    # Of which kinds in which language there are several: they are fetched together.
    together: list[tuple[str, str, str, str, int]]
    is_unfinished: bool


def rows_of(subjects: Iterable[Occurrence | MeetingSeries]) -> Listing:
    """In the order in which they are given."""
    subjects, teller = list(subjects), Teller()
    sheets = PrintedSheet.objects.of(subjects).with_subjects()
    found: dict[tuple, list[Listed]] = defaultdict(list)
    for sheet in sorted(sheets, key=lambda one: LANGUAGES.index(one.language)):
        is_current = sheet.state == State.READY and teller.is_current(sheet)
        found[sheet.subject, sheet.kind].append(Listed(sheet, is_current))
    rows = [
        Row(
            one,
            [found[one, kind] for kind in Kind.values],
        )
        for one in subjects
    ]
    listed = [one for of_kind in found.values() for one in of_kind]
    is_unfinished = any(one.is_unfinished for one in listed)
    return Listing(rows, list(_together(listed)), is_unfinished)


def _together(listed: list[Listed]) -> Iterator[tuple[str, str, str, str, int]]:
    current = (one.sheet for one in listed if one.is_current)
    counted = Counter((one.kind, one.language) for one in current)
    for (kind, label), language in product(Kind.choices, LANGUAGES):
        if (count := counted[kind, language]) > 1:
            yield kind, str(label), language, AUTONYMS[language], count
