"""An event as search engines read it: schema.org in JSON-LD.

Source of what they want: https://developers.google.com/search/docs/appearance/structured-data/event
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.feeds.vevents import point_of
from events.models import Event, Occurrence
from events.sessions.linked import programme_of
from events.sessions.plan import Plan
from hub.shared.translation import translated
from partners.models import Territory

SCHEMA = "https://schema.org"
STATUSES = {
    Occurrence.Status.CANCELLED: f"{SCHEMA}/EventCancelled",
    Occurrence.Status.MOVED: f"{SCHEMA}/EventRescheduled",
}
SCHEDULED = f"{SCHEMA}/EventScheduled"
MODES = {
    "": f"{SCHEMA}/OfflineEventAttendanceMode",
    Event.Attended.ONLINE: f"{SCHEMA}/OnlineEventAttendanceMode",
    Event.Attended.BOTH: f"{SCHEMA}/MixedEventAttendanceMode",
}
# What could end the script's element, or begin another, inside it.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def linked_html(event: Event, dates: Iterable[Occurrence], plan: Plan) -> SafeString:
    """A block of data for the page: each date is an event of its own.

    Empty for an event of which nobody knows where it is: engines refuse such.
    """
    places = [one for one in (location_of(event), virtual_location(event)) if one]
    if not places:
        return SafeString("")
    shared = _shared(event) | {"location": places if len(places) > 1 else places[0]}
    found = [
        shared | _of_date(date) | programme_of(plan, date, places[0]) for date in dates
    ]
    if not found:
        return SafeString("")
    written = json.dumps(found, ensure_ascii=False).translate(ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(written),  # noqa: S308 -- escaped above
    )


def location_of(event: Event) -> dict[str, Any] | None:
    """Where it is held, as far as visitors may know."""
    place = event.place if event.place and event.place.published else None
    territory = event.territory or (place.territory if place else None)
    venue = translated(event, "venue").value
    name = venue or (translated(place, "name").value if place else "")
    if territory is None:
        address: Any = name
    else:
        name, address = name or territory.name, _address(territory)
    if not name:
        return None
    point = point_of(event)
    geo = {"geo": _geo(point)} if point else {}
    return {"@type": "Place", "name": name, "address": address, **geo}


def virtual_location(event: Event) -> dict[str, Any] | None:
    """That it is online; the link itself is for those who are registered."""
    if not event.is_online:
        return None
    url = settings.SITE_URL + event.get_absolute_url()
    return {"@type": "VirtualLocation", "name": _("Online"), "url": url}


def _shared(event: Event) -> dict[str, Any]:
    name = translated(event, "name")
    told: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Festival" if event.kind == Event.Kind.FESTIVAL else "Event",
        "name": name.value,
        "inLanguage": name.language if name else get_language(),
        "url": settings.SITE_URL + event.get_absolute_url(),
        "eventAttendanceMode": MODES[event.attended],
    }
    if summary := translated(event, "summary"):
        told["description"] = summary.value
    if organiser := event.organiser:
        told["organizer"] = {"@type": "Organization", "name": organiser.name}
        if organiser.website:
            told["organizer"]["url"] = organiser.website
    price = 0 if event.entry == Event.Entry.FREE else event.price
    if price is not None:
        told["isAccessibleForFree"] = price == 0
        told["offers"] = {
            "@type": "Offer",
            "price": str(price),
            "priceCurrency": "EUR",
            "availability": f"{SCHEMA}/InStock",
            "url": told["url"],
        }
    return told


def _of_date(date: Occurrence) -> dict[str, Any]:
    told = {"eventStatus": STATUSES.get(date.status, SCHEDULED)}
    if date.is_all_day:
        days = {"startDate": date.day, "endDate": date.last_day}
    else:
        days = {"startDate": date.starts.astimezone(date.zone)}
        if date.last_hour is not None:
            days["endDate"] = date.ends.astimezone(date.zone)
        elif date.last_day > date.day:
            days["endDate"] = date.last_day
    return told | {name: day.isoformat() for name, day in days.items()}


def _address(territory: Territory) -> dict[str, str]:
    told: dict[str, str] = {"@type": "PostalAddress", "addressLocality": territory.name}
    if territory.parent:
        told["addressRegion"] = territory.parent.name
    if territory.country:
        told["addressCountry"] = territory.country
    return told


def _geo(point) -> dict[str, Any]:
    return {
        "@type": "GeoCoordinates",
        "latitude": round(point.y, 6),
        "longitude": round(point.x, 6),
    }
