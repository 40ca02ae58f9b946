"""Which village a name means: first in the group's territory, then anywhere."""

import re
from collections.abc import Iterable

from django.conf import settings

from hub.shared.text import fold
from partners.models import ActionGroup, Territory

# As people write before a name: с. Белчин, гр. Самоков, sat, χωριό.
PREFIX = re.compile(
    r"^(?:село|град|с\.|гр\.|village|town|sat(?:ul)?\s|comuna\s|oras(?:ul)?\s|χωριό)\s*",
    re.IGNORECASE,
)
# What people add behind it: Ново село, община Ихтиман.
BEHIND = re.compile(r"[,(]")
# A name that fits more villages than this is not offered as a list of them.
MOST_OFFERED = 40


class Villages:
    """Finds settlements by name; those of the group are read once."""

    def __init__(self, group: ActionGroup) -> None:
        own = Territory.objects.settlements().in_group(group).with_label()
        self._own: dict[str, list[Territory]] = {}
        for village in own.order_by("pk"):
            for name in names_of(village):
                self._own.setdefault(name, []).append(village)

    def named(self, text: str) -> tuple[list[Territory], bool]:
        """The villages of that name, and whether they are the group's own."""
        name = name_meant(text)
        if not name:
            return [], True
        if own := self._own.get(name):
            return own, True
        others = Territory.objects.settlements().matching(name).with_label()
        exact = [one for one in others.order_by("pk") if name in names_of(one)]
        return exact[:MOST_OFFERED], False


def name_meant(text: str) -> str:
    """The name that people mean by "с. Белчин, общ. Самоков", as it is compared."""
    return fold(PREFIX.sub("", BEHIND.split(text)[0].strip()))


def names_of(village: Territory) -> set[str]:
    """Its names in all languages, as they are compared."""
    given: Iterable[str | None] = (
        getattr(village, f"name_{code}") for code, _name in settings.LANGUAGES
    )
    return {fold(name) for name in given if name}
