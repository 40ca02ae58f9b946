"""Tiles of all zooms from strips of the largest: each zoom is averaged from the next.

A strip is one row of tiles: an RGBA picture 256 pixels high, without gaps. Only two
strips of each zoom are in memory, whatever the size of the map.
"""

import io
from collections.abc import Callable

from PIL import Image

TILE = 256
HALF = TILE // 2
# The same in every comparison with other cutters.
WEBP = {"quality": 75, "method": 4}
OPAQUE = 255

Sink = Callable[[int, int, int, bytes], None]


def encode(tile: Image.Image) -> bytes:
    """A tile as WebP; the encoder leaves out the alpha of one that is all opaque."""
    file = io.BytesIO()
    tile.save(file, "WEBP", **WEBP)
    return file.getvalue()


def halved(tile: Image.Image, *, is_opaque: bool) -> Image.Image:
    """Half as wide and high; see-through pixels give no colour to their neighbours."""
    if is_opaque:
        return tile.reduce(2)
    return tile.convert("RGBa").reduce(2).convert("RGBA")


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
        self._strip: Image.Image | None = None

    def add(self, row: int, strip: Image.Image) -> None:
        """Give out the tiles of a whole strip, and hand half of each down."""
        for column in range(self.columns):
            tile = strip.crop((column * TILE, 0, (column + 1) * TILE, TILE))
            faintest, strongest = tile.getchannel("A").getextrema()
            if strongest == 0:
                continue
            x = self.left + column
            self.sink(self.zoom, x, row, encode(tile))
            if self.smaller:
                half = halved(tile, is_opaque=faintest == OPAQUE)
                self.smaller._take_half(x, row, half)  # noqa: SLF001 -- one of us

    def finish(self) -> None:
        """Give out what is still waiting for a lower half."""
        self._give_out()
        if self.smaller:
            self.smaller.finish()

    def _take_half(self, x: int, row: int, half: Image.Image) -> None:
        """A tile of the larger zoom is a quarter of one of ours."""
        if self._row != row // 2 or self._strip is None:
            self._give_out()
            self._row = row // 2
            self._strip = Image.new("RGBA", (self.columns * TILE, TILE))
        left = x * HALF - self.left * TILE
        self._strip.paste(half, (left, row % 2 * HALF))

    def _give_out(self) -> None:
        if self._strip is not None:
            strip, self._strip = self._strip, None
            self.add(self._row, strip)
