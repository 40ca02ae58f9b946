"""The numbers that stand beside the boxes of the form on paper.

They are always the same, so that what was printed long ago can be entered still.
"""

from collections.abc import Iterable

from django.utils.dates import MONTHS, WEEKDAYS

from hub.shared.days import month_name, weekday_name
from interest_forms.models import (
    Applicant,
    ExpressionOfInterest,
    Sought,
    Submission,
)
from interest_forms.questions import RIGHTS

Choice = tuple[str, str]


def numbered(choices: Iterable[tuple], among: Iterable | None = None) -> list[Choice]:
    """Each with its number: a digit typed on the keyboard finds it."""
    kept = None if among is None else set(among)
    pairs = enumerate(choices, 1)
    return [
        (value, f"{number} {label}")
        for number, (value, label) in pairs
        if kept is None or value in kept
    ]


def boxes(kinds: Iterable[str]) -> dict[str, list[Choice]]:
    """Every question that is answered by a tick on paper."""
    form = ExpressionOfInterest
    return {
        "kind": numbered(Sought.choices, kinds),
        "role": numbered(form.Role.choices),
        "months": numbered((one, month_name(one)) for one in MONTHS),
        "weekdays": numbered((one, weekday_name(one)) for one in WEEKDAYS),
        "offers": numbered(form.Offer.choices),
        "materials_rights": numbered(form.Materials.choices),
        "preferred": numbered(Applicant.Contact.choices),
        "author": numbered(Submission.Author.choices),
        "rights": numbered(RIGHTS),
    }
