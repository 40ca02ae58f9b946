"""The sign of a supporter as staff upload it, made into one small picture."""

from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

FORMATS = ("PNG", "JPEG", "WEBP")
MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 16_000_000
# Twice as large as it is shown, for sharp screens.
BOX = (480, 160)


@dataclass(frozen=True, slots=True)
class Logo:
    """A WebP picture; its digest names its address."""

    content: bytes
    width: int
    height: int
    digest: str


def make_logo(file: BinaryIO, size: int) -> Logo:
    """Fit the sign into 480 × 160 px; `ValidationError` when it cannot be read.

    Only superusers send these: so they are decoded at once, not by a worker.
    """
    if size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 2 MB. Save it smaller."))
    try:
        with Image.open(file, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                message = _("The picture has too many pixels. Save it smaller.")
                raise ValidationError(message)
            sign = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError):
        message = _("This is not a PNG, JPEG or WebP picture. Save it as one of these.")
        raise ValidationError(message) from None
    sign.thumbnail(BOX)
    written = BytesIO()
    sign.save(written, "WEBP", lossless=True)
    content = written.getvalue()
    digest = blake2b(content, digest_size=8).hexdigest()
    return Logo(content, sign.width, sign.height, digest)
