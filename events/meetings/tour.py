"""From pasted lines to meetings: what each line means, and what is wrong with it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.meetings.lines import Line, read_lines
from events.meetings.villages import Villages
from events.models import Event, MeetingSeries, Occurrence
from events.models.series import MOST_MEETINGS
from hub.shared.audit import record
from hub.shared.text import fold
from hub.shared.versions import raise_versions
from partners.models import Territory, User

# Where and when: the village, the venue as it is compared, the day, the hour.
Spot = tuple[int, str, date, time | None]


@dataclass(slots=True)
class Stop:
    """A line of the tour, and what it means."""

    line: Line
    village: Territory | None = None
    # Villages of that name, when it has to be asked which one is meant.
    offered: list[Territory] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def spot(self) -> Spot | None:
        """`None`: not all of it is known yet."""
        line = self.line
        if self.village is None or line.day is None or line.hour is None:
            return None
        return self.village.pk, fold(line.venue), line.day, line.hour


def stops_of(series: MeetingSeries, text: str, chosen: Mapping[int, int]) -> list[Stop]:
    """What the lines mean; `chosen`: by line number the village that was picked."""
    assert series.group is not None  # noqa: S101 -- the page asks for one first
    villages = Villages(series.group)
    # One more than fit: it is told that it is too many.
    lines = read_lines(text)[: MOST_MEETINGS + 1]
    stops = [_stop(line, villages, chosen.get(line.number)) for line in lines]
    _look_for_doubles(series, stops)
    return stops


@transaction.atomic
def make_meetings(series: MeetingSeries, stops: list[Stop], *, by: User) -> list[Event]:
    """Keep a meeting for each stop; those that are there already are left alone."""
    MeetingSeries.objects.select_for_update().get(pk=series.pk)
    there = _spots(Event.objects.filter(series=series))
    made = [_meeting(series, stop) for stop in stops if stop.spot not in there]
    if made:
        record("event.add", made, actor=by, series=series.pk)
        raise_versions([series.group_id])
    return made


def _stop(line: Line, villages: Villages, picked: int | None) -> Stop:
    stop = Stop(line)
    _find_village(stop, villages, picked)
    if not line.venue:
        stop.warnings.append(_("The venue is missing: where in the village?"))
    if line.day is None:
        stop.problems.append(_date_problem(line.written_day))
    elif line.day < timezone.localdate():
        stop.warnings.append(_("This day is past."))
    if line.hour is None:
        stop.problems.append(
            _("“%s” is no hour. Write it as 18:00.") % line.written_hour
            if line.written_hour
            else _("The hour is missing. Write it as 18:00.")
        )
    return stop


def _date_problem(written: str) -> str:
    if written:
        return _("“%s” is no date. Write it as 24.05.2027.") % written
    return _("The date is missing. Write it as 24.05.2027.")


def _find_village(stop: Stop, villages: Villages, picked: int | None) -> None:
    if not stop.line.village:
        stop.problems.append(_("The village is missing."))
        return
    found, is_own = villages.named(stop.line.village)
    if len(found) == 1 and is_own:
        stop.village = found[0]
        return
    if not found:
        stop.problems.append(_("We know no village of this name. Look at its letters."))
        return
    stop.offered = found
    stop.village = next((one for one in found if one.pk == picked), None)
    if stop.village:
        return
    if is_own:
        stop.problems.append(_("Several villages have this name: which one is it?"))
    else:
        stop.problems.append(
            _("It is not in the territory of the group. Is it one of these?")
        )


def _look_for_doubles(series: MeetingSeries, stops: list[Stop]) -> None:
    spots = Counter(stop.spot for stop in stops if stop.spot)
    days = [stop.line.day for stop in stops if stop.line.day]
    own = Event.objects.filter(group=series.group, occurrences__day__in=days)
    in_series = _spots(own.filter(series=series))
    elsewhere = _spots(own.exclude(series=series))
    for stop in stops:
        if stop.spot is None:
            continue
        if stop.spot in in_series:
            stop.problems.append(_("This meeting is in the series already."))
        elif spots[stop.spot] > 1 or stop.spot in elsewhere:
            told = _("Something else begins in the same venue at the same hour.")
            stop.warnings.append(told)
    room = MOST_MEETINGS - series.meetings.count()
    for stop in stops[max(room, 0) :]:
        told = _("A series has %d meetings at most.") % MOST_MEETINGS
        stop.problems.append(told)


def _spots(events: Iterable[Event]) -> set[Spot]:
    """Where and when these take place, less what is cancelled."""
    dates = Occurrence.objects.filter(event__in=events).select_related("event")
    return {
        (one.event.territory_id, venue, one.day, one.hour)
        for one in dates.exclude(status=Occurrence.Status.CANCELLED)
        if one.event and one.event.territory_id
        for venue in _venues(one.event)
    }


def _venues(event: Event) -> set[str]:
    """As its venue is called in each language, to be compared."""
    names = (getattr(event, f"venue_{code}") for code, _name in settings.LANGUAGES)
    return {fold(name) for name in names if name} or {""}


def _meeting(series: MeetingSeries, stop: Stop) -> Event:
    line, village, group = stop.line, stop.village, series.group
    assert group is not None and village is not None  # noqa: S101, PT018 -- checked
    meeting = Event(
        series=series,
        group=group,
        kind=series.kind,
        territory=village,
        organiser_id=group.organisation_id,
        hour=line.hour,
        published=timezone.now() if series.published else None,
        **_names(series, village),
    )
    setattr(meeting, f"venue_{group.source_language}", line.venue)
    meeting.slug = meeting.latin_slug
    meeting.save()
    date_ = Occurrence(event=meeting, day=line.day, last_day=line.day, hour=line.hour)
    date_.set_moments()
    date_.save()
    return meeting


def _names(series: MeetingSeries, village: Territory) -> dict[str, str]:
    """In each language in which the series has a name: with the village's behind it."""
    names = {}
    for code, _name in settings.LANGUAGES:
        if name := getattr(series, f"name_{code}"):
            place = getattr(village, f"name_{code}") or village.name
            names[f"name_{code}"] = f"{name}: {place}"[:200]
    return names
