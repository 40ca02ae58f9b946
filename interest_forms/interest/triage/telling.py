"""All that is known of a form, for the page on which it is decided."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hub.shared.audit import history
from interest_forms.interest.days import days_of
from interest_forms.interest.quotas import fills, full_for
from interest_forms.interest.triage import choices
from interest_forms.interest.triage.likeness import (
    feasts_like,
    forms_like,
    places_like,
)
from interest_forms.models import ExpressionOfInterest
from places.models import Photo
from places.staff_pictures import thumbnail

if TYPE_CHECKING:
    from partners.models import User


def told(form: ExpressionOfInterest, user: "User") -> dict[str, Any]:
    """What the template shows; nothing of other groups that visitors do not see."""
    mine = ExpressionOfInterest.objects.managed_by(user)
    others, places = forms_like(form, mine), places_like(form, user)
    feasts = feasts_like(form, user)
    return {
        "form": form,
        "applicant": getattr(form, "applicant", None),
        "photos": [thumbnail(photo, 320) for photo in _photos(form, user)],
        "points": _points(form),
        "sheets": form.sheets.all(),
        "fixed_dates": days_of(form),
        "changes": form.changes.select_related("by"),
        "choices": choices.on_desk(form),
        "may_be_known": form.state in choices.OPEN,
        "others": others,
        "known": [
            (_("Places on the map"), places),
            (_("Events and traditions"), feasts),
        ],
        "alike_count": len(others) + len(places) + len(feasts),
        "fills": fills([form.call])[form.call_id] if form.call else [],
        "full": full_for(form),
        "notes": form.notes.select_related("author"),
        # Its steps are told beside it, each with its reason.
        "audit_entries": history(form).exclude(verb="interest.step")[:10],
    }


def _photos(form: ExpressionOfInterest, user: "User") -> Any:
    if form.submission_id is None:
        return []
    photos = Photo.objects.managed_by(user).filter(submission=form.submission_id)
    return photos.order_by("position", "pk")


def _points(form: ExpressionOfInterest) -> list[dict[str, Any]]:
    """Where it is, for the map: her point, else the place's, else the village's."""
    rows = (form.place, form.territory)
    point = form.point or next((row.point for row in rows if row and row.point), None)
    return [{"kind": "claimed", "lat": point.y, "lon": point.x}] if point else []
