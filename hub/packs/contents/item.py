"""What contributors hand over: one file of a pack."""

from dataclasses import dataclass
from enum import StrEnum

# Those that grow smaller; pictures, fonts and map tiles are packed already.
COMPRESSIBLE = ("text/", "application/json", "application/geo+json", "image/svg+xml")


class Kind(StrEnum):
    """What a reader is told that there is in a pack."""

    MAP = "map"
    PLACE = "place"
    ROUTE = "route"
    EVENT = "event"
    PICTURE = "picture"
    # What these need to look and work as they do online.
    PART = "part"


@dataclass(frozen=True, slots=True)
class Item:
    """The bytes that the address answers with."""

    kind: Kind
    address: str
    content: bytes
    content_type: str

    @property
    def is_text(self) -> bool:
        return self.content_type.startswith(COMPRESSIBLE)
