"""Strips that Pillow turns are those that GDAL would warp."""

import numpy as np
import rasterio
from PIL import Image
from rasterio import Affine
from rasterio.control import GroundControlPoint as Gcp

from places.maps import cutting

WIDTH, HEIGHT = 1400, 1000
CORNERS = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]
# Turned by eleven degrees; its pixels are as large as those of zoom 17.
PLACE = Affine.translation(30, 900) * Affine.rotation(11) * Affine.scale(1.2, -1.2)
GRID = cutting.grid_at(cutting.Reach(-50, -400, 2000, 1300, 1.2), 17, 17)
BY_POINTS = {"SRC_METHOD": "GCP_POLYNOMIAL", "MAX_GCP_ORDER": 1}


def strips(path, pixels, place, **how):
    """All strips of a sheet that lies there, as one array: (rows × 256, width, 4)."""
    bands, height, width = pixels.shape
    profile = {"count": bands, "height": height, "width": width, "dtype": "uint8"}
    with rasterio.open(
        path, "w", driver="GTiff", crs=cutting.WEB, **profile, **place
    ) as sheet:
        sheet.write(pixels)
    with rasterio.open(path) as sheet:
        made = [
            cutting.warped_strip(sheet, GRID, row, **how) for row in range(GRID.rows)
        ]
    return np.concatenate([np.dstack([one.colours, one.alpha]) for one in made]).astype(
        int
    )


def test_turned_sheet_is_the_one_that_gdal_would_make(tmp_path):
    small = np.random.default_rng(1885).integers(0, 256, (50, 70, 3), np.uint8)
    drawn = Image.fromarray(small).resize((WIDTH, HEIGHT))
    pixels = np.moveaxis(np.asarray(drawn), -1, 0)
    points = [Gcp(y, x, *(PLACE * (x, y))) for x, y in CORNERS]

    turned = strips(tmp_path / "turned.tif", pixels, {"transform": PLACE})
    warped = strips(tmp_path / "warped.tif", pixels, {"gcps": points}, **BY_POINTS)

    assert set(np.unique(turned[..., 3])) == {0, 255}
    assert (turned[..., 3] == warped[..., 3]).all()
    # One cuts off what the other rounds: so we know that they are two.
    assert 0 < abs(turned - warped).max() <= 2
