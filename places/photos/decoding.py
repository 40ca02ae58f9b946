"""Strangers' pixels: an allow-list of decoders, one thread each, under a memory limit.

Only the worker decodes. Importing this module sets Pillow up for the whole process.
"""

import resource
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import (
    AvifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)
from pillow_heif import HeifImageFile, register_heif_opener

from places.photos.headers import (
    JPEG_PIXELS,
    Fault,
    Kind,
    UnreadableImage,
    read_header,
    refuse_too_many,
)
from places.photos.webp import CANVAS_PIXELS, open_large_webp

# Stereo and gain-map files (MPO) open as JPEG and stand at their first picture;
# Pillow knows no opener of the name "MPO" and breaks when asked for one.
DECODERS = {
    Kind.JPEG: JpegImagePlugin.JpegImageFile.format,
    Kind.PNG: PngImagePlugin.PngImageFile.format,
    Kind.WEBP: WebPImagePlugin.WebPImageFile.format,
    Kind.HEIF: HeifImageFile.format,
    Kind.AVIF: AvifImagePlugin.AvifImageFile.format,
}
# What Pillow and its plugins raise about bad bytes. An OSError with a number comes from
# the disk instead and is let through: the disk may be well again in a minute.
COMPLAINTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    ZeroDivisionError,
    RuntimeError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
FAULT_WORDS = {
    "out of memory": Fault.OUT_OF_MEMORY,
    "allocat": Fault.OUT_OF_MEMORY,
    "truncated": Fault.TRUNCATED,
    "end of file": Fault.TRUNCATED,
}

# With the libraries' 50 MB, which are not counted here, a worker stays below 600 MB.
WORKER_MEMORY = 520 * 2**20

# Two workers share two cores: a decoder with threads only takes the other's turn.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
register_heif_opener(
    decode_threads=1, thumbnails=False, depth_images=False, aux_images=False
)
Image.MAX_IMAGE_PIXELS = JPEG_PIXELS


def limit_process(memory_bytes: int = WORKER_MEMORY) -> None:
    """Cap what this process may allocate; more than that is a `MemoryError`.

    RLIMIT_DATA, not RLIMIT_AS: mapped libraries and the address space that thread
    stacks reserve cost no memory and would eat up an AS limit.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard != resource.RLIM_INFINITY:
        memory_bytes = min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, hard))


@contextmanager
def complaints_translated() -> Iterator[None]:
    """Turn a decoder's complaint about the bytes into an `UnreadableImage`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except COMPLAINTS as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise UnreadableImage(_fault_of(error), str(error)) from error


def _fault_of(error: Exception) -> Fault:
    if isinstance(error, MemoryError):
        return Fault.OUT_OF_MEMORY
    if isinstance(error, Image.DecompressionBombError):
        return Fault.TOO_MANY_PIXELS
    message = str(error).lower()
    found = (fault for words, fault in FAULT_WORDS.items() if words in message)
    return next(found, Fault.DAMAGED)


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """The picture in a file, with size and metadata, its pixels not decoded yet."""
    header = read_header(path)
    with path.open("rb") as file:
        with complaints_translated():
            if (
                header.kind is Kind.WEBP
                and header.width * header.height > CANVAS_PIXELS
            ):
                image = open_large_webp(file, header.width, header.height)
            else:
                image = Image.open(file, formats=[DECODERS[header.kind]])
        refuse_too_many(header.kind, *image.size)
        yield image
