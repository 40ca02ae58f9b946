"""Dates as lists and the calendar show them, read as plain values at little cost."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import FloatField, Value
from django.urls import reverse
from django.utils.translation import get_language, gettext

from events.hours import is_one_night
from events.models import Event, Occurrence
from events.models.occurrences import OccurrenceQuerySet
from hub.shared.translation import Text, first_text
from places.cards import group_names, settlement_labels
from places.facts import about_words

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
OF_DATE = ("pk", "day", "last_day", "hour", "last_hour", "starts", "status", "distance")
OF_EVENT = (
    *("event__kind", "event__territory_id", "event__place__territory_id"),
    *("event__place__published", "event__attended"),
)
# Of an event and of a tradition alike.
OF_BOTH = ("pk", "slug", "group_id", *(f"name_{code}" for code in LANGUAGES))
COLUMNS = (
    *OF_DATE,
    *OF_EVENT,
    *(f"event__{column}" for column in OF_BOTH),
    *(f"tradition__{column}" for column in OF_BOTH),
)


@dataclass(slots=True)
class Entry:
    """One date in a list."""

    pk: int
    group_id: int | None
    day: date
    last_day: date
    hour: time | None
    last_hour: time | None
    starts: datetime
    status: str
    name: Text
    kind: str
    where: str
    address: str
    # In words, where the list is of what is near.
    distance: str

    @property
    def is_past_midnight(self) -> bool:
        """It is one evening, although it ends on the next day."""
        return is_one_night(self.day, self.last_day, self.hour, self.last_hour)

    @property
    def lasts_days(self) -> bool:
        return self.last_day > self.day and not self.is_past_midnight

    def get_status_display(self) -> str:
        return str(Occurrence.Status(self.status).label)


def entries_of(dates: OccurrenceQuerySet) -> list[Entry]:
    """The dates in the reader's language: one query, and what is new."""
    if "distance" not in dates.query.annotations:
        dates = dates.annotate(distance=Value(None, FloatField()))
    # The columns are named in full: nothing is left for modeltranslation to rewrite.
    rows = [
        dict(zip(COLUMNS, row, strict=True))
        for row in dates.rewrite(False).values_list(*COLUMNS)
    ]
    language = get_language() or settings.LANGUAGE_CODE
    groups = group_names.get_many(
        (language, group) for row in rows if (group := _of(row, "group_id"))
    )
    labels = settlement_labels.get_many(
        (language, village) for row in rows if (village := _village(row))
    )
    # One address is worked out for all of a kind, not one for each.
    roots = {kind: reverse(f"events:{kind}-list") for kind in ("event", "tradition")}
    return [_entry(row, language, groups, labels, roots) for row in rows]


def _of(row: dict, column: str):
    """The column of whichever of the two the date is of."""
    return row[f"{_kind(row)}__{column}"]


def _kind(row: dict) -> str:
    return "event" if row["event__pk"] else "tradition"


def _village(row: dict) -> int | None:
    of_place = row["event__place__published"] and row["event__place__territory_id"]
    return row["event__territory_id"] or of_place or None


def _afar(row: dict) -> str:
    """Where something is that is in no village."""
    return gettext("Online") if row["event__attended"] else ""


def _entry(
    row: dict, language: str, groups: dict, labels: dict, roots: dict[str, str]
) -> Entry:
    names = {code: _of(row, f"name_{code}") for code in LANGUAGES}
    _name, source = groups.get((language, _of(row, "group_id")), ("", LANGUAGES[0]))
    away = row["distance"]
    kind = row["event__kind"]
    return Entry(
        **{column: row[column] for column in OF_DATE if column != "distance"},
        group_id=_of(row, "group_id"),
        name=first_text(names, language, source),
        kind=str(Event.Kind(kind).label) if kind else gettext("tradition"),
        where=labels.get((language, _village(row))) or _afar(row),
        address=f"{roots[_kind(row)]}{_of(row, 'slug')}-{_of(row, 'pk')}/",
        distance=about_words(away.m) if away else "",
    )
