"""What visitors may read of meetings that were held."""

from dataclasses import dataclass

from django.utils.translation import get_language

from events.models import Decision, Event, MeetingReport, MeetingSeries, Occurrence
from hub.shared.translation import Text
from places.models import Photo

# So many of the last ones stand on the page of an event.
MOST = 5


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting that was held. Its words are in the language of its group."""

    date: Occurrence
    head_count: int
    minutes: Text | None
    decisions: list[Decision]
    shows_names: bool
    photos: list[Photo]


def held_meetings(event: Event) -> list[Held]:
    """The last ones, the latest first; feasts and fairs have none."""
    if event.kind not in MeetingSeries.KINDS:
        return []
    reports = MeetingReport.objects.of_event(event)[:MOST]
    return [_held(event, report) for report in reports]


def _held(event: Event, report: MeetingReport) -> Held:
    language, shown = event.source_language, report.shows_minutes
    words = Text(report.minutes, language, fell_back=language != get_language())
    return Held(
        date=report.occurrence,
        head_count=report.head_count,
        minutes=words if shown else None,
        decisions=list(report.decisions.all()) if shown else [],
        shows_names=report.shows_names,
        photos=report.public_photos,
    )
