"""An old map of 80 megapixels: our tiles beside those of gdalwarp and gdal2tiles.

Both begin with the same scan and the same points, warp bilinearly, average the smaller
zooms, encode with the same effort (WebP, quality 75, method 4: GDAL's own) in one
thread, and end with the same tiles. CPU time (user and system) is that of whole
processes. `python -m tests.bench.maps` prints the table.
"""

import io
import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import rasterio
from PIL import Image, ImageDraw
from pmtiles.reader import MemorySource, all_tiles
from rasterio.io import DatasetReader
from rasterio.windows import Window

from places.maps import cutting
from tests.bench.imaging import ROOT, Row, as_markdown
from tests.bench.maps_child import (
    HEIGHT,
    METRES,
    NORTH,
    TURN,
    WEST,
    WIDTH,
    ZOOMS,
    ground,
    ties,
)

TOOLS = ("gdal_translate", "gdalwarp", "gdal2tiles.py")
WANTED_RATIO, WANTED_MEMORY = 2.5, 400
# How many tiles of the largest zoom are held to the scan, pixel by pixel.
COMPARED = 40
# Of the smaller zooms each so-many-th is, beginning with the smallest.
AVERAGED = 10
# Both ways take turns; the smaller cost of each counts.
TURNS = 3
LINES = 12_000
PAPER, ROSE, STRAW = (240, 232, 214), (226, 180, 170), (236, 226, 170)
WATER = (170, 200, 205)

Zxy = tuple[int, int, int]


def run() -> list[Row]:
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        reason = f"not measured: {', '.join(missing)} is not here (Debian: gdal-bin)"
        return [Row("Old map of 80 megapixels", reason)]
    with tempfile.TemporaryDirectory() as folder:
        return measured(Path(folder))


def measured(folder: Path) -> list[Row]:
    scan = folder / "scan.jpg"
    draw(scan)
    ours, theirs = [], []
    for _turn in range(TURNS):
        shutil.rmtree(folder / "tiles", ignore_errors=True)
        (folder / "warped.tif").unlink(missing_ok=True)
        cost([sys.executable, "-m", "tests.bench.maps_child", str(scan)])
        ours.append(float(scan.with_suffix(".cpu").read_text()))
        theirs.append(sum(cost(command) for command in their_way(folder)))
    memory = int(scan.with_suffix(".peak").read_text()) / 1024
    return [*effort(min(ours), min(theirs), memory), *results(folder)]


def effort(ours: float, theirs: float, memory: float) -> list[Row]:
    ratio = theirs / ours
    return [
        Row(
            "CPU of gdalwarp + gdal2tiles ÷ ours, 10,000 × 8,000 pixels, z11–17",
            f"{ratio:.2f} ({theirs:.1f} s ÷ {ours:.1f} s)",
            f"≥ {WANTED_RATIO}",
            ratio >= WANTED_RATIO,
        ),
        Row(
            "Memory of our process",
            f"{memory:.0f} MB",
            f"≤ {WANTED_MEMORY} MB",
            memory <= WANTED_MEMORY,
        ),
    ]


def results(folder: Path) -> list[Row]:
    """Are the tiles the same, and do they show the scan?"""
    mine = dict(all_tiles(MemorySource((folder / "scan.pmtiles").read_bytes())))
    other = {
        tuple(int(part) for part in path.with_suffix("").parts[-3:]): path.read_bytes()
        for path in (folder / "tiles").glob("*/*/*.webp")
    }
    shared = sorted(mine.keys() & other.keys())
    scan = np.asarray(Image.open(folder / "scan.jpg"))
    largest = [zxy for zxy in shared if zxy[0] == ZOOMS[1]]
    some = largest[:: max(1, len(largest) // COMPARED)]
    exact = {zxy: resampled(scan, *zxy) for zxy in some}
    off_ours, off_theirs = (off(tiles, exact) for tiles in (mine, other))
    with rasterio.open(folder / "warped.tif") as warped:
        smaller = [zxy for zxy in shared if zxy[0] < ZOOMS[1]][::AVERAGED]
        means = {zxy: averaged(warped, *zxy) for zxy in smaller}
    small_ours, small_theirs = (off(tiles, means) for tiles in (mine, other))
    return [
        Row(
            "Tiles: ours, theirs, in both",
            f"{len(mine)}, {len(other)}, {len(shared)}",
            "the same but for edges (1 %)",
            len(mine.keys() ^ other.keys()) <= len(mine) / 100,
        ),
        Row(
            f"z17, mean difference from the scan, exactly resampled ({len(exact)} "
            "tiles, of 255): ours, theirs",
            f"{off_ours:.2f}, {off_theirs:.2f}",
            "ours ≤ theirs + 0.5",
            off_ours <= off_theirs + 0.5,
        ),
        Row(
            f"z11–16, mean difference from the warped sheet, averaged ({len(means)} "
            "tiles): ours, theirs",
            f"{small_ours:.2f}, {small_theirs:.2f}",
            "ours ≤ theirs + 0.5",
            small_ours <= small_theirs + 0.5,
        ),
    ]


def draw(path: Path) -> None:
    """A sheet of its kind: tinted parcels, thousands of fine lines, grained paper."""
    chance = np.random.default_rng(1885)
    tints = np.array([PAPER, ROSE, STRAW, WATER])
    parcels = tints[chance.choice(4, (80, 100), p=[0.6, 0.15, 0.15, 0.1])]
    sheet = Image.fromarray(parcels.astype(np.uint8))
    sheet = sheet.resize((WIDTH, HEIGHT), Image.Resampling.NEAREST)
    pen = ImageDraw.Draw(sheet)
    for x, y in chance.uniform((0, 0), (WIDTH, HEIGHT), (LINES, 2)):
        bends = np.array((x, y)) + chance.normal(0, 120, (5, 2)).cumsum(axis=0)
        pen.line([tuple(bend) for bend in bends], fill=(60, 48, 40), width=3)
    grain = Image.merge("RGB", [Image.effect_noise(sheet.size, 40)] * 3)
    Image.blend(sheet, grain, 0.06).save(path, quality=90)


def cost(command: list[str]) -> float:
    """CPU seconds of one process with its children."""
    environment = {**os.environ, "GDAL_NUM_THREADS": "1", "GDAL_CACHEMAX": "256"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return used.ru_utime + used.ru_stime


def their_way(folder: Path) -> list[list[str]]:
    points = []
    for tie in ties():
        east, north = ground(tie.x, tie.y)
        points += ["-gcp", *(repr(float(one)) for one in (tie.x, tie.y, east, north))]
    scan, placed, warped = (
        str(folder / name) for name in ("scan.jpg", "placed.vrt", "warped.tif")
    )
    metres = cutting.WIDEST / 2 ** ZOOMS[1]
    return [
        ["gdal_translate", "-of", "VRT", "-a_srs", cutting.WEB, *points, scan, placed],
        [
            *("gdalwarp", "-order", "1", "-r", "bilinear", "-dstalpha", "-tap"),
            *("-tr", repr(metres), repr(metres), "-t_srs", cutting.WEB),
            *("-co", "TILED=YES", placed, warped),
        ],
        [
            *("gdal2tiles.py", "--xyz", "-w", "none", "-x", "-r", "average"),
            *("--processes=1", "--tiledriver=WEBP", "--webp-quality=75"),
            *("-z", f"{ZOOMS[0]}-{ZOOMS[1]}", warped, str(folder / "tiles")),
        ],
    ]


def off(tiles: dict[Zxy, bytes], wanted: dict[Zxy, np.ndarray]) -> float:
    """Mean difference of opaque pixels, of 255. `wanted` is RGBA."""
    found = []
    for zxy, picture in wanted.items():
        tile = opened(tiles[zxy])
        whole = (picture[..., 3] == 255) & (tile[..., 3] == 255)
        found.append(np.abs(tile - picture)[..., :3][whole].ravel())
    return float(np.concatenate(found).mean())


def opened(tile: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(tile)).convert("RGBA")).astype(int)


def resampled(scan: np.ndarray, z: int, x: int, y: int) -> np.ndarray:
    """What a tile should show: the four pixels around each spot, by their nearness."""
    metres = cutting.WIDEST / 2**z
    rows, columns = np.mgrid[0:256, 0:256] + 0.5
    east = (x * 256 + columns) * metres - cutting.WORLD_EDGE - WEST
    south = NORTH - cutting.WORLD_EDGE + (y * 256 + rows) * metres
    cos, sin = math.cos(TURN) / METRES, math.sin(TURN) / METRES
    across, down = cos * east - sin * south - 0.5, sin * east + cos * south - 0.5
    inside = (across >= 0) & (down >= 0) & (across < WIDTH - 1) & (down < HEIGHT - 1)
    left = across.clip(0, WIDTH - 2).astype(int)
    top = down.clip(0, HEIGHT - 2).astype(int)
    right_share, low_share = (across - left)[..., None], (down - top)[..., None]
    high, low = (
        scan[line, left] * (1 - right_share) + scan[line, left + 1] * right_share
        for line in (top, top + 1)
    )
    colours = high * (1 - low_share) + low * low_share
    return np.dstack([colours, np.where(inside, 255, 0)])


def averaged(warped: DatasetReader, z: int, x: int, y: int) -> np.ndarray:
    """The warped sheet under a tile of a smaller zoom, pixel by pixel its mean."""
    metres, pixel = cutting.WIDEST / 2**z, warped.transform.a
    left = (x * 256 * metres - cutting.WORLD_EDGE - warped.transform.c) / pixel
    top = (warped.transform.f - cutting.WORLD_EDGE + y * 256 * metres) / pixel
    step = 2 ** (ZOOMS[1] - z)
    rows = []
    for row in range(0, 256, 32):
        window = Window(round(left), round(top) + row * step, 256 * step, 32 * step)
        part = warped.read(window=window, boundless=True)
        rows.append(part.reshape(4, 32, step, 256, step).mean(axis=(2, 4)))
    return np.moveaxis(np.concatenate(rows, axis=1), 0, -1)


if __name__ == "__main__":
    print(as_markdown(run()))
