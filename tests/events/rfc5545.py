"""Reads a calendar by the letter of RFC 5545, with nobody's help.

It knows what a calendar that is published holds: no METHOD, no rules, no alarms.
"""

import re
from collections import Counter
from datetime import date, datetime

MOST_OCTETS = 75
LINE = re.compile(
    r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", re.DOTALL
)
UTC_MOMENT = re.compile(r"\d{8}T\d{6}Z")
# 3.8.1.11, of an event.
STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}
# 3.6: what a calendar must have; 3.6.1: what an event must have, and may have once.
OF_CALENDAR = ("PRODID", "VERSION")
OF_EVENT = ("UID", "DTSTAMP", "DTSTART")
ONCE = {
    *OF_EVENT,
    *("DTEND", "CLASS", "CREATED", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION"),
    *("SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "URL"),
}
# 3.3.11: after a backslash; a comma and a semicolon never stand alone in a text.
TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION")
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*(?:[,;]|\\[^\\;,nN])")

Parts = list[tuple[str, dict[str, str], str]]


def faults_of(content: bytes) -> list[str]:
    """What a program that goes by the letter would not read."""
    found = [fault for fault in _lines_wrong(content) if fault]
    names, events, clocks = _components(content)
    found += [f"no {one}" for one in OF_CALENDAR if names[one] != 1]
    uids = Counter(
        value for event in events for name, _, value in event if name == "UID"
    )
    found += [f"{uid} twice" for uid, count in uids.items() if count > 1]
    return found + [fault for event in events for fault in _faults(event, clocks)]


def _lines_wrong(content: bytes):
    yield "" if content.endswith(b"\r\n") else "the last line has no end"
    for line in content.split(b"\r\n"):
        yield f"too long: {line!r}" if len(line) > MOST_OCTETS else ""
        yield f"a bare end of line: {line!r}" if b"\n" in line or b"\r" in line else ""


def _components(content: bytes) -> tuple[Counter[str], list[Parts], set[str]]:
    """How often the calendar has what; its events; the clocks it holds."""
    names: Counter[str] = Counter()
    events: list[Parts] = []
    clocks, inside = set(), []
    for line in content.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        read = LINE.fullmatch(line)
        assert read, f"no line of a calendar: {line!r}"
        name, value = read[1], read[3]
        params = dict(one.split("=", 1) for one in read[2].split(";") if one)
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                events.append([])
        elif name == "END":
            assert inside.pop() == value
        elif inside[-1] == "VEVENT":
            events[-1].append((name, params, value))
        elif inside[-1] == "VCALENDAR":
            names[name] += 1
        elif name == "TZID":
            clocks.add(value)
    assert inside == []
    return names, events, clocks


def _faults(event: Parts, clocks: set[str]):
    count = Counter(name for name, _params, _value in event)
    told = {name: (params, value) for name, params, value in event}
    uid = told.get("UID", ({}, "an event without UID"))[1]
    yield from (f"{uid}: no {name}" for name in OF_EVENT if not count[name])
    yield from (f"{uid}: {name} twice" for name in ONCE if count[name] > 1)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        if name in told and not UTC_MOMENT.fullmatch(told[name][1]):
            yield f"{uid}: {name} is not in UTC"
    if told.get("STATUS", ({}, "CONFIRMED"))[1] not in STATUSES:
        yield f"{uid}: {told['STATUS'][1]}"
    for name in TEXTS:
        if name in told and UNESCAPED.search(told[name][1]):
            yield f"{uid}: {name} holds {told[name][1]!r}"
    moments = [
        _moment(*told[name], clocks) for name in ("DTSTART", "DTEND") if name in told
    ]
    if len({type(one) for one in moments}) > 1:
        yield f"{uid}: a day and a moment"
    elif moments != sorted(set(moments)):
        yield f"{uid}: it ends before it begins"


def _moment(params: dict[str, str], value: str, clocks: set[str]) -> date | datetime:
    """A day, or an hour by one of the clocks that the calendar holds."""
    if params.get("VALUE") == "DATE":
        return datetime.strptime(value, "%Y%m%d").date()  # noqa: DTZ007 -- a day
    assert params["TZID"] in clocks
    return datetime.strptime(value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 -- that clock's hour
