"""Tiles of all zooms from strips of the largest: each zoom is averaged from the next.

A strip is one row of tiles, 256 pixels high, RGBA, without gaps. Only two strips of
each zoom are in memory, whatever the size of the map.
"""

import io
from collections.abc import Callable

import numpy as np
from PIL import Image

TILE = 256
# The same in every comparison with other cutters.
WEBP = {"quality": 75, "method": 4}

Sink = Callable[[int, int, int, bytes], None]


def encode(tile: np.ndarray) -> bytes:
    """A tile as WebP: (256, 256, 4), without alpha where all of it is opaque."""
    opaque = bool((tile[..., 3] == 255).all())
    image = Image.fromarray(np.ascontiguousarray(tile[..., :3] if opaque else tile))
    file = io.BytesIO()
    image.save(file, "WEBP", **WEBP)
    return file.getvalue()


def halved(strip: np.ndarray) -> np.ndarray:
    """Half as wide and high; see-through pixels give no colour to their neighbours."""
    image = Image.fromarray(strip)
    if (strip[..., 3] == 255).all():
        return np.asarray(image.reduce(2))
    return np.asarray(image.convert("RGBa").reduce(2).convert("RGBA"))


class Pyramid:
    """One zoom of the pyramid, and below it the next smaller one."""

    def __init__(
        self, zoom: int, smallest: int, left: int, columns: int, sink: Sink
    ) -> None:
        """Tiles `left` to `left + columns - 1` of each row; `sink(z, x, y, webp)`."""
        self.zoom, self.left, self.columns, self.sink = zoom, left, columns, sink
        self.smaller: Pyramid | None = None
        if zoom > smallest:
            last = (left + columns - 1) // 2
            self.smaller = Pyramid(
                zoom - 1, smallest, left // 2, last - left // 2 + 1, sink
            )
        # The row that is being put together from the halves of a larger zoom.
        self._row = -1
        self._strip: np.ndarray | None = None

    def add(self, row: int, strip: np.ndarray) -> None:
        """Give out the tiles of a whole strip, and hand half of it down."""
        for column in range(self.columns):
            tile = strip[:, column * TILE : (column + 1) * TILE]
            if tile[..., 3].any():
                self.sink(self.zoom, self.left + column, row, encode(tile))
        if self.smaller:
            self.smaller._take_half(row, halved(strip), self.left % 2)  # noqa: SLF001 -- one of us

    def finish(self) -> None:
        """Give out what is still waiting for a lower half."""
        self._give_out()
        if self.smaller:
            self.smaller.finish()

    def _take_half(self, row: int, half: np.ndarray, shift: int) -> None:
        if self._row != row // 2:
            self._give_out()
            self._row = row // 2
            self._strip = np.zeros((TILE, self.columns * TILE, 4), np.uint8)
        if self._strip is not None:
            top, left = (row % 2) * TILE // 2, shift * TILE // 2
            height, width = half.shape[:2]
            self._strip[top : top + height, left : left + width] = half

    def _give_out(self) -> None:
        if self._strip is not None:
            strip, self._strip = self._strip, None
            self.add(self._row, strip)
