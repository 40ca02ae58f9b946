"""A scan's pixels, read by GDAL under limits. Only the worker does this.

Whatever the scan was, the working copy is RGB or RGBA of 8 bits in square blocks, so
that warping may read it in any order.
"""

import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import numpy as np
import rasterio
from PIL import Image
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader
from rasterio.warp import transform
from rasterio.windows import Window

from places.maps.faults import Fault, UnfitSheet
from places.maps.fitting import MOST_POINTS, Tie
from places.maps.mask import Corner, drawn

MAX_PIXELS = 100_000_000
BLOCK = 512
PNG_SIGNATURE = 8
PIECE = 1024 * 1024
# GDAL's cache of decoded blocks, and what one warping step may use, in megabytes.
CACHE_MEGABYTES = 64
GDAL_OPTIONS = {
    "GDAL_CACHEMAX": CACHE_MEGABYTES,
    # Nothing beside the file is read, and nothing written there.
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    # A JPEG that ends too early is an error, not grey paper.
    "GDAL_ERROR_ON_LIBJPEG_WARNING": "YES",
    "GDAL_NUM_THREADS": "1",
}


class Kind(StrEnum):
    """A kind of file that a scan may be."""

    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"


DRIVERS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.TIFF: "GTiff"}
BEGINNINGS = {
    b"\xff\xd8\xff": Kind.JPEG,
    b"\x89PNG\r\n\x1a\n": Kind.PNG,
    b"II*\0": Kind.TIFF,
    b"MM\0*": Kind.TIFF,
    b"II+\0": Kind.TIFF,
    b"MM\0+": Kind.TIFF,
}
CMYK = {ColorInterp.cyan, ColorInterp.magenta, ColorInterp.yellow, ColorInterp.black}


def sniff(head: bytes) -> Kind | None:
    """The kind of file by its first bytes; `None`: none that we take."""
    found = (kind for first, kind in BEGINNINGS.items() if head.startswith(first))
    return next(found, None)


@contextmanager
def gdal() -> Iterator[None]:
    """GDAL with our limits."""
    with rasterio.Env(**GDAL_OPTIONS), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        yield


@contextmanager
def complaints_translated() -> Iterator[None]:
    """What GDAL says about bad bytes becomes an `UnfitSheet`."""
    try:
        yield
    except RasterioError as error:
        cause = f"{error} {error.__cause__ or ''}"
        is_memory = "memory" in cause.lower()
        fault = Fault.OUT_OF_MEMORY if is_memory else Fault.UNREADABLE
        raise UnfitSheet(fault, cause) from error


@contextmanager
def opened(path: Path, kind: Kind) -> Iterator[DatasetReader]:
    """The scan, if it is one we can make a map of. Inside `gdal()`."""
    if kind is Kind.PNG:
        check_png(path)
    with complaints_translated():
        scan = rasterio.open(path, driver=DRIVERS[kind])
    with scan:
        if scan.width * scan.height > MAX_PIXELS:
            raise UnfitSheet(Fault.TOO_LARGE, f"{scan.width} × {scan.height}")
        depths = set(scan.dtypes)
        is_odd = CMYK & set(scan.colorinterp) or not depths <= {"uint8", "uint16"}
        if is_odd or scan.count > 4:
            raise UnfitSheet(Fault.COLOURS, f"{scan.count} × {depths}")
        yield scan


def check_png(path: Path) -> None:
    """`UnfitSheet` when the file is cut off or damaged: GDAL would not tell."""
    with path.open("rb") as file:
        file.seek(PNG_SIGNATURE)
        name = b""
        while name != b"IEND":
            length, name = struct.unpack(">I4s", _exactly(file, 8))
            check = zlib.crc32(name)
            while length:
                piece = _exactly(file, min(length, PIECE))
                length -= len(piece)
                check = zlib.crc32(piece, check)
            if _exactly(file, 4) != check.to_bytes(4):
                raise UnfitSheet(Fault.UNREADABLE, "PNG check sum")


def _exactly(file: BinaryIO, length: int) -> bytes:
    found = file.read(length)
    if len(found) < length:
        raise UnfitSheet(Fault.UNREADABLE, "PNG is cut off")
    return found


def knows_its_place(scan: DatasetReader) -> bool:
    """Whether the file itself says where on Earth it lies (a GeoTIFF)."""
    return scan.crs is not None and not scan.transform.is_identity


def embedded_ties(scan: DatasetReader) -> list[Tie]:
    """The control points that the file itself brings, those on the scan and on Earth.

    None where there are so many that they are a satellite's grid, not a person's, or
    where it is not known what their numbers mean.
    """
    gcps, crs = scan.gcps
    if not crs or len(gcps) > MOST_POINTS:
        return []
    try:
        lons, lats, *_ = transform(
            crs, "EPSG:4326", [gcp.x for gcp in gcps], [gcp.y for gcp in gcps]
        )
    except RasterioError:
        return []
    ties = [
        Tie(gcp.col, gcp.row, lon, lat)
        for gcp, lon, lat in zip(gcps, lons, lats, strict=True)
    ]
    return [tie for tie in ties if tie.lies_on(scan.width, scan.height)]


def is_transparent(scan: DatasetReader) -> bool:
    """Whether parts of the scan may be see-through."""
    return MaskFlags.all_valid not in scan.mask_flag_enums[0]


def pixels(
    scan: DatasetReader,
    window: Window | None = None,
    shape: tuple[int, int] | None = None,
) -> np.ndarray:
    """Part of the scan, or all of it made smaller: (3 or 4, height, width), 8 bits."""
    how = {"window": window, "resampling": Resampling.average}
    with complaints_translated():
        read = scan.read(out_shape=shape and (scan.count, *shape), **how)
        colours = _rgb(scan, read)
        if not is_transparent(scan):
            return colours
        mask = scan.dataset_mask(window=window, out_shape=shape and (1, *shape))
    return np.concatenate([colours, mask.reshape(1, *colours.shape[1:])])


def _rgb(scan: DatasetReader, read: np.ndarray) -> np.ndarray:
    if read.dtype == np.uint16:
        read = (read >> 8).astype(np.uint8)
    if ColorInterp.palette in scan.colorinterp:
        table = np.zeros((256, 3), np.uint8)
        for number, colour in scan.colormap(1).items():
            table[number] = colour[:3]
        return np.moveaxis(table[read[0]], -1, 0)
    if scan.count < 3:
        return np.repeat(read[:1], 3, axis=0)
    return read[:3]


def small_picture(scan: DatasetReader, longest: int) -> Image.Image:
    """The whole scan with no edge longer than so many pixels."""
    scale = min(1.0, longest / max(scan.width, scan.height))
    shape = (max(1, round(scan.height * scale)), max(1, round(scan.width * scale)))
    return Image.fromarray(np.moveaxis(pixels(scan, shape=shape), 0, -1).copy())


def write_working_copy(
    scan: DatasetReader, path: Path, mask: Sequence[Corner] = (), **place: object
) -> None:
    """Copy the scan's pixels in bands of rows; what is outside the mask is see-through.

    `place` is where it lies, for GDAL.
    """
    bands = 4 if is_transparent(scan) or mask else 3
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=scan.width,
        height=scan.height,
        count=bands,
        dtype="uint8",
        tiled=True,
        blockxsize=BLOCK,
        blockysize=BLOCK,
        interleave="band",
        photometric="RGB",
        **({"alpha": "NON-PREMULTIPLIED"} if bands == 4 else {}),
        **place,
    ) as copy:
        for top in range(0, scan.height, BLOCK):
            rows = range(top, min(top + BLOCK, scan.height))
            window = Window(0, top, scan.width, len(rows))
            copied = pixels(scan, window)
            if mask:
                copied = masked(copied, drawn(mask, scan.width, rows))
            copy.write(copied, window=window)


def masked(colours: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Without what is outside the mask: (4, height, width)."""
    alpha = np.minimum(colours[3], mask) if len(colours) == 4 else mask
    return np.concatenate([colours[:3], alpha[np.newaxis]])
