"""Warping a working copy to the web's map, strip by strip, into one PMTiles file."""

import math
import os
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from rasterio.enums import Resampling
from rasterio.io import DatasetReader
from rasterio.transform import array_bounds
from rasterio.warp import calculate_default_transform, reproject

from places.maps.faults import Fault, UnfitSheet
from places.maps.fitting import WORLD_EDGE, Fit, from_mercator
from places.maps.mask import Corner, border, whole_sheet
from places.maps.pyramid import TILE, Pyramid, Strip
from places.maps.turning import can_turn, turned_strip

WEB = "EPSG:3857"
# Metres a pixel at zoom 0, where one tile holds the world.
WIDEST = 2 * WORLD_EDGE / TILE
LARGEST_ZOOM = 20
# Tiles that are up to so many zooms coarser than the scan need none in the next.
SPARED = 0.4
# A sheet may be stretched and turned: so many times its own pixels are made, no more.
MOST_STRETCHED = 4
# What one step of warping may use: the part of a turned sheet that lies under a long
# strip is much higher than the strip, that under a short piece is not.
WARP_MEGABYTES = 4


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the sheet lies on the map (EPSG:3857), and how fine it is there."""

    west: float
    south: float
    east: float
    north: float
    metres_per_pixel: float

    @property
    def degrees(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return *from_mercator(self.west, self.south), *from_mercator(
            self.east, self.north
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """Which tiles cover a sheet: those of the largest zoom, and the zooms."""

    smallest: int
    largest: int
    left: int
    top: int
    columns: int
    rows: int

    @property
    def metres(self) -> float:
        """The side of a pixel of the largest zoom, in EPSG:3857."""
        return WIDEST / 2**self.largest

    def scale(self, reach: Reach) -> float:
        """How many pixels of the largest zoom come of one of the sheet, 1 at most.

        GDAL would guess it by the height of a strip and of what lies under it: on a
        turned sheet it would blur, and take three times as long.
        """
        return min(1.0, reach.metres_per_pixel / self.metres)

    def transform(self, row: int) -> rasterio.Affine:
        """Where the strip of this row lies; rows count from the top of the sheet."""
        side = TILE * self.metres
        west = self.left * side - WORLD_EDGE
        north = WORLD_EDGE - (self.top + row) * side
        return rasterio.Affine(self.metres, 0, west, 0, -self.metres, north)


def reach_of_fit(
    fit: Fit, width: int, height: int, mask: Sequence[Corner] = ()
) -> Reach:
    """By the points: the edge of the sheet or of its mask, followed step by step."""
    edge = border(mask or whole_sheet(width, height))
    corners = [(0, 0), (width, height), (width, 0), (0, height)]
    a, b, c, d = (fit.to_ground(*corner) for corner in corners)
    metres = (math.dist(a, b) + math.dist(c, d)) / 2 / math.hypot(width, height)
    easts, norths = zip(*(fit.to_ground(*spot) for spot in edge), strict=True)
    return checked(Reach(min(easts), min(norths), max(easts), max(norths), metres))


def reach_of_file(scan: DatasetReader) -> Reach:
    """By what a GeoTIFF says of itself."""
    transform, width, height = calculate_default_transform(
        scan.crs, WEB, scan.width, scan.height, *scan.bounds
    )
    west, south, east, north = array_bounds(height, width, transform)
    return checked(Reach(west, south, east, north, abs(transform.a)))


def checked(reach: Reach) -> Reach:
    edges = (reach.west, reach.south, reach.east, reach.north)
    if not all(abs(edge) <= WORLD_EDGE for edge in edges):
        raise UnfitSheet(Fault.OFF_EARTH, str(edges))
    return reach


def grid_of(reach: Reach, scan_pixels: int) -> Grid:
    """The zooms at which the sheet is worth looking at: from one tile to all of it."""
    finest = math.log2(WIDEST / reach.metres_per_pixel)
    largest = max(0, min(LARGEST_ZOOM, math.ceil(finest - SPARED)))
    most = MOST_STRETCHED * max(1, scan_pixels / TILE**2)
    while largest and _tiles(reach, largest) > max(most, 64):
        largest -= 1
    side = max(reach.east - reach.west, reach.north - reach.south)
    smallest = min(largest, max(0, math.floor(math.log2(WIDEST * TILE / side))))
    return grid_at(reach, smallest, largest)


def grid_at(reach: Reach, smallest: int, largest: int) -> Grid:
    left, right, top, bottom = _edges(reach, largest)
    return Grid(smallest, largest, left, top, right - left + 1, bottom - top + 1)


def _tiles(reach: Reach, zoom: int) -> int:
    left, right, top, bottom = _edges(reach, zoom)
    return (right - left + 1) * (bottom - top + 1)


def _edges(reach: Reach, zoom: int) -> tuple[int, int, int, int]:
    """The first and last column, the first and last row of tiles."""
    size = WIDEST * TILE / 2**zoom
    last = 2**zoom - 1
    return (
        min(last, int((reach.west + WORLD_EDGE) / size)),
        min(last, int((reach.east + WORLD_EDGE) / size)),
        min(last, int((WORLD_EDGE - reach.north) / size)),
        min(last, int((WORLD_EDGE - reach.south) / size)),
    )


def cut(
    working_copy: Path,
    target: Path,
    reach: Reach,
    grid: Grid,
    *,
    told: Callable[[float], None] = lambda _share: None,
    **how: object,
) -> None:
    """Write the tiles into `target`. `told` hears how much is done, from 0 to 1.

    `how` goes to GDAL's transformer; the working copy says where it lies.
    """
    with (
        target.open("wb") as file,
        rasterio.open(working_copy) as sheet,
        # The writer keeps the tiles in a file without a name until it is finished.
        closing((writer := Writer(file)).tile_f),
    ):
        how |= {"XSCALE": grid.scale(reach), "YSCALE": grid.scale(reach)}
        pyramid = Pyramid(
            grid.largest,
            grid.smallest,
            grid.left,
            grid.columns,
            lambda z, x, y, tile: writer.write_tile(zxy_to_tileid(z, x, y), tile),
        )
        for row in range(grid.rows):
            pyramid.add(grid.top + row, warped_strip(sheet, grid, row, **how))
            told((row + 1) / grid.rows)
        pyramid.finish()
        if not writer.tile_entries:
            raise UnfitSheet(Fault.OFF_EARTH, "no tile")
        writer.finalize(_header(reach), {"format": "webp", "type": "overlay"})
        file.flush()
        os.fsync(file.fileno())


def warped_strip(sheet: DatasetReader, grid: Grid, row: int, **how: object) -> Strip:
    """One row of tiles of the largest zoom."""
    way = ~sheet.transform * grid.transform(row)
    if sheet.crs == WEB and can_turn(sheet, way):
        return turned_strip(sheet, way, grid.columns)
    strip = np.zeros((4, TILE, grid.columns * TILE), np.uint8)
    reproject(
        rasterio.band(sheet, [1, 2, 3]),
        strip,
        dst_transform=grid.transform(row),
        dst_crs=WEB,
        src_alpha=4 if sheet.count == 4 else 0,
        dst_alpha=4,
        resampling=Resampling.bilinear,
        warp_mem_limit=WARP_MEGABYTES,
        **how,
    )
    *colours, alpha = (Image.fromarray(band) for band in strip)
    return Strip(Image.merge("RGB", colours), alpha)


def _header(reach: Reach) -> dict[str, object]:
    west, south, east, north = (round(edge * 10**7) for edge in reach.degrees)
    return {
        "tile_type": TileType.WEBP,
        "tile_compression": Compression.NONE,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 0,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
