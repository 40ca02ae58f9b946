"""From a stranger's file to clean pictures in fixed sizes. Pure: paths in, values out.

The names other parts of the portal need of headers and decoding are here as well.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Container
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageCms

from places.photos.decoding import (
    WORKER_MEMORY,
    complaints_translated,
    limit_process,
    opened,
)
from places.photos.edits import UNEDITED, Edits
from places.photos.exif import CameraFacts, facts_of, orientation_of
from places.photos.headers import (
    Fault,
    Kind,
    TooManyPixels,
    UnreadableImage,
    measure,
    sniff,
)
from places.photos.quality import Quality, quality_of
from places.photos.retouching import retouched

__all__ = [
    "NEAR",
    "WIDTHS",
    "WORKER_MEMORY",
    "CameraFacts",
    "Fault",
    "Kind",
    "Portrait",
    "TooManyPixels",
    "UnreadableImage",
    "fitted",
    "hamming",
    "limit_process",
    "make_renditions",
    "measure",
    "renditions_for",
    "sniff",
    "widths_for",
]

Size = tuple[int, int]
Box = tuple[float, float, float, float]

WIDTHS = (320, 640, 1280, 2000)
JPEG_WIDTH = 640
# Of the picture as it was before the edits.
BEFORE_EDGE = 1280
# A picture of which a part is cut out is decoded up to this long edge.
CROPPED_EDGE = 4000
ENCODINGS: dict[str, dict[str, Any]] = {
    "avif": {
        "format": "AVIF",
        "quality": 60,
        "speed": 9,
        "subsampling": "4:2:0",
        "max_threads": 1,
    },
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
# Copies made smaller, brighter or coarser differ in at most 5 bits, different pictures
# in at least 19 (231 pairs of real photographs).
NEAR = 6
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
DEEP_GREYS = {"I", "I;16", "I;16L", "I;16B", "I;16N"}
# Averaging boxes shrink to twice the wanted size, Lanczos does the rest.
GAP = 2
BAND_PIXELS = 8_000_000
# The largest real profiles, those of printing presses, have 2 MB.
PROFILE_BYTES = 4_000_000


@dataclass(frozen=True)
class Portrait:
    """What is known of a picture once it stands upright."""

    width: int
    height: int
    colour: str  # the most common one, "#rrggbb"
    dhash: int  # 64 bits as PostgreSQL's signed bigint
    camera: CameraFacts
    quality: Quality


def widths_for(width: int, height: int) -> list[int]:
    """The names of a picture's sizes: each width below its long edge and the next one.

    The file of the last name holds the picture's own size if that is smaller: nothing
    is enlarged. A long edge of 900 px gives 320, 640 and, holding 900 px, 1280.
    """
    edge = max(width, height)
    smaller = [name for name in WIDTHS if name < edge]
    return [*smaller, *WIDTHS[len(smaller) : len(smaller) + 1]]


def renditions_for(width: int, height: int) -> list[tuple[int, str]]:
    """Width name and extension of every file `make_renditions` writes, in its order.

    Largest first: each size is made from the one before. The JPEG is always there.
    """
    files = [
        (name, extension)
        for name in reversed(widths_for(width, height))
        for extension in ("avif", "webp")
    ]
    jpeg = sum(name >= JPEG_WIDTH for name, _extension in files)
    files.insert(jpeg, (JPEG_WIDTH, "jpg"))
    return files


def fitted(width: int, height: int, edge: int) -> Size:
    """The size with a long edge of at most so many pixels, in the same proportions."""
    scale = min(1, edge / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def make_renditions(
    source: Path,
    target: Callable[[int, str], Path],
    extensions: Container[str] = tuple(ENCODINGS),
    edits: Edits = UNEDITED,
    before: Path | None = None,
) -> Portrait:
    """Write all sizes of a picture where `target(width, extension)` says.

    Overwrites, each file at once. Raises `UnreadableImage` if the picture is at fault.
    The portrait is of the edited picture. What it was `before` the edits, in a size to
    work on, is a WebP of its own.
    """
    picture, (width, height), camera = _read(source, _edge_for(edits))
    if before:
        size = fitted(width, height, BEFORE_EDGE)
        _write(before, _encoded(_resized(picture, size), "webp"))
    if edits:
        picture = retouched(picture, edits)
        width, height = _size_of_edited((width, height), edits, picture)
    for name, extension in renditions_for(width, height):
        picture = _resized(picture, fitted(width, height, name))
        if name == JPEG_WIDTH:
            measured = picture
        if extension in extensions:
            _write(target(name, extension), _encoded(picture, extension))
    return Portrait(
        width,
        height,
        _colour(picture),
        _dhash(picture),
        camera,
        quality_of(measured),
    )


def _edge_for(edits: Edits) -> int:
    """The long edge to decode, so that a part that is cut out keeps its details."""
    if not edits.crop:
        return WIDTHS[-1]
    share = max(edits.crop.width, edits.crop.height)
    return min(CROPPED_EDGE, round(WIDTHS[-1] / share))


def _size_of_edited(full: Size, edits: Edits, picture: Image.Image) -> Size:
    """What the edited picture measures in full; no more than what was decoded of it
    when that is less than the largest rendition.
    """
    left, top, right, bottom = edits.crop.pixels(full) if edits.crop else (0, 0, *full)
    size = (right - left, bottom - top)
    if edits.turn % 2:
        size = size[::-1]
    return size if max(picture.size) >= WIDTHS[-1] else picture.size


def hamming(a: int, b: int) -> int:
    """In how many of their 64 bits two difference hashes differ."""
    return ((a ^ b) & (2**64 - 1)).bit_count()


def _read(source: Path, edge: int) -> tuple[Image.Image, Size, CameraFacts]:
    """The picture in its largest size, and the size it would have in full."""
    with opened(source) as image:
        width, height = image.size
        size = fitted(width, height, edge)
        with complaints_translated():
            draft = image.draft("RGB", size) if hasattr(image, "draft") else None
            image.load()
            box = draft[1] if draft else (0, 0, *image.size)
            small = _shrunk(image, size, box)
        # After decoding: a PNG may carry its EXIF behind the pixels.
        camera, orientation = facts_of(image), orientation_of(image)
        profile = image.info.get("icc_profile")
    clean = _in_srgb(small, profile)
    if orientation in UPRIGHT:
        clean = clean.transpose(UPRIGHT[orientation])
    if orientation > 4:
        width, height = height, width
    return clean, (width, height), camera


def _shrunk(image: Image.Image, size: Size, box: Box) -> Image.Image:
    """Down to the size, as RGB, L or CMYK, with little memory beside the image's."""
    across, down = (
        max(1, have // (GAP * want))
        for have, want in zip(image.size, size, strict=True)
    )
    if image.size == size and _is_plain(image):
        return image
    if across == down == 1 and _is_plain(image):
        return image.resize(size, Image.Resampling.LANCZOS, box)
    rows = max(1, BAND_PIXELS // image.width // down) * down
    mode = _plain(image.crop((0, 0, 1, 1))).mode
    canvas = Image.new(mode, (-(-image.width // across), -(-image.height // down)))
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        band = _plain(image.crop((0, top, image.width, bottom))).reduce((across, down))
        canvas.paste(band, (0, top // down))
    reduced = (box[0] / across, box[1] / down, box[2] / across, box[3] / down)
    return canvas.resize(size, Image.Resampling.LANCZOS, reduced)


def _is_plain(image: Image.Image) -> bool:
    return image.mode in {"RGB", "L", "CMYK"} and not image.has_transparency_data


def _plain(image: Image.Image) -> Image.Image:
    """Without palette, deep greys or transparency, which becomes white paper."""
    if _is_plain(image):
        return image
    if image.mode in DEEP_GREYS:
        return image.point(lambda grey: grey * (1 / 256)).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    ink = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(ink, mask=ink)
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A fresh RGB image of the same pixels: no metadata or comment comes along."""
    if profile and len(profile) <= PROFILE_BYTES:
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, own, srgb, outputMode="RGB")
            image = cast("Image.Image", converted)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A broken profile, or one of another kind of image: as good as none.
            profile = None
    fresh = Image.new("RGB", image.size)
    fresh.paste(image if image.mode == "RGB" else image.convert("RGB"))
    return fresh


def _resized(image: Image.Image, size: Size) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS)


def _encoded(image: Image.Image, extension: str) -> bytes:
    buffer = BytesIO()
    image.save(buffer, **ENCODINGS[extension])
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> None:
    """All of the file or nothing of it, whenever the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _dhash(image: Image.Image) -> int:
    """Where the picture gets darker to the right, in 8 rows of 8 steps."""
    grid = image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    steps = [
        grid[row * 9 + column] > grid[row * 9 + column + 1]
        for row in range(8)
        for column in range(8)
    ]
    bits = int("".join("1" if step else "0" for step in steps), 2)
    return bits - 2**64 if bits >= 2**63 else bits


def _colour(image: Image.Image) -> str:
    """The mean of those pixels that share the most common eighth of each channel."""
    groups = defaultdict(list)
    data = image.resize((32, 32), Image.Resampling.BOX).tobytes()
    for pixel in zip(data[::3], data[1::3], data[2::3], strict=True):
        groups[tuple(value // 32 for value in pixel)].append(pixel)
    largest = max(groups.values(), key=len)
    means = (sum(channel) // len(largest) for channel in zip(*largest, strict=True))
    return "#" + bytes(means).hex()
