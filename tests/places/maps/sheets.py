"""A synthetic sheet whose every pixel tells where on the sheet it is."""

import io

import numpy as np
from PIL import Image

from places.maps.fitting import Tie, from_mercator, to_mercator

WIDTH, HEIGHT = 600, 400
METRES = 3.0
EAST, NORTH = to_mercator(23.5585, 42.337)


def colours(x, y):
    """Red grows to the right, green downwards."""
    red, green = x * 250 / WIDTH, y * 250 / HEIGHT
    return np.stack([red, green, np.full_like(red, 128.0)], axis=-1)


def drawn_sheet(kind="PNG", mode="RGB", **options):
    """The file of the sheet, as bytes."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float) + 0.5
    file = io.BytesIO()
    image = Image.fromarray(colours(x, y).round().astype(np.uint8)).convert(mode)
    image.save(file, kind, **options)
    return file.getvalue()


def ground_of(x, y):
    """Where a pixel lies in EPSG:3857: turned a little, three metres a pixel."""
    return (
        EAST + METRES * (x * 0.9848 + y * 0.1736),
        NORTH + METRES * (x * 0.1736 - y * 0.9848),
    )


def pixel_of(east, north):
    """The inverse of `ground_of`."""
    a, b = (east - EAST) / METRES, (north - NORTH) / METRES
    size = 0.9848**2 + 0.1736**2
    return (a * 0.9848 + b * 0.1736) / size, (a * 0.1736 - b * 0.9848) / size


def ties(*spots):
    """Points at these pixels of the sheet."""
    return [Tie(x, y, *from_mercator(*ground_of(x, y))) for x, y in spots]


CORNERS = ties((10, 10), (590, 10), (590, 390), (10, 390))
SIX = [*CORNERS, *ties((300, 200), (200, 100))]
