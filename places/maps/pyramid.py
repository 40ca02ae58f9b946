"""Tiles of all zooms from strips of the largest: each zoom is averaged from the next.

A strip is one row of tiles: 256 pixels high, without gaps. Only two strips of each zoom
are in memory, whatever the size of the map.
"""

import io
from collections.abc import Callable
from typing import NamedTuple, Self

# Pillow would look for WebP among all the formats it knows, and import them all.
from PIL import Image, WebPImagePlugin  # noqa: F401

TILE = 256
HALF = TILE // 2
# The same in every comparison with other cutters.
WEBP = {"quality": 75, "method": 4}
OPAQUE = 255

Sink = Callable[[int, int, int, bytes], None]


class Strip(NamedTuple):
    """Colours (RGB) apart from how opaque they are (L): most tiles are all opaque."""

    colours: Image.Image
    alpha: Image.Image

    @classmethod
    def empty(cls, columns: int) -> Self:
        size = (columns * TILE, TILE)
        return cls(Image.new("RGB", size), Image.new("L", size))

    def tile(self, column: int) -> Image.Image | None:
        """RGB where it is all opaque, RGBA where not; `None` where nothing is."""
        box = (column * TILE, 0, (column + 1) * TILE, TILE)
        alpha = self.alpha.crop(box)
        faintest, strongest = alpha.getextrema()
        if strongest == 0:
            return None
        tile = self.colours.crop(box)
        if faintest != OPAQUE:
            tile.putalpha(alpha)
        return tile

    def paste(self, picture: Image.Image, left: int, top: int) -> None:
        """Put it there. It is RGB or RGBA, like a tile."""
        box = (left, top, left + picture.width, top + picture.height)
        self.colours.paste(picture, box)
        is_opaque = picture.mode == "RGB"
        self.alpha.paste(OPAQUE if is_opaque else picture.getchannel("A"), box)


def encode(tile: Image.Image) -> bytes:
    file = io.BytesIO()
    tile.save(file, "WEBP", **WEBP)
    return file.getvalue()


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
        self._strip: Strip | None = None

    def add(self, row: int, strip: Strip) -> None:
        """Give out the tiles of a whole strip, and hand half of each down."""
        for column in range(self.columns):
            tile = strip.tile(column)
            if tile is None:
                continue
            x = self.left + column
            self.sink(self.zoom, x, row, encode(tile))
            if self.smaller:
                # See-through pixels give no colour to their neighbours.
                half = tile.reduce(2)
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
            self._strip = Strip.empty(self.columns)
        self._strip.paste(half, x * HALF - self.left * TILE, row % 2 * HALF)

    def _give_out(self) -> None:
        if self._strip is not None:
            strip, self._strip = self._strip, None
            self.add(self._row, strip)
