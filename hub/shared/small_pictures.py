"""Small pictures that staff upload beside a text: signs, portraits.

They are kept in the row as a WebP. Staff are known by name, and the picture is small:
so it is decoded at once, not by a worker.
"""

from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
ACCEPTED = ",".join(f"image/{one.lower()}" for one in FORMATS)
MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """A WebP picture; its digest names its address."""

    content: bytes
    width: int
    height: int
    digest: str

    @classmethod
    def of(cls, picture: Image.Image, **options: int) -> "SmallPicture":
        """Written with these options of Pillow's WebP; without metadata."""
        written = BytesIO()
        picture.save(written, "WEBP", **options)
        content = written.getvalue()
        digest = blake2b(content, digest_size=8).hexdigest()
        return cls(content, picture.width, picture.height, digest)


def read_picture(file: BinaryIO, size: int, mode: str) -> Image.Image:
    """The pixels alone, upright; `ValidationError` when they cannot be read."""
    if size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 2 MB. Save it smaller."))
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                message = _("The picture has too many pixels. Save it smaller.")
                raise ValidationError(message)
            upright = ImageOps.exif_transpose(picture).convert(mode)
    except (OSError, ValueError, SyntaxError, EOFError):
        message = _("This is not a PNG, JPEG or WebP picture. Save it as one of these.")
        raise ValidationError(message) from None
    # What Pillow would write back: EXIF, profiles, comments.
    upright.info.clear()
    return upright
