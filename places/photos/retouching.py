"""Following the instructions of `places.photos.edits`. Pure: pixels in, pixels out."""

import math

from PIL import Image, ImageFilter

from places.photos.edits import Area, Edits

# A hidden part keeps at most so many colours along its longer side: of a face or a
# number plate nothing is left that could be calculated back.
CELLS = 6
# No cell is smaller than this share of the picture's long edge.
LEAST_CELL = 0.01
TURNS = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}


def retouched(picture: Image.Image, edits: Edits) -> Image.Image:
    """Another picture: parts hidden, then cropped, then turned, then straightened."""
    picture = picture.copy()
    for area in edits.hidden:
        _hide(picture, area)
    if edits.crop:
        picture = picture.crop(edits.crop.pixels(picture.size))
    if edits.turn:
        picture = picture.transpose(TURNS[edits.turn])
    return _straighten(picture, edits.tilt) if edits.tilt else picture


def _straighten(picture: Image.Image, degrees: float) -> Image.Image:
    """Turn a little, and leave the largest part of the same shape without corners."""
    width, height = picture.size
    angle = math.radians(abs(degrees))
    longer = max(width / height, height / width)
    share = 1 / (math.cos(angle) + longer * math.sin(angle))
    across, down = width * (1 - share) / 2, height * (1 - share) / 2
    turned = picture.rotate(-degrees, Image.Resampling.BICUBIC)
    return turned.crop(
        (
            math.ceil(across),
            math.ceil(down),
            math.floor(width - across),
            math.floor(height - down),
        )
    )


def _hide(picture: Image.Image, area: Area) -> None:
    """Coarse cells, then their edges made soft."""
    box = area.pixels(picture.size)
    part = picture.crop(box)
    cell = max(max(part.size) / CELLS, max(picture.size) * LEAST_CELL)
    cells = (max(1, int(part.width / cell)), max(1, int(part.height / cell)))
    coarse = part.resize(cells, Image.Resampling.BOX)
    soft = coarse.resize(part.size, Image.Resampling.NEAREST)
    picture.paste(soft.filter(ImageFilter.GaussianBlur(cell / 2)), box)
