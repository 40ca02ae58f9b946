"""What a pack is put together from.

An app that has something to take along adds its function to `CONTRIBUTORS`: it gets an
action group and yields `Item`s, in the language that is active.
"""

from collections.abc import Callable, Iterator

from hub.packs.contents.basemap import base_map
from hub.packs.contents.events import events
from hub.packs.contents.item import Item, Kind
from hub.packs.contents.pages import land, pages, things
from hub.packs.contents.pictures import patterns, pictures
from partners.models import ActionGroup

__all__ = ["CONTRIBUTORS", "Item", "Kind", "pictures"]

# Beside these, pictures fill what is left below the ceiling.
CONTRIBUTORS: tuple[Callable[[ActionGroup], Iterator[Item]], ...] = (
    base_map,
    pages,
    land,
    things,
    events,
    patterns,
)
