"""One date as a component of a calendar, in the reader's language."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.contrib.gis.geos import Point
from django.utils.translation import gettext as _

from events.models import Event, Occurrence, Session, Tradition
from events.sessions.lines import lines_of
from hub.shared.translation import Text, translated

STATUSES = {
    Occurrence.Status.TENTATIVE: "TENTATIVE",
    Occurrence.Status.CONFIRMED: "CONFIRMED",
    Occurrence.Status.MOVED: "CONFIRMED",
    Occurrence.Status.CANCELLED: "CANCELLED",
}


def vevent_of(occurrence: Occurrence, sessions: Sequence[Session]) -> icalendar.Event:
    """The date with everything that is told of it, and of its event's sessions."""
    what = occurrence.what
    vevent = icalendar.Event()
    vevent.add("uid", f"{occurrence.uid}@{urlsplit(settings.SITE_URL).hostname}")
    vevent.add("sequence", occurrence.sequence)
    # Without a METHOD the two are one (RFC 5545, 3.8.7.2).
    vevent.add("dtstamp", occurrence.changed)
    vevent.add("last-modified", occurrence.changed)
    starts, ends = span_of(occurrence)
    vevent.add("dtstart", starts)
    if ends is not None:
        vevent.add("dtend", ends)
    vevent.add("status", STATUSES[occurrence.status])
    # A feast does not make anybody busy.
    vevent.add("transp", "TRANSPARENT")
    _add_words(vevent, "summary", summary_of(occurrence))
    _add_words(vevent, "description", description_of(occurrence, sessions))
    vevent.add("categories", [category_of(what)])
    vevent.add("url", settings.SITE_URL + what.get_absolute_url())
    if location := location_of(what):
        vevent.add("location", location)
    if point := point_of(what):
        vevent.add("geo", (round(point.y, 6), round(point.x, 6)))
    return vevent


def span_of(
    occurrence: Occurrence,
) -> tuple[date | datetime, date | datetime | None]:
    """When it begins, and the first moment or day that is no longer of it.

    `None`: nobody knows for how long, on its one day.
    """
    day_after = occurrence.last_day + timedelta(days=1)
    if occurrence.is_all_day:
        return occurrence.day, day_after
    zone = occurrence.zone
    starts = occurrence.starts.astimezone(zone)
    if occurrence.last_hour is not None:
        return starts, occurrence.ends.astimezone(zone)
    if occurrence.last_day > occurrence.day:
        return starts, datetime.combine(day_after, time(0), tzinfo=zone)
    return starts, None


def summary_of(occurrence: Occurrence) -> Text:
    """The name; what is cancelled or moved says so where every calendar shows it."""
    name = translated(occurrence.what, "name")
    told = {
        Occurrence.Status.CANCELLED: _("Cancelled: %(name)s"),
        Occurrence.Status.MOVED: _("Moved: %(name)s"),
    }.get(occurrence.status)
    if told is None:
        return name
    return Text(told % {"name": name.value}, name.language, name.fell_back)


def description_of(occurrence: Occurrence, sessions: Sequence[Session]) -> Text:
    """How sure the date is, why it changed, and what happens hour by hour."""
    what = occurrence.what
    summary = translated(what, "summary")
    parts = [translated(occurrence, "note").value, summary.value]
    if occurrence.status == Occurrence.Status.TENTATIVE:
        parts.insert(0, _("The date is not yet confirmed."))
    if occurrence.event:
        parts.append(translated(what, "programme").value)
        parts.append("\n".join(lines_of(sessions, occurrence)))
    words = "\n\n".join(part for part in parts if part)
    return Text(words, summary.language, summary.fell_back)


def category_of(what: Event | Tradition) -> str:
    if isinstance(what, Event):
        return what.get_kind_display()
    return what.get_domain_display()


def location_of(what: Event | Tradition) -> str:
    """Where it is, from the near to the far, as far as visitors may know."""
    return ", ".join(dict.fromkeys(filter(None, _whereabouts(what))))


def point_of(what: Event | Tradition) -> Point | None:
    """The point on the map that visitors may see; else the settlement's centre."""
    if isinstance(what, Tradition):
        return None
    if what.place and what.place.published:
        return what.place.public_point
    return what.territory.point if what.territory else None


def _whereabouts(what: Event | Tradition) -> Iterator[str]:
    if isinstance(what, Tradition):
        yield from (territory.label for territory in what.territories.all())
        return
    yield translated(what, "venue").value
    if what.place and what.place.published:
        yield translated(what.place, "name").value
    if what.territory:
        yield what.territory.label
    if what.is_online:
        yield _("Online")


def _add_words(vevent: icalendar.Event, name: str, text: Text) -> None:
    if text:
        vevent.add(name, text.value, parameters={"LANGUAGE": text.language})
