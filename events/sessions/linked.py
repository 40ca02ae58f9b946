"""The programme as search engines read it: parts of an event, and who speaks."""

from typing import Any

from events.models import Occurrence, Room, Session, Speaker
from events.sessions.plan import Plan, moments_of
from hub.shared.translation import translated


def programme_of(
    plan: Plan, date: Occurrence, location: dict[str, Any]
) -> dict[str, Any]:
    """`subEvent` and `performer` for one date; what is empty is left out."""
    sessions = [one for one in plan.sessions if one.kind != Session.Kind.BREAK]
    told: dict[str, Any] = {
        "subEvent": [_session(one, date, location) for one in sessions],
        "performer": [_person(who) for who in plan.speakers],
    }
    return {name: parts for name, parts in told.items() if parts}


def _session(
    session: Session, date: Occurrence, location: dict[str, Any]
) -> dict[str, Any]:
    title = translated(session, "title")
    starts, ends = moments_of(session, date)
    told: dict[str, Any] = {
        "@type": "Event",
        "name": title.value,
        "inLanguage": title.language,
        "startDate": starts.isoformat(),
        "endDate": ends.isoformat(),
        "location": _place(session.room, location),
    }
    if text := translated(session, "text"):
        told["description"] = text.value
    if speakers := session.speakers.all():
        told["performer"] = [_person(who) for who in speakers]
    return told


def _place(room: Room | None, location: dict[str, Any]) -> dict[str, Any]:
    """The event's own place, with the room before its name."""
    if room is None:
        return location
    name = translated(room, "name").value
    return location | {"name": f"{name}, {location['name']}"}


def _person(speaker: Speaker) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "Person",
        "name": translated(speaker, "name").value,
    }
    if organisation := translated(speaker, "organisation").value:
        told["affiliation"] = {"@type": "Organization", "name": organisation}
    return told
