"""What a form offers to somebody who says where something is, and whose law it is."""

from dataclasses import asdict
from typing import Any

from events.meetings.villages import name_meant, names_of
from hub.shared.memory import Remembered
from hub.shared.numbers import id_of
from hub.shared.spelling import holds_as_written
from hub.shared.text import normalise
from interest_forms.law import LAWS, law_of
from partners.models import ActionGroup, GroupSettlement, Territory
from places.models import Place
from places.suggestions import first_places, settlements_named

BELIEVED_SECONDS = 60


def published_place(written) -> Place | None:
    number = id_of(written)
    if not number:
        return None
    places = Place.objects.published().select_related("category", "territory__parent")
    return places.filter(pk=number).first()


def laws_for(form, where: Place | Territory | None) -> dict[str, Any]:
    """The law of the chosen place's country; those that another choice may bring.

    Where that is not known it is that of the place's group or the form's, else of all
    groups if they are of one country.
    """
    groups = ActionGroup.objects.published()
    if isinstance(where, Place) and where.group_id:
        groups = groups.filter(pk=where.group_id)
    elif slug := form["group"].value():
        groups = groups.filter(slug=normalise(str(slug)))
    usual = law_of(groups.country_code())
    law = law_of(where.country) if where and where.country else usual
    laws = {"": usual, **LAWS}
    return {"law": law, "laws": {code: asdict(one) for code, one in laws.items()}}


def offered(form, text: str) -> dict[str, Any]:
    """Villages and places of this name, and the village that is chosen already."""
    chosen = form.fields["territory"].clean(form["territory"].value() or "")
    places = Place.objects.published()
    return {
        "chosen_settlement": chosen,
        "found_places": first_places(places.matching(text)) if text else [],
        "found_settlements": settlements_named(text) if text else [],
    }


def only_village(text: str) -> Territory | None:
    """The village of this name, if the groups' territories hold exactly one.

    Believed for a minute: at a meeting all forms name the same few.
    """
    name = name_meant(text)
    return _villages.get(name, lambda: _only_named(name)) if name else None


def _only_named(name: str) -> Territory | None:
    ours = GroupSettlement.objects.current().filter(group__is_published=True)
    villages = Territory.objects.filter(pk__in=ours.values("settlement"))
    found = villages.filter(holds_as_written(name)).with_label().defer("boundary")
    exact = [one for one in found[:50] if name in names_of(one)]
    return exact[0] if len(exact) == 1 else None


_villages: Remembered[str, Territory | None] = Remembered(seconds=BELIEVED_SECONDS)
