"""The objects for which a planned week had no time, and why, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from interest_forms.models import ExpressionOfInterest, WeekPlan
from interest_forms.schedule.warnings import Kind

# So many are named on the page of a plan.
NAMED = 100
NO_TIME_LEFT = _("no free time was left for it")
WHY = {
    Kind.AWAY: _("the crews or the equipment it needs are elsewhere"),
    Kind.FIXED_DATE: _("its own day is not in this week, or no crew is free then"),
    Kind.DECLINED: _("the applicant has said no to these days"),
    Kind.TRAVEL: _("the road takes longer than there is time"),
    Kind.HOURS: _("the applicant asked for other days or hours"),
    Kind.LIGHT: _("it would be dark"),
    Kind.DAY_OFF: _("only the crews’ days off are free"),
    Kind.HOLIDAY: _("only public holidays are free"),
}


@dataclass(frozen=True, slots=True)
class Unplaced:
    form: ExpressionOfInterest
    reasons: list[str]


def unplaced_of(plan: WeekPlan) -> tuple[list[Unplaced], int]:
    """Those that wait still, village by village, no more than `NAMED`; of how many."""
    rows = plan.unplaced.filter(form__state=ExpressionOfInterest.State.ACCEPTED)
    rows = rows.select_related("form__territory__parent")
    rows = rows.order_by("form__territory__name", "form__received", "form")
    named = [Unplaced(row.form, _in_words(row.why)) for row in rows[:NAMED]]
    return named, rows.count() if len(named) == NAMED else len(named)


def _in_words(kinds: list[str]) -> list[str]:
    return [str(words) for kind, words in WHY.items() if kind in kinds] or [
        str(NO_TIME_LEFT)
    ]
