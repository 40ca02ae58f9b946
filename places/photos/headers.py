"""What a stranger's file says of itself, read without starting any decoder.

Safe for the web process: a few seeks and small reads, whatever the size of the file.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

HEAD_BYTES = 4096
JPEG_PIXELS = 110_000_000
OTHER_PIXELS = 50_000_000
# A JPEG in several scans is kept whole, two bytes a sample, before a line comes out.
JPEG_SCAN_BYTES = 400_000_000
# The longest list of segments a real JPEG had was 380: a profile and a long XMP.
SEGMENTS = 2000
META_BYTES = 4_000_000


class Kind(StrEnum):
    """A kind of picture the portal takes."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIF = "heif"
    AVIF = "avif"


class Fault(StrEnum):
    """Why a file cannot become a picture: a code, for which the edges have words."""

    EMPTY = "empty"
    NOT_AN_IMAGE = "not_an_image"
    UNSUPPORTED = "unsupported"
    DAMAGED = "damaged"
    TRUNCATED = "truncated"
    TOO_MANY_PIXELS = "too_many_pixels"
    OUT_OF_MEMORY = "out_of_memory"


class UnreadableImage(Exception):
    """The fault lies in the file: trying again will not help."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail


class TooManyPixels(UnreadableImage):
    """A picture larger than the portal is willing to decode."""

    def __init__(self, width: int, height: int, condition: str = "") -> None:
        super().__init__(
            Fault.TOO_MANY_PIXELS, f"{width} x {height} {condition}".strip()
        )


@dataclass(frozen=True)
class Header:
    """The kind of a picture and its size as stored, before it is turned upright."""

    kind: Kind
    width: int
    height: int


HEIC_BRANDS = {
    b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs",
}  # fmt: skip
AVIF_BRANDS = {b"avif", b"avis"}
GENERIC_BRANDS = {b"mif1", b"msf1"}
ELSEWHERE = (b"GIF8", b"BM", b"II*\0", b"MM\0*", b"%PDF", b"<svg", b"<?xml", b"8BPS")


def sniff(head: bytes) -> Kind | None:
    """Tell the kind of picture by its magic bytes; `None` for anything else."""
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and len(head) >= 12:
        return _sniff_brands(head)
    return None


def _sniff_brands(head: bytes) -> Kind | None:
    end = min(int.from_bytes(head[:4]), len(head))
    major = head[8:12]
    compatible = {head[at : at + 4] for at in range(16, end - 3, 4)}
    if major in AVIF_BRANDS:
        return Kind.AVIF
    if major in HEIC_BRANDS:
        return Kind.HEIF
    if major in GENERIC_BRANDS:
        return Kind.AVIF if compatible & AVIF_BRANDS else Kind.HEIF
    return None


def kind_of(head: bytes) -> Kind:
    """The kind of picture, or why a file that begins so is none we take."""
    kind = sniff(head)
    if kind is None:
        raise UnreadableImage(_fault_of(head))
    return kind


def measure(path: Path) -> tuple[int, int]:
    """Width and height as stored, or why the portal will not have this file."""
    header = read_header(path)
    return header.width, header.height


def read_header(path: Path) -> Header:
    """Read kind and size, and refuse what is no picture, cut short or too large."""
    with path.open("rb") as file:
        kind = kind_of(file.read(HEAD_BYTES))
        file.seek(0)
        try:
            width, height = READERS[kind](file)
        except (struct.error, IndexError) as error:
            raise UnreadableImage(Fault.TRUNCATED, "header") from error
    if not width or not height:
        raise UnreadableImage(Fault.DAMAGED, "no size")
    refuse_too_many(kind, width, height)
    return Header(kind, width, height)


def refuse_too_many(kind: Kind, width: int, height: int) -> None:
    """A JPEG is decoded at reduced scale, so that more of it fits into memory."""
    limit = JPEG_PIXELS if kind is Kind.JPEG else OTHER_PIXELS
    if width * height > limit:
        raise TooManyPixels(width, height)


def _fault_of(head: bytes) -> Fault:
    if not head:
        return Fault.EMPTY
    if head.lstrip().startswith(ELSEWHERE) or head[4:8] == b"ftyp":
        return Fault.UNSUPPORTED
    return Fault.NOT_AN_IMAGE


def _read_jpeg(file: BinaryIO) -> tuple[int, int]:
    """Find the frame header; refuse the coding processes that no browser shows."""
    frame = b""
    for marker, length in _jpeg_segments(file):
        if marker in {0xC0, 0xC1, 0xC2}:
            progressive = marker == 0xC2
            frame = file.read(length)
        elif 0xC3 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            raise UnreadableImage(Fault.UNSUPPORTED, f"JPEG process {marker:#x}")
        elif marker == 0xDA and frame:
            in_scans = progressive or file.read(1)[0] < frame[5]
            return _jpeg_size(frame, in_scans=in_scans)
    raise UnreadableImage(Fault.DAMAGED, "JPEG without a frame")


def _jpeg_segments(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield marker and length of each segment, with the file standing at its body."""
    position = 2
    for _segment in range(SEGMENTS):
        file.seek(position)
        lead, marker = struct.unpack(">BB", file.read(2))
        while (lead != 0xFF or marker in {0x00, 0xFF}) and position < META_BYTES:
            position += 1
            lead, marker = marker, file.read(1)[0]
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            position += 2
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if length < 2:
            raise UnreadableImage(Fault.DAMAGED, "JPEG segment without a length")
        yield marker, length - 2
        position += 2 + length


def _jpeg_size(frame: bytes, *, in_scans: bool) -> tuple[int, int]:
    bits, height, width, components = struct.unpack(">BHHB", frame[:6])
    if bits != 8:
        raise UnreadableImage(Fault.UNSUPPORTED, f"JPEG with {bits} bits")
    if in_scans:
        factors = [divmod(frame[7 + 3 * n], 16) for n in range(components)]
        fullest = max(h for h, _v in factors) * max(v for _h, v in factors)
        samples = sum(h * v for h, v in factors) / max(fullest, 1)
        if 2 * samples * width * height > JPEG_SCAN_BYTES:
            raise TooManyPixels(width, height, "in several scans")
    return width, height


def _read_png(file: BinaryIO) -> tuple[int, int]:
    name, width, height = struct.unpack(">12x4s2I", file.read(24))
    if name != b"IHDR":
        raise UnreadableImage(Fault.DAMAGED, "PNG without a header")
    return width, height


def _read_webp(file: BinaryIO) -> tuple[int, int]:
    head = file.read(30)
    (length,) = struct.unpack("<I", head[4:8])
    if length + 8 > file.seek(0, 2):
        raise UnreadableImage(Fault.TRUNCATED, "RIFF")
    chunk = head[12:16]
    if chunk == b"VP8X":
        return _canvas_side(head[24:27]), _canvas_side(head[27:30])
    if chunk == b"VP8L":
        (bits,) = struct.unpack("<I", head[21:25])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk == b"VP8 " and head[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    raise UnreadableImage(Fault.DAMAGED, "WebP without a picture")


def _canvas_side(field: bytes) -> int:
    return 1 + int.from_bytes(field, "little")


def _read_heif(file: BinaryIO) -> tuple[int, int]:
    """The size of the largest item: the picture itself, or the grid of its tiles."""
    size = file.seek(0, 2)
    meta = b""
    position = 0
    for _box in range(SEGMENTS):
        file.seek(position)
        head = file.read(16)
        if len(head) < 8:
            break
        length, name = _box_head(head, size - position)
        if length < 8 or not name.isalnum():
            break
        if position + length > size:
            raise UnreadableImage(Fault.TRUNCATED, name.decode())
        if name == b"meta" and not meta:
            file.seek(position)
            meta = file.read(min(length, META_BYTES))
        position += length
    return _largest_item(meta)


def _box_head(head: bytes, rest: int) -> tuple[int, bytes]:
    length, name = struct.unpack(">I4s", head[:8])
    if length == 1:
        (length,) = struct.unpack(">Q", head[8:16])
    return length or rest, name


def _largest_item(meta: bytes) -> tuple[int, int]:
    properties = _boxes(_child(_child(meta[12:], b"iprp"), b"ipco"))
    sizes = [
        struct.unpack(">4x2I", body[:12])
        for name, body in properties
        if name == b"ispe"
    ]
    if not sizes:
        raise UnreadableImage(Fault.DAMAGED, "no size")
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return width, height


def _child(body: bytes, wanted: bytes) -> bytes:
    return next((inner for name, inner in _boxes(body) if name == wanted), b"")


def _boxes(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + 8 <= len(body):
        length, name = struct.unpack(">I4s", body[position : position + 8])
        if length < 8:
            return
        yield name, body[position + 8 : position + length]
        position += length


READERS = {
    Kind.JPEG: _read_jpeg,
    Kind.PNG: _read_png,
    Kind.WEBP: _read_webp,
    Kind.HEIF: _read_heif,
    Kind.AVIF: _read_heif,
}
