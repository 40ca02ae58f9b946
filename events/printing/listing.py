"""What the print desk lists: each date and series with its sheets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from events.models import Attendance, MeetingSeries, Occurrence, PrintedSheet
from events.models.occurrences import OccurrenceQuerySet
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
    """A date or a series, and its sheets under the name of each kind."""

    subject: Occurrence | MeetingSeries
    sheets: list[tuple[str, list[Listed]]]

    @property
    def date(self) -> Occurrence | None:
        return self.subject if isinstance(self.subject, Occurrence) else None


@dataclass(frozen=True, slots=True)
class Listing:
    rows: list[Row]
    # Of which kinds in which language there are several: they are fetched together.
    together: list[tuple[str, str, str, str, int]]
    is_unfinished: bool


def is_made_of(subject: Occurrence | MeetingSeries, kind: str) -> bool:
    """Whether there is such a sheet of it; a date comes from `with_event`.

    Nobody signs for what is cancelled, nor for a whole series, and people get
    certificates who were there.
    """
    if not isinstance(subject, Occurrence):
        return kind == Kind.POSTER
    if kind == Kind.CERTIFICATE:
        return subject.has_people
    is_cancelled = subject.status == Occurrence.Status.CANCELLED
    is_over = subject.last_day < timezone.localdate()
    return not is_over and not (kind == Kind.SIGN_IN and is_cancelled)


def with_event(dates: OccurrenceQuerySet) -> OccurrenceQuerySet:
    """Those ahead, and those at which people were, with what is told of them."""
    people = Attendance.objects.standing().filter(occurrence=OuterRef("pk"))
    known = dates.annotate(has_people=Exists(people.filter(attendee__forgotten=None)))
    ahead = Q(last_day__gte=timezone.localdate())
    told = known.filter(ahead | Q(has_people=True)).in_order()
    return told.select_related("event__group", "event__territory__parent")


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
            [(str(label), found[one, kind]) for kind, label in Kind.choices],
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
