"""Photographs put into the store of originals as the upload would do it."""

import io
import random
from pathlib import Path

from PIL import Image

from places.actions import KeptFile
from places.photos.headers import sniff
from places.photos.originals import Incoming

SAMPLES = Path(__file__).parent / "data" / "photos"


def drawn(number: int = 0, size: tuple[int, int] = (640, 480)) -> bytes:
    """A small JPEG, another one for each number."""
    file = io.BytesIO()
    colour = (number * 37 % 256, number * 91 % 256, 120)
    Image.new("RGB", size, colour).save(file, "JPEG", comment=str(number))
    return file.getvalue()


def noise(size: int) -> bytes:
    """A JPEG of so many bytes: a header that is right, and then nothing of sense."""
    start, end = drawn()[:-2], b"\xff\xd9"
    chance = random.Random(size)  # noqa: S311 -- always the same is wanted
    return start + chance.randbytes(size - len(start) - len(end)) + end


def kept(content: bytes, name: str = "снимка.jpg") -> KeptFile:
    """Keep the bytes, without the look at the header that the form takes."""
    incoming = Incoming()
    incoming.write(content)
    kind = sniff(incoming.head)
    return KeptFile(incoming.keep(), incoming.size, str(kind or "jpeg"), name)
