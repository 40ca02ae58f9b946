"""The yarn: which four colours a pattern is woven in."""

from dataclasses import astuple, dataclass
from typing import Self

from hub.shared.colour import contrast

# A thread must stand out from the ground as a control's border does (WCAG 1.4.11);
# the accent only dots what the threads have drawn.
THREAD_CONTRAST = 3.0
ACCENT_CONTRAST = 1.5


@dataclass(frozen=True)
class Cloth:
    """A ground, two threads that carry the pattern, and an accent, as "#rrggbb"."""

    ground: str
    thread_one: str
    thread_two: str
    accent: str

    def __post_init__(self) -> None:
        limits = (THREAD_CONTRAST, THREAD_CONTRAST, ACCENT_CONTRAST)
        for colour, least in zip(astuple(self)[1:], limits, strict=True):
            ratio = contrast(colour, self.ground)
            if ratio < least:
                message = f"{colour} on {self.ground} has {ratio:.1f}:1, not {least}:1"
                raise ValueError(message)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "#ground,#thread,#thread,#accent"; a ValueError tells what is wrong."""
        colours = [colour.strip().lower() for colour in text.split(",")]
        if len(colours) != 4:
            message = f"a cloth has four colours, not {len(colours)}"
            raise ValueError(message)
        return cls(*colours)

    def __str__(self) -> str:
        return ",".join(astuple(self))


WOOL, HEMP, WALNUT = "#f3ebdc", "#e6d8bc", "#3a2a20"
MADDER, DARK_MADDER, ROSE = "#a42530", "#5e0f1a", "#e0707a"
INDIGO, SKY = "#27467c", "#8fb0dc"
WELD, MOSS, DARK_MOSS = "#dfad3c", "#456230", "#1f3213"

CLOTHS = (
    Cloth(WOOL, MADDER, WALNUT, WELD),
    Cloth(WOOL, INDIGO, MADDER, WELD),
    Cloth(MADDER, WOOL, WELD, DARK_MADDER),
    Cloth(INDIGO, WOOL, WELD, SKY),
    Cloth(WOOL, MADDER, MOSS, WELD),
    Cloth(WELD, MADDER, WALNUT, WOOL),
    Cloth(WOOL, MOSS, MADDER, WELD),
    Cloth(WALNUT, WELD, WOOL, ROSE),
    Cloth(MADDER, WELD, WOOL, DARK_MADDER),
    Cloth(MOSS, WOOL, WELD, DARK_MOSS),
    Cloth(HEMP, WALNUT, MADDER, INDIGO),
    Cloth(INDIGO, WELD, WOOL, ROSE),
)
