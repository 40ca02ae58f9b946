"""All that forms tell, as a table for the office program of the group's own staff."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from interest_forms.interest.days import DAYS, days_of
from interest_forms.models import Applicant, ExpressionOfInterest

CHUNK = 500
NOBODY = Applicant()


def heads() -> list[str]:
    """In the order of `rows`."""
    return [
        _("code"),
        _("received"),
        _("state"),
        _("name of the object"),
        _("kind"),
        _("about it"),
        _("settlement"),
        _("place"),
        _("place in words"),
        _("position"),
        _("call"),
        _("feast of the calendar"),
        _("fixed dates"),
        _("best times"),
        _("what may be made"),
        _("the applicant is"),
        _("name"),
        _("organisation"),
        _("EIK"),
        _("telephone"),
        _("e-mail"),
        _("best reached"),
        _("what there is already"),
        _("whose it is"),
        _("getting there and about"),
        _("agrees that it is filmed"),
        _("agrees that the public schedule names it"),
        _("score"),
        _("language"),
    ]


def rows(forms: QuerySet) -> Iterator[list[object]]:
    """A line for each form, a batch at a time."""
    forms = forms.select_related("territory__parent", "call__group", "applicant")
    forms = forms.select_related("event", "tradition", "place").prefetch_related(*DAYS)
    for form in forms.iterator(chunk_size=CHUNK):
        yield _row(form, getattr(form, "applicant", NOBODY))


def _row(form: ExpressionOfInterest, applicant: Any) -> list[object]:
    return [
        form.code,
        f"{localtime(form.received):%Y-%m-%d %H:%M}",
        form.get_state_display(),
        form.title,
        form.get_kind_display(),
        form.description,
        form.territory,
        form.place,
        form.place_text,
        f"{form.point.y:.6f}, {form.point.x:.6f}" if form.point else "",
        form.call,
        form.event or form.tradition,
        ", ".join(one.words for one in days_of(form)),
        "; ".join(form.best_times),
        ", ".join(form.offered),
        form.get_role_display(),
        applicant.name,
        applicant.organisation,
        applicant.eik,
        applicant.phone,
        applicant.email,
        applicant.get_preferred_display(),
        form.materials,
        form.get_materials_rights_display(),
        form.accessibility,
        _("yes") if form.film_agreed else _("no"),
        _("yes") if form.naming_agreed else _("no"),
        form.score,
        form.language,
    ]
