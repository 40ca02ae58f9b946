"""The picture of a speaker as staff upload it, made square and small."""

from typing import BinaryIO

from PIL import ImageOps

from hub.shared.small_pictures import SmallPicture, read_picture

# Twice as large as it is shown, for sharp screens.
EDGE = 192


def make_portrait(file: BinaryIO, size: int) -> SmallPicture:
    """Its middle as a square of 192 px; `ValidationError` when it cannot be read."""
    picture = ImageOps.fit(read_picture(file, size, "RGB"), (EDGE, EDGE))
    return SmallPicture.of(picture, quality=80)
