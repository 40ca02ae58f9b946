"""Reading iCalendar files (RFC 5545) as they really are.

A file that is no calendar, or is cut off, is refused; an event is read with all its
dates or refused with a reason. Nothing is read in half.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

import icalendar
from django.utils.translation import gettext as _

from events.imports.found import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_VENUE,
    MOST_EVENTS,
    Found,
    Held,
    Reading,
    Refused,
    UnreadableCalendar,
    fitting,
    source_of,
)
from events.imports.series import dates_of_series
from events.imports.times import held_at, start_of
from hub.shared.text import normalise

MOST_LINES = 100_000
# For all the rules of a file; one rule alone takes some seconds at most.
SECONDS = 10
# What icalendar may complain of without our missing anything.
READ = {"DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS"}
READ |= {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID"}
HIDDEN = {"PRIVATE", "CONFIDENTIAL"}


def read_ics(content: bytes, zone: ZoneInfo) -> Reading:
    """The events of the file, told by the clock of the zone."""
    if content.count(b"\n") > MOST_LINES:
        raise UnreadableCalendar(_("There is too much in this file."))
    parts = [part for one in _calendars(content) for part in one.walk("VEVENT")]
    if not parts:
        raise UnreadableCalendar(_("There is no event in this calendar."))
    if len(parts) > MOST_EVENTS:
        message = _("There are more than %(most)d events in this file.")
        raise UnreadableCalendar(message % {"most": MOST_EVENTS})
    reading = Reading()
    until = time.monotonic() + SECONDS
    for whole, changed in _series(parts):
        if time.monotonic() > until:
            raise UnreadableCalendar(_("The rules in this file take too long to read."))
        try:
            reading.found.append(_found(whole, changed, zone))
        except Refused as problem:
            reading.refused.append((_told(whole, "SUMMARY")[:80], str(problem)))
    return reading


def _calendars(content: bytes) -> Sequence[icalendar.Component]:
    try:
        text = content.decode("utf-8-sig")
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except (ValueError, LookupError, TypeError, AttributeError) as problem:
        raise UnreadableCalendar(
            _("This is not an iCalendar file, or it is damaged.")
        ) from problem
    if any(one.name != "VCALENDAR" for one in calendars) or not _is_whole(text):
        raise UnreadableCalendar(_("This is not an iCalendar file, or it is cut off."))
    return calendars


def _is_whole(text: str) -> bool:
    """Whether everything that begins ends: readers forgive a file that is cut off."""
    lines = text.upper().splitlines()
    begun = sum(line.startswith("BEGIN:") for line in lines)
    return begun == sum(line.startswith("END:") for line in lines)


def _series(
    parts: Iterable[icalendar.Component],
) -> Iterator[tuple[icalendar.Component, list[icalendar.Component]]]:
    """Each event with the dates of it that the file tells apart."""
    wholes = []
    changed: dict[str, list[icalendar.Component]] = {}
    for part in parts:
        if "RECURRENCE-ID" in part:
            changed.setdefault(str(part.get("UID", "")), []).append(part)
        else:
            wholes.append(part)
    for whole in wholes:
        yield whole, changed.pop(str(whole.get("UID", "")), [])
    for orphans in changed.values():
        yield orphans[0], orphans


def _found(
    whole: icalendar.Component, changed: list[icalendar.Component], zone: ZoneInfo
) -> Found:
    if "RECURRENCE-ID" in whole:
        raise Refused(_("the series it belongs to is not in the file"))
    for part in (whole, *changed):
        _check(part)
    try:
        dates = list(_dates(whole, changed, zone))
    except (ValueError, TypeError, AttributeError, OverflowError, KeyError) as problem:
        raise Refused(_("its dates cannot be read")) from problem
    name = _text(whole, "SUMMARY", LONGEST_NAME)
    start = str(dates[0].span)
    return Found(
        source=source_of(normalise(str(whole.get("UID", ""))), name, start),
        name=name,
        dates=dates,
        summary=_text(whole, "DESCRIPTION", LONGEST_TEXT),
        venue=_text(whole, "LOCATION", LONGEST_VENUE),
        website=_address(whole),
    )


def _check(part: icalendar.Component) -> None:
    if broken := READ.intersection(name for name, _problem in part.errors):
        message = _("this part of it cannot be read: %(name)s")
        raise Refused(message % {"name": ", ".join(sorted(broken))})
    if not _told(part, "SUMMARY"):
        raise Refused(_("it has no name"))
    if "DTSTART" not in part:
        raise Refused(_("it does not say when it is"))
    if str(part.get("CLASS", "")).upper() in HIDDEN:
        raise Refused(_("it is marked as private"))


def _dates(
    whole: icalendar.Component, changed: list[icalendar.Component], zone: ZoneInfo
) -> Iterator[Held]:
    moved = {start_of(one["RECURRENCE-ID"]): one for one in changed}
    for start in dates_of_series(whole):
        part = moved.pop(start, None)
        yield held_at(part, zone) if part else held_at(whole, zone, start)
    if moved:
        raise Refused(_("a changed date is not one of its dates"))


def _text(part: icalendar.Component, name: str, longest: int) -> str:
    return fitting(_told(part, name), longest)


def _told(part: icalendar.Component, name: str) -> str:
    value = part.get(name, "")
    first = value[0] if isinstance(value, list) else value
    return normalise(str(first)).strip()


def _address(part: icalendar.Component) -> str:
    written = _told(part, "URL")
    is_good = written.startswith(("https://", "http://")) and len(written) <= 200
    return written if is_good and " " not in written else ""
