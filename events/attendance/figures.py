"""What attendance comes to. Heads and people known by name are two figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db.models import Count, Q

from events.models import Attendance, Attendee, Occurrence
from hub.shared.text import fold

Gender = Attendance.Gender


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one meeting: `heads` as counted (`None`: nobody counted), `people` by name.

    Women, men and the young are those who said so.
    """

    heads: int | None
    people: int
    women: int
    men: int
    under_30: int

    @classmethod
    def of(cls, occurrence: Occurrence) -> Self:
        last = occurrence.head_counts.first()
        entries = occurrence.attendances.standing()
        counted = entries.aggregate(
            people=Count("attendee", distinct=True),
            women=Count("pk", Q(gender=Gender.WOMAN)),
            men=Count("pk", Q(gender=Gender.MAN)),
            under_30=Count("pk", Q(is_under_30=True)),
        )
        return cls(heads=last.number if last else None, **counted)

    @property
    def least(self) -> int:
        """So many were there in any case."""
        return max(self.heads or 0, self.people)


@dataclass(frozen=True, slots=True)
class SeriesFigures:
    """Of meetings that were held: `heads` of them all, `people` who differ.

    Whoever was at three of them is three heads, and one of the people; `None`: visitors
    are not told how many those are.
    """

    heads: int
    people: int | None

    @classmethod
    def of(cls, dates: Iterable[Occurrence], *, public: bool = False) -> Self | None:
        """`None`: none of them was held yet. Visitors read what the reports show."""
        reports = [date.report for date in dates if hasattr(date, "report")]
        if not reports:
            return None
        heads = sum(report.head_count for report in reports)
        if public and not all(report.shows_minutes for report in reports):
            return cls(heads=heads, people=None)
        held = [report.occurrence_id for report in reports]
        entries = Attendance.objects.standing().filter(occurrence__in=held)
        return cls(heads=heads, people=entries.values("attendee").distinct().count())


def report_of(occurrence: Occurrence) -> dict[str, int | str]:
    """What its report can tell already; what nobody said is left open."""
    figures = Figures.of(occurrence)
    told: dict[str, int | str] = {
        "head_count": figures.least,
        "unique_people": figures.people,
        "women": figures.women,
        "men": figures.men,
        "under_30": figures.under_30,
        "organisations": "\n".join(organisations_of(occurrence)),
    }
    return {name: value for name, value in told.items() if value}


def organisations_of(occurrence: Occurrence) -> list[str]:
    """For whom people came, each once."""
    there = Attendee.objects.filter(
        pk__in=occurrence.attendances.standing().values("attendee")
    )
    named = there.exclude(organisation="").order_by("organisation")
    names = named.values_list("organisation", flat=True)
    return list({fold(name): name for name in names}.values())
