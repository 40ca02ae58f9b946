"""Who sent a form of interest is forgotten: at once when she asks, else on schedule."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hub.shared.audit import record
from interest_forms import papers
from interest_forms.models import (
    Applicant,
    ExpressionOfInterest,
    PaperInterest,
    ScheduleSlot,
    StaffNote,
    StateChange,
)

if TYPE_CHECKING:
    from partners.models import User


@transaction.atomic
def forget_applicant(form: ExpressionOfInterest, *, by: "User | None" = None) -> None:
    """Delete who sent it, what was written to and by her, and the sheet she signed."""
    if forget_all([form.pk]):
        record("interest.forget_applicant", form, actor=by)


def forget_all(ids: Sequence[int]) -> int:
    """The same for many, without an entry for each; say how many were known still."""
    # What is being written about them comes first, and goes, too.
    list(
        ExpressionOfInterest.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_for_update()
    )
    Applicant.objects.filter(form__in=ids).delete()
    StateChange.objects.filter(form__in=ids).exclude(reason="").update(reason="")
    StaffNote.objects.filter(form__in=ids).delete()
    ScheduleSlot.objects.filter(form__in=ids).update(why_not="", note="")
    sheets = PaperInterest.objects.filter(form__in=ids)
    digests = set(sheets.values_list("sha256", flat=True))
    sheets.delete()
    transaction.on_commit(lambda: papers.remove_unneeded(digests))
    rows = ExpressionOfInterest.objects.filter(pk__in=ids, person_deleted=None)
    return rows.update(person_deleted=timezone.now())


def to_forget() -> QuerySet:
    """Forms that rest for so long that nobody asks about them any more.

    Of those that came to nothing what the applicant wrote goes, too; of those without
    a name what was written afterwards.
    """
    now = timezone.now()
    rested = ExpressionOfInterest.objects.rested_since(
        over=now - timedelta(days=settings.HUB_CONTACT_DAYS),
        under_way=now - timedelta(days=settings.HUB_INTEREST_DAYS),
    )
    words = reduce(or_, (~Q(**{name: ""}) for name in ExpressionOfInterest.WORDS))
    unused = ~Q(state__in=ExpressionOfInterest.CHOSEN) & words
    return rested.filter(Q(person_deleted=None) | unused | _written())


def _written() -> Q:
    """Words between her and the staff, and among the staff."""
    about = {"form": OuterRef("pk")}
    return (
        Q(Exists(StaffNote.objects.filter(**about)))
        | Q(Exists(StateChange.objects.filter(**about).exclude(reason="")))
        | Q(Exists(ScheduleSlot.objects.filter(**about).exclude(why_not="", note="")))
    )


def words_go(
    form: ExpressionOfInterest, steps: Sequence[StateChange]
) -> datetime | None:
    """From when on nothing is left of what was taken back."""
    if form.state != ExpressionOfInterest.State.WITHDRAWN or not steps:
        return None
    return steps[-1].at + timedelta(days=settings.HUB_CONTACT_DAYS)


def forget_rested(ids: Sequence[int]) -> int:
    """Forget who sent these, and the words of those that came to nothing."""
    rows = ExpressionOfInterest.objects.filter(pk__in=ids)
    unused = rows.exclude(state__in=ExpressionOfInterest.CHOSEN)
    unused.update(**dict.fromkeys(ExpressionOfInterest.WORDS, ""))
    forget_all(ids)
    return len(ids)
