"""What people do with printed sheets."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from events.models import MeetingSeries, Occurrence, PrintedSheet
from events.printing.telling import Teller
from events.tasks import make_sheet
from hub.shared.audit import record
from hub.shared.bell import ring
from partners.models import User


@transaction.atomic
def ask_for_sheets(
    subjects: Iterable[Occurrence | MeetingSeries],
    *,
    kind: str,
    languages: Collection[str],
    by: User,
) -> int:
    """Have a sheet of each made in each language; those that are right are left alone.

    Returns how many are made now.
    """
    subjects = list(subjects)
    PrintedSheet.objects.bulk_create(
        (
            PrintedSheet(kind=kind, language=language, **_owner(one))
            for one in subjects
            for language in languages
        ),
        ignore_conflicts=True,
    )
    wanted = PrintedSheet.objects.of(subjects).with_subjects()
    wanted = wanted.filter(kind=kind, language__in=languages).order_by("pk")
    teller = Teller()
    asked = [one for one in wanted if not _is_right(one, teller)]
    PrintedSheet.objects.filter(pk__in=[one.pk for one in asked]).ask_again()
    for sheet in asked:
        ring(make_sheet, sheet.pk)
    if asked:
        told_of = {
            one.occurrence.event if one.occurrence else one.series for one in asked
        }
        record("sheet.make", told_of, actor=by, kind=kind, languages=list(languages))
    return len(asked)


def _owner(subject: Occurrence | MeetingSeries) -> dict[str, Any]:
    is_date = isinstance(subject, Occurrence)
    return {"occurrence" if is_date else "series": subject}


def _is_right(sheet: PrintedSheet, teller: Teller) -> bool:
    return sheet.state == PrintedSheet.State.READY and teller.is_current(sheet)
