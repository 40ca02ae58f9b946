"""What moderators changed about a picture: instructions beside the untouched original.

All figures are fractions of the original as it stands upright, whatever is cut or
turned: 0 is its left or upper edge, 1 its right or lower one. The order is fixed: parts
are hidden, then the picture is cropped, then it is turned, then it is straightened.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

Size = tuple[int, int]
Box = tuple[int, int, int, int]

DIGITS = 4
MOST_HIDDEN = 12
# The least share of the picture's width and height: to hide, and to be left by a crop.
LEAST_HIDDEN, LEAST_CROP = 0.005, 0.05
QUARTER_TURNS = 4
# Degrees: a horizon that hangs more than this was meant to.
MOST_TILT = 10


class WrongEdits(ValueError):
    """The instructions cannot be followed."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle within the picture."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, values: Iterable[Any], least: float) -> Self:
        """From four numbers; raises `WrongEdits` when no such area lies within."""
        try:
            numbers = [round(float(value), DIGITS) for value in values]
            area = cls(*numbers)
        except (TypeError, ValueError, OverflowError):
            raise WrongEdits from None
        if not all(0 <= number <= 1 for number in numbers):
            raise WrongEdits
        if area.left + area.width > 1.0001 or area.top + area.height > 1.0001:
            raise WrongEdits
        if area.width < least or area.height < least:
            raise WrongEdits
        return area

    @property
    def values(self) -> list[float]:
        return [self.left, self.top, self.width, self.height]

    def pixels(self, size: Size) -> Box:
        """All pixels the area touches, at least one."""
        width, height = size
        left = min(math.floor(self.left * width), width - 1)
        top = min(math.floor(self.top * height), height - 1)
        right = min(math.ceil((self.left + self.width) * width), width)
        bottom = min(math.ceil((self.top + self.height) * height), height)
        return left, top, max(left + 1, right), max(top + 1, bottom)


@dataclass(frozen=True, slots=True)
class Edits:
    """The instructions for one picture. None at all is the picture as it came."""

    hidden: tuple[Area, ...] = ()
    crop: Area | None = None
    turn: int = 0  # quarter turns clockwise
    tilt: float = 0  # degrees clockwise, in tenths

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """From what `as_json` gave; raises `WrongEdits` for anything else."""
        hidden, crop, turn = data.get("hide", []), data.get("crop"), data.get("turn", 0)
        if turn not in range(QUARTER_TURNS) or len(hidden) > MOST_HIDDEN:
            raise WrongEdits
        tilt = data.get("tilt", 0)
        if not isinstance(tilt, int | float) or not abs(tilt) <= MOST_TILT:
            raise WrongEdits
        return cls(
            hidden=tuple(Area.of(values, LEAST_HIDDEN) for values in hidden),
            crop=Area.of(crop, LEAST_CROP) if crop else None,
            turn=turn,
            tilt=round(tilt, 1),
        )

    def as_json(self) -> dict[str, Any]:
        """Only what is changed: no edits are `{}`."""
        data: dict[str, Any] = {}
        if self.hidden:
            data["hide"] = [area.values for area in self.hidden]
        if self.crop:
            data["crop"] = self.crop.values
        if self.turn:
            data["turn"] = self.turn
        if self.tilt:
            data["tilt"] = self.tilt
        return data

    def __bool__(self) -> bool:
        return bool(self.as_json())

    @property
    def key(self) -> str:
        """The same for the same instructions; empty for none."""
        return json.dumps(self.as_json(), sort_keys=True) if self else ""


UNEDITED = Edits()
