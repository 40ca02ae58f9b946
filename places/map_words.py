"""The words that the map page's script needs: what its markers are called."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from places.models import Category


def map_words() -> dict[str, Any]:
    """Kinds of places by id, and sentences of numbers by CLDR's plural category.

    `{count}`, `{kind}` and `{n}` in the sentences are for the script to fill in.
    """
    return {
        "names": f"{reverse('places:place-list')}names.json",
        "kinds": {
            kind.pk: {"name": kind.name, "mark": kind.mark}
            for kind in Category.objects.all()
        },
        "stars": _forms(_star),
        "mostly": _forms(_star_of_a_kind),
        "spot": _forms(_spot),
        "several": _forms(_several),
        "metres": gettext("%(n)s m") % {"n": "{n}"},
        "kilometres": gettext("%(n)s km") % {"n": "{n}"},
    }


def _forms(sentence) -> dict[str, str]:
    """A star counts two at least: Romanian says 2 and 20 in different ways."""
    return {"few": sentence(2), "other": sentence(20)}


def _star(number: int) -> str:
    words = ngettext("%(count)s place; zoom in", "%(count)s places; zoom in", number)
    return words % {"count": "{count}"}


def _star_of_a_kind(number: int) -> str:
    words = ngettext(
        "%(count)s place, mostly: %(kind)s; zoom in",
        "%(count)s places, mostly: %(kind)s; zoom in",
        number,
    )
    return words % {"count": "{count}", "kind": "{kind}"}


def _spot(number: int) -> str:
    words = ngettext(
        "%(count)s place on one spot; show it",
        "%(count)s places on one spot; show them",
        number,
    )
    return words % {"count": "{count}"}


def _several(number: int) -> str:
    words = ngettext(
        "%(count)s place on one spot", "%(count)s places on one spot", number
    )
    return words % {"count": "{count}"}
