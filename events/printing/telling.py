"""What a sheet tells, in plain words of its language. Nothing here draws."""

import json
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import Event, MeetingSeries, Occurrence, PrintedSheet
from events.words import days_words
from hub.shared.days import day_words, weekday_name
from hub.shared.translation import translated
from partners.models import ActionGroup, Supporter, Territory
from partners.models.groups import MADDER

# Raised when the same rows are drawn in another way: every sheet is made anew.
RECIPE = 1
# So many people find room, in letters of so many points.
SIGN_IN_PAGES, SIGN_IN_ROWS, SIGN_IN_LETTERS = 4, 15, 10
# In letters.
LONGEST_SUMMARY = 240
CERTIFICATE_LETTERS = 14

Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """All that is on a sheet; `title` is the name of the document.

    `size`: of its letters, in points, on as many pages as it takes; none: the largest
    with which it fits on one.
    """

    template: str
    language: str
    title: str
    address: str
    accent: str
    words: Words
    styles: tuple[str, ...] = ("printed", "poster")
    size: float | None = None

    @property
    def digest(self) -> str:
        everything = json.dumps([RECIPE, asdict(self)], sort_keys=True)
        return blake2b(everything.encode(), digest_size=16).hexdigest()


class Teller:
    """Tells of many sheets; what is the same on all of them is read once."""

    def __init__(self) -> None:
        supporters = Supporter.objects.defer("logo").order_by("position", "pk")
        self.supporters = list(supporters)

    def told(self, sheet: PrintedSheet) -> Told:
        with override(sheet.language):
            if sheet.series:
                return self._series(sheet.series, sheet.language)
            assert sheet.occurrence is not None  # noqa: S101 -- a constraint says so
            if sheet.kind == PrintedSheet.Kind.SIGN_IN:
                return self._sign_in(sheet.occurrence, sheet.language)
            if sheet.kind == PrintedSheet.Kind.CERTIFICATE:
                return self._certificates(sheet.occurrence, sheet.language)
            return self._poster(sheet.occurrence, sheet.language)

    def is_current(self, sheet: PrintedSheet) -> bool:
        """Whether the file there is tells what is true now."""
        return sheet.digest == self.told(sheet).digest

    def _poster(self, date: Occurrence, language: str) -> Told:
        event = date.event
        assert event is not None  # noqa: S101 -- only events have sheets
        words = self._frame(event, event.organiser or _organisation(event.group))
        words |= {
            "name": _name(event),
            **_when(date),
            **_where(event),
            "summary": _summary(event, event.series),
            "entry": _entry(event),
            "accessibility": _text(event, "accessibility"),
            "contact": " · ".join(filter(None, (event.phone, event.email)))
            or words["contact"],
        }
        title = f"{translated(event, 'name').value}, {days_words(date)}"
        return self._told("poster", language, title, event, words)

    def _sign_in(self, date: Occurrence, language: str) -> Told:
        """Empty rows: who is expected is nobody's business who signs."""
        poster = self._poster(date, language)
        pages = range(SIGN_IN_PAGES)
        parts = [
            [page * SIGN_IN_ROWS + row for row in range(1, SIGN_IN_ROWS + 1)]
            for page in pages
        ]
        # Where attendance is taken: the photographed sheet is found again.
        desk = reverse("admin:events_event_attendance", args=[date.event_id, date.pk])
        return replace(
            poster,
            template="sign_in",
            address=settings.SITE_URL + desk,
            words=poster.words | {"parts": parts, "number": date.pk},
            styles=("printed", "sign_in"),
            size=SIGN_IN_LETTERS,
        )

    def _certificates(self, date: Occurrence, language: str) -> Told:
        """A page for each person who was there and whose name is still known."""
        poster = self._poster(date, language)
        here = date.attendances.standing().filter(attendee__forgotten=None)
        people = here.order_by("attendee__name", "attendee").distinct()
        names = people.values_list("attendee__name", "attendee__village", "attendee")
        return replace(
            poster,
            template="certificate",
            words=poster.words | {"people": [list(one) for one in names]},
            styles=("printed", "certificate"),
            size=CERTIFICATE_LETTERS,
        )

    def _series(self, series: MeetingSeries, language: str) -> Told:
        dates = Occurrence.objects.filter(event__series=series).in_order()
        dates = dates.select_related("event__territory__parent", "event__group")
        rows = [{**_when(date), **_where(date.event)} for date in dates if date.event]
        words = self._frame(series, _organisation(series.group))
        words |= {
            "name": _text(series, "name"),
            "summary": _summary(series),
            "rows": rows,
        }
        title = translated(series, "name").value
        return self._told("series_poster", language, title, series, words)

    def _told(
        self,
        template: str,
        language: str,
        title: str,
        what: Event | MeetingSeries,
        words: Words,
    ) -> Told:
        address = settings.SITE_URL + what.get_absolute_url()
        accent = what.group.accent if what.group else MADDER
        return Told(template, language, title, address, accent, words)

    def _frame(self, what: Event | MeetingSeries, organisation: Any) -> Words:
        """Who invites, how they are asked, and who pays for it."""
        contact = (organisation.phone, organisation.email) if organisation else ()
        return {
            "kind": capfirst(what.get_kind_display()),
            "group": _text(what.group, "name"),
            "organiser": _text(organisation, "name"),
            "contact": " · ".join(filter(None, contact)),
            "supporters": [
                {
                    "name": one.name,
                    "logo": f"logo:{one.pk}-{one.digest}",
                    "width": one.width,
                }
                for one in self.supporters
            ],
        }


def _organisation(group: ActionGroup | None) -> Any:
    return group.organisation if group else None


def _text(row: Model | None, field: str) -> dict[str, str]:
    """In the sheet's language, else in the best other one; empty when there is none."""
    text = translated(row, field) if row is not None else None
    return {"value": text.value, "language": text.language} if text else {}


def _name(event: Event) -> dict[str, str]:
    """Without the village that the tour put behind it: it stands below, and larger."""
    name = _text(event, "name")
    if event.territory and name:
        village = translated(event.territory, "name", name["language"]).value
        name["value"] = name["value"].removesuffix(f": {village}")
    return name


def _summary(*rows: Model | None) -> dict[str, str]:
    """Of the first that has one: as much as one reads standing."""
    texts = (_text(row, "summary") for row in rows)
    summary = next(filter(None, texts), {})
    if summary:
        summary["value"] = Truncator(summary["value"]).chars(LONGEST_SUMMARY)
    return summary


def _when(date: Occurrence) -> Words:
    is_one_day = date.last_day == date.day or date.is_past_midnight
    return {
        "weekday": capfirst(weekday_name(date.day)) if is_one_day else "",
        "day": day_words(date.day) if is_one_day else capfirst(days_words(date)),
        "hour": f"{date.hour:%H:%M}" if date.hour else "",
        "until": f"–{date.last_hour:%H:%M}" if date.last_hour else "",
        "state": "" if date.status == "confirmed" else date.get_status_display(),
        "is_cancelled": date.status == Occurrence.Status.CANCELLED,
        "note": _text(date, "note"),
    }


def _where(event: Event) -> Words:
    village = event.territory
    return {
        "village": _text(village, "name") if village else {},
        "municipality": _municipality(village),
        "venue": _text(event, "venue") or _text(_shown_place(event), "name"),
    }


def _shown_place(event: Event) -> Model | None:
    return event.place if event.place and event.place.published else None


def _municipality(village: Territory | None) -> str:
    if village is None or village.parent is None:
        return ""
    is_village = village.level == village.Level.SETTLEMENT
    if not is_village or village.parent.name == village.name:
        return ""
    name = translated(village.parent, "name").value
    return _("%(name)s municipality") % {"name": name}


def _entry(event: Event) -> str:
    if event.price is not None:
        price = _("%(price)s EUR") % {"price": event.price}
        return _("Entry: %(price)s") % {"price": price}
    if event.entry:
        return _("Entry: %(price)s") % {"price": event.get_entry_display()}
    return ""
