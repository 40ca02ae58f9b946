"""Following the instructions of `places.photos.edits`. Pure: pixels in, pixels out."""

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
    """Another picture: parts are hidden, then it is cropped, then it is turned."""
    picture = picture.copy()
    for area in edits.hidden:
        _hide(picture, area)
    if edits.crop:
        picture = picture.crop(edits.crop.pixels(picture.size))
    return picture.transpose(TURNS[edits.turn]) if edits.turn else picture


def _hide(picture: Image.Image, area: Area) -> None:
    """Coarse cells, then their edges made soft."""
    box = area.pixels(picture.size)
    part = picture.crop(box)
    cell = max(max(part.size) / CELLS, max(picture.size) * LEAST_CELL)
    cells = (max(1, int(part.width / cell)), max(1, int(part.height / cell)))
    coarse = part.resize(cells, Image.Resampling.BOX)
    soft = coarse.resize(part.size, Image.Resampling.NEAREST)
    picture.paste(soft.filter(ImageFilter.GaussianBlur(cell / 2)), box)
