"""A crew's days as a calendar to subscribe to: what was told, not what is drafted.

Its address cannot be guessed. It tells titles, villages and hours, and of applicants
nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.feeds.calendars import DAYS_BACK, frame
from hub.shared.audit import record
from interest_forms.models import (
    Crew,
    ExpressionOfInterest,
    SlotState,
    ToldSlot,
)
from interest_forms.models.sent import new_token

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def make_calendar_address(crew: Crew, *, by: "User") -> None:
    """Give the crew's calendar an address; the one it had leads nowhere any more."""
    crew.token = new_token()
    crew.save(update_fields=["token"])
    record("crew.make_calendar_address", crew, actor=by)


def calendar_of(crew: Crew) -> bytes:
    """The whole calendar, in the language of the crew's group."""
    language = crew.group.source_language
    with override(language):
        head, tail = frame(crew.name, language)
        return b"".join([head, *_vevents(crew), tail])


def _vevents(crew: Crew) -> Iterator[bytes]:
    made = dict(crew.group.schedule_versions.values_list("number", "at"))
    if not made:
        return
    last = max(made)
    for told in _last_told(crew):
        number = told.version.number
        is_dropped = number < last
        # What a later version left out was cancelled by the one after its last.
        sequence = number + 1 if is_dropped else told.since
        changed = max(made[sequence], told.slot.answered or made[sequence])
        vevent = _vevent(told, told.span, "", sequence, changed)
        vevent.add("summary", _summary(told, is_dropped))
        vevent.add("status", "CANCELLED" if is_dropped else _status(told))
        yield vevent.to_ical()
        if told.backup and not is_dropped:
            kept = _vevent(told, told.backup, "-backup", sequence, changed)
            words = _("If the weather is bad: %(name)s") % {"name": told.form.title}
            kept.add("summary", words)
            kept.add("status", "TENTATIVE")
            yield kept.to_ical()


def _last_told(crew: Crew) -> list[ToldSlot]:
    """Of each object what was said of it last in connection with this crew."""
    since = timezone.now() - timedelta(days=DAYS_BACK)
    rows = ToldSlot.objects.filter(crew=crew).order_by("form", "-version__number")
    # The last of each first: what was moved away is not to be found by its old day.
    last = ToldSlot.objects.filter(
        pk__in=rows.distinct("form").values("pk"), span__endswith__gt=since
    )
    return sorted(
        last.select_related("version__group", "slot", "form__territory__parent"),
        key=lambda told: (told.span.lower, told.pk),
    )


def _vevent(
    told: ToldSlot, span, more: str, sequence: int, changed: datetime
) -> icalendar.Event:
    host = urlsplit(settings.SITE_URL).hostname
    vevent = icalendar.Event()
    vevent.add("uid", f"crew-{told.crew_id}-form-{told.form_id}{more}@{host}")
    vevent.add("sequence", sequence)
    # Without a METHOD the two are one (RFC 5545, 3.8.7.2).
    vevent.add("dtstamp", changed)
    vevent.add("last-modified", changed)
    vevent.add("dtstart", span.lower.astimezone(told.zone))
    vevent.add("dtend", span.upper.astimezone(told.zone))
    if told.form.territory:
        vevent.add("location", told.form.territory.label)
    return vevent


def _status(told: ToldSlot) -> str:
    slot = told.slot
    if _is_given_up(told):
        return "CANCELLED"
    is_sure = slot.state in {SlotState.CONFIRMED, SlotState.DONE}
    return "CONFIRMED" if is_sure and slot.span == told.span else "TENTATIVE"


def _summary(told: ToldSlot, is_dropped: bool) -> str:
    """The title; what is cancelled says so where every calendar shows it."""
    if is_dropped or _is_given_up(told):
        return _("Cancelled: %(name)s") % {"name": told.form.title}
    return told.form.title


def _is_given_up(told: ToldSlot) -> bool:
    """Declined or withdrawn by the applicant since it was told."""
    withdrawn = ExpressionOfInterest.State.WITHDRAWN
    return told.slot.state == SlotState.DECLINED or told.form.state == withdrawn
