"""The sign of a supporter as staff upload it, made into one small picture."""

from typing import BinaryIO

from hub.shared.small_pictures import SmallPicture, read_picture

# Twice as large as it is shown, for sharp screens.
BOX = (480, 160)


def make_logo(file: BinaryIO, size: int) -> SmallPicture:
    """Fit the sign into 480 × 160 px; `ValidationError` when it cannot be read."""
    sign = read_picture(file, size, "RGBA")
    sign.thumbnail(BOX)
    return SmallPicture.of(sign, lossless=True)
