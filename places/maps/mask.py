"""The part of a sheet that is map: a polygon on the scan; margins lie outside.

A mask is a list of corners in pixels of the scan. No corners: all of it is map.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from rasterio.features import rasterize
from rasterio.transform import Affine

Corner = tuple[float, float]

# A mask with less than this share of the sheet outside is none.
WHOLE = 0.9999
# So many places on each side tell how far a bent sheet reaches.
SIDE_STEPS = 32


def whole_sheet(width: int, height: int) -> list[Corner]:
    return [(0, 0), (width, 0), (width, height), (0, height)]


def tidied(corners: Sequence[Corner], width: int, height: int) -> list[Corner]:
    """Within the sheet; empty where next to nothing is cut off."""
    inside = [(min(max(x, 0), width), min(max(y, 0), height)) for x, y in corners]
    return [] if area(inside) >= WHOLE * width * height else inside


def area(corners: Sequence[Corner]) -> float:
    """In square pixels, by the shoelace formula."""
    x, y = np.asarray(corners, float).reshape(-1, 2).T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def border(corners: Sequence[Corner]) -> Iterator[Corner]:
    """Places all along the edge."""
    for number, end in enumerate(corners):
        start = corners[number - 1]
        for step in range(SIDE_STEPS):
            share = step / SIDE_STEPS
            x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
            yield x, y


def drawn(corners: Sequence[Corner], width: int, rows: range) -> np.ndarray:
    """These rows of the sheet: 255 where the middle of a pixel is inside, else 0."""
    polygon = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
    return rasterize(
        [(polygon, 255)],
        out_shape=(len(rows), width),
        transform=Affine.translation(0, rows.start),
        dtype=np.uint8,
    )
