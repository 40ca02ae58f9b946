"""Large WebP pictures, decoded without the canvases of an animation.

Pillow decodes every WebP as an animation and holds four copies of its pixels, 800 MB
for 50 megapixels. The system's libwebp, which GDAL needs anyway, decodes a still one
into a buffer of ours, which Pillow then uses without a copy.
"""

import ctypes
import struct
from collections.abc import Iterator
from typing import BinaryIO

from PIL import Image

from places.photos.headers import TooManyPixels

# Up to here Pillow's way stays under 400 MB.
CANVAS_PIXELS = 24_000_000
LIBRARY = "libwebp.so.7"
METADATA = {b"EXIF": "exif", b"ICCP": "icc_profile", b"XMP ": "xmp"}
ALPHA_FLAG, ANIMATION_FLAG = 0x10, 0x02


def open_large_webp(file: BinaryIO, width: int, height: int) -> Image.Image:
    """Decode a still picture; an animation of this size is refused."""
    data = file.read()
    flags = data[20] if data[12:16] == b"VP8X" else 0
    if flags & ANIMATION_FLAG:
        raise TooManyPixels(width, height, "and animated")
    has_alpha = bool(flags & ALPHA_FLAG) or data[12:16] == b"VP8L"
    pixels = _decode(data, width, height)
    mode = "RGBA" if has_alpha else "RGBX"
    image = Image.frombuffer(mode, (width, height), pixels, "raw", mode, 0, 1)
    image.info.update(
        {METADATA[name]: body for name, body in _chunks(data) if name in METADATA}
    )
    return image


def _decode(data: bytes, width: int, height: int) -> bytearray:
    try:
        decode = ctypes.CDLL(LIBRARY).WebPDecodeRGBAInto
    except OSError as error:
        raise TooManyPixels(width, height, f"without {LIBRARY}") from error
    decode.restype = ctypes.c_void_p
    stride = 4 * width
    pixels = bytearray(stride * height)
    buffer = (ctypes.c_char * len(pixels)).from_buffer(pixels)
    done = decode(
        data,
        ctypes.c_size_t(len(data)),
        buffer,
        ctypes.c_size_t(len(pixels)),
        ctypes.c_int(stride),
    )
    if not done:
        message = "libwebp refused the data"
        raise ValueError(message)
    return pixels


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 12
    while position + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[position : position + 8])
        yield name, data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
