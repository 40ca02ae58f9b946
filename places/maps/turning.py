"""Strips of sheets that are only moved, turned and stretched: by Pillow.

GDAL's warper can follow any transformation; for this one, the usual one, it asks for
half as much CPU again. Pixels differ by two of 255 at most.
"""

from math import ceil, floor, hypot

from PIL import Image
from rasterio import Affine
from rasterio.io import DatasetReader
from rasterio.windows import Window

from places.maps.pyramid import OPAQUE, TILE, Strip

# So many columns at once: little more of a turned sheet lies under them than is needed.
PIECE = 4 * TILE
# Where a sheet becomes smaller, more than four pixels make one: GDAL knows how.
AS_LARGE = 0.95


def can_turn(sheet: DatasetReader, way: Affine) -> bool:
    """Whether it is all opaque, and on the map about as large, or larger, both ways."""
    step = max(hypot(way.a, way.d), hypot(way.b, way.e))
    return sheet.count == 3 and step <= 1 / AS_LARGE


def turned_strip(sheet: DatasetReader, way: Affine, columns: int) -> Strip:
    """So many tiles in a row; `way` leads from their pixels to those of the sheet."""
    strip = Strip.empty(columns)
    for left in range(0, columns * TILE, PIECE):
        width = min(PIECE, columns * TILE - left)
        piece = _piece(sheet, way * Affine.translation(left, 0), width)
        if piece is not None:
            strip.paste(piece, left, 0)
    return strip


def _piece(sheet: DatasetReader, way: Affine, width: int) -> Image.Image | None:
    """RGB where all of it lies on the sheet, RGBA where only a part does."""
    corners = [way * spot for spot in ((0, 0), (width, 0), (0, TILE), (width, TILE))]
    xs, ys = zip(*corners, strict=True)
    # With the pixels next to them, which are mixed in.
    west, north, east, south = (
        *(floor(min(xs)) - 1, floor(min(ys)) - 1),
        *(ceil(max(xs)) + 1, ceil(max(ys)) + 1),
    )
    left, right = max(west, 0), min(east, sheet.width)
    top, bottom = max(north, 0), min(south, sheet.height)
    if left >= right or top >= bottom:
        return None
    window = Window(left, top, right - left, bottom - top)
    bands = [Image.fromarray(band) for band in sheet.read(window=window)]
    from_window = Affine.translation(-left, -top) * way
    piece = _turned(Image.merge("RGB", bands), from_window, width)
    if (west, north, east, south) != (left, top, right, bottom):
        whole = Image.new("L", bands[0].size, OPAQUE)
        piece.putalpha(_turned(whole, from_window, width))
    return piece


def _turned(picture: Image.Image, way: Affine, width: int) -> Image.Image:
    """Pillow counts from the pixels' corners, as we do; outside it leaves 0."""
    numbers = (way.a, way.b, way.c, way.d, way.e, way.f)
    size, how = (width, TILE), Image.Resampling.BILINEAR
    return picture.transform(size, Image.Transform.AFFINE, numbers, how)
