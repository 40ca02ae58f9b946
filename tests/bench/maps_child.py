"""Our way from a scan to its tiles, in a process of its own; see `tests.bench.maps`."""

import math
import sys
import time
from pathlib import Path

from rasterio.transform import from_gcps

from places.maps import cutting, scans
from places.maps.fitting import Tie, Transformation, fitted, from_mercator

WIDTH, HEIGHT = 10_000, 8_000
ZOOMS = (11, 17)
METRES = 1.19
WEST, NORTH = 2_622_000.0, 5_213_000.0
TURN = math.radians(3)
CORNERS = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]


def ties() -> list[Tie]:
    """The sheet's corners, turned by three degrees."""
    return [Tie(x, y, *from_mercator(*ground(x, y))) for x, y in CORNERS]


def ground(x: float, y: float) -> tuple[float, float]:
    cos, sin = METRES * math.cos(TURN), METRES * math.sin(TURN)
    return WEST + cos * x + sin * y, NORTH + sin * x - cos * y


def cut(scan: Path) -> None:
    """As the worker goes it; what it has loaded long before is not counted."""
    begun = time.process_time()
    copy = scan.with_suffix(".tif")
    with scans.gdal(), scans.opened(scan, scans.Kind.JPEG) as picture:
        with fitted(ties(), Transformation.POLYNOMIAL_1) as fit:
            reach = cutting.reach_of_fit(fit, WIDTH, HEIGHT)
        place = {
            "crs": cutting.WEB,
            "transform": from_gcps([tie.gcp() for tie in ties()]),
        }
        scans.write_working_copy(picture, copy, **place)
        grid = cutting.grid_of(reach, WIDTH * HEIGHT)
        assert (grid.smallest, grid.largest) == ZOOMS
        cutting.cut(copy, scan.with_suffix(".pmtiles"), reach, grid)
    scan.with_suffix(".cpu").write_text(str(time.process_time() - begun))
    # In kilobytes. What `wait4` tells would count the parent's memory, too.
    status = Path("/proc/self/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    scan.with_suffix(".peak").write_text(peak.split()[1])


if __name__ == "__main__":
    cut(Path(sys.argv[1]))
