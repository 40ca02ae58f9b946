"""From a scan and its points to tiles that visitors get."""

import io
import json
from datetime import timedelta

import numpy as np
import pytest
import rasterio
from django.utils import timezone
from PIL import Image
from rasterio.control import GroundControlPoint as Gcp
from rasterio.transform import from_origin

from places.maps import actions, cutting, files, jobs, scans
from places.maps.archive import Archive
from places.maps.fitting import WORLD_EDGE, Tie
from places.maps.points import ties_of
from places.models import HistoricMap
from places.tasks import make_due_maps, make_map, read_scan
from tests.factories import HistoricMapFactory, UserFactory
from tests.places.maps.sheets import (
    CORNERS,
    HEIGHT,
    SIX,
    WIDTH,
    colours,
    drawn_sheet,
    pixel_of,
    ties,
)

pytestmark = pytest.mark.django_db
FLAT = "polynomial1"
Problem = HistoricMap.Problem


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """Tests do the work when they want it done."""
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, calls: None)


@pytest.fixture
def sheet():
    return HistoricMapFactory()


def work(sheet):
    read_scan(sheet.pk)
    make_map(sheet.pk)
    sheet.refresh_from_db()
    return sheet


def upload(sheet, content):
    kept = files.keep_scan([content])
    kind = scans.sniff(kept.head)
    actions.set_scan(sheet, kept, kind, by=UserFactory())
    return work(sheet)


def make(sheet, points=CORNERS, transformation=FLAT, mask=()):
    by = UserFactory()
    actions.set_points(sheet, points, transformation, mask=list(mask), by=by)
    actions.make_tiles(sheet, by=by)
    return work(sheet)


def tile_address(zoom, east, north):
    size = cutting.WIDEST * 256 / 2**zoom
    return zoom, int((east + WORLD_EDGE) / size), int((WORLD_EDGE - north) / size)


def mosaic(sheet, zoom):
    """All tiles of a zoom: RGBA (rows, columns, 4), and EPSG:3857 of its corner."""
    archive = Archive(sheet.tiles_file)
    west, south, east, north = sheet.area.transform(3857, clone=True).extent
    _z, left, top = tile_address(zoom, west, north)
    _z, right, bottom = tile_address(zoom, east, south)
    whole = np.zeros(((bottom - top + 1) * 256, (right - left + 1) * 256, 4), np.uint8)
    for y in range(top, bottom + 1):
        for x in range(left, right + 1):
            tile = archive.tile(zoom, x, y)
            if tile:
                image = Image.open(io.BytesIO(tile)).convert("RGBA")
                at = ((y - top) * 256, (x - left) * 256)
                whole[at[0] : at[0] + 256, at[1] : at[1] + 256] = np.asarray(image)
    metres = cutting.WIDEST / 2**zoom
    corner = (left * 256 * metres - WORLD_EDGE, WORLD_EDGE - top * 256 * metres)
    return whole, corner, metres


@pytest.mark.parametrize(
    ("transformation", "points"),
    [(FLAT, CORNERS), ("polynomial2", SIX), ("thinPlateSpline", SIX)],
)
def test_each_zoom_shows_the_pixels_of_the_scan_where_they_lie(
    sheet, transformation, points
):
    make(upload(sheet, drawn_sheet()), points, transformation)

    assert (sheet.work, sheet.problem, sheet.progress) == ("", "", 100)
    assert (sheet.width, sheet.height) == (WIDTH, HEIGHT)
    for zoom in range(sheet.min_zoom, sheet.max_zoom + 1):
        whole, (west, north), metres = mosaic(sheet, zoom)
        rows, columns = np.mgrid[0 : whole.shape[0], 0 : whole.shape[1]] + 0.5
        x, y = pixel_of(west + columns * metres, north - rows * metres)
        margin = 2 * metres / 3 + 2
        inside = (x > margin) & (y > margin)
        inside &= (x < WIDTH - margin) & (y < HEIGHT - margin)
        outside = (x < -margin) | (y < -margin)
        outside |= (x > WIDTH + margin) | (y > HEIGHT + margin)
        off = np.abs(whole[..., :3] - colours(x, y))[inside]
        # One pixel of the sheet is 0.4 (red) or 0.6 (green); the rest is WebP's.
        assert off.mean() < 2.5
        assert (whole[..., 3][inside] == 255).all()
        assert (whole[..., 3][outside] == 0).all()


def test_what_lies_outside_the_mask_is_see_through(sheet):
    make(upload(sheet, drawn_sheet()))
    whole = sheet.token, sheet.area.area

    make(sheet, mask=[(100, 50), (550, 60), (300, 380)])

    assert sheet.token != whole[0]
    assert sheet.area.area < 0.75 * whole[1]
    tiles, (west, north), metres = mosaic(sheet, sheet.max_zoom)
    rows, columns = np.mgrid[0 : tiles.shape[0], 0 : tiles.shape[1]] + 0.5
    x, y = pixel_of(west + columns * metres, north - rows * metres)
    # How far inside its three sides: the smallest counts.
    inside = np.min(
        [
            y - 50 - (x - 100) * 10 / 450,
            (550 - x) * 320 / 250 - (y - 60),
            (x - 100) * 330 / 200 - (y - 50),
        ],
        axis=0,
    )
    assert (tiles[..., 3][inside > 4] == 255).all()
    assert (tiles[..., 3][inside < -4] == 0).all()


def test_points_that_a_tiff_brings_are_read(sheet, tmp_path):
    gcps = [Gcp(row=one.y, col=one.x, x=one.lon, y=one.lat) for one in SIX]
    with scans.gdal(), rasterio.open(io.BytesIO(drawn_sheet())) as plain:
        pixels = plain.read()
    profile = {"width": WIDTH, "height": HEIGHT, "count": 3, "dtype": "uint8"}
    place = {"crs": "EPSG:4326", "gcps": [*gcps, Gcp(row=9999, col=1, x=1, y=1)]}
    path = tmp_path / "scan.tif"
    with rasterio.open(path, "w", driver="GTiff", **profile, **place) as scan:
        scan.write(pixels)

    upload(sheet, path.read_bytes())

    assert (sheet.knows_place, ties_of(sheet)) == (False, SIX)


def test_sheet_of_1885_comes_out_as_the_geotiff_that_others_made(sheet, shared_data):
    folder = shared_data / "maps"
    name = "new_iberia_1885_sheet1_part1"
    known = json.loads((folder / f"{name}.gcps.json").read_text())
    points = [Tie(*one["pixel"], *one["lonlat"]) for one in known["gcps"]]

    make(upload(sheet, (folder / f"{name}.jpg").read_bytes()), points)

    assert sheet.max_zoom == 18
    ours, (west, north), metres = mosaic(sheet, 18)
    with rasterio.open(folder / f"{name}_warped.tif") as theirs:
        # The same pixels of the world: theirs is cut along tiles of zoom 18, too.
        assert round(metres / theirs.transform.a, 6) == 1
        left = round((theirs.transform.c - west) / metres)
        top = round((north - theirs.transform.f) / metres)
        height = min(theirs.height, ours.shape[0] - top)
        width = min(theirs.width, ours.shape[1] - left)
        wanted = theirs.read()[:, :height, :width].mean(axis=0)
    part = ours[top : top + height, left : left + width]
    both = (part[..., 3] == 255) & (wanted > 0)
    assert both.sum() > 3_000_000
    grey = part[..., :3].mean(axis=-1)
    # Both were made by losing formats: 2.2 when this was written.
    assert np.abs(grey - wanted)[both].mean() < 3
    spots = list(spots_in(both))
    assert len(spots) >= 30
    shifts = [shift_between(grey, wanted, *spot) for spot in spots]
    # In pixels, 0.6 m on the map: 0.03 on average, 0.05 at most.
    assert np.abs(shifts).max() < 0.1
    moved = [shift_between(np.roll(grey, 1, axis=1), wanted, *spot) for spot in spots]
    assert np.median(moved, axis=0) == pytest.approx([0, 1], abs=0.3)


def spots_in(both, size=256):
    """Windows that lie within both pictures."""
    for top in range(0, both.shape[0] - size, size):
        for left in range(0, both.shape[1] - size, size):
            if both[top : top + size, left : left + size].all():
                yield top, left, size


def shift_between(ours, theirs, top, left, size):
    """By how many pixels one window is moved against the other, down and right.

    Least squares: a picture that is moved a little differs by its slope times the way.
    """
    window = np.s_[top : top + size, left : left + size]
    a, b = (picture[window] - picture[window].mean() for picture in (ours, theirs))
    slopes = np.stack([slope.ravel() for slope in np.gradient(b)], axis=1)
    way, *_rest = np.linalg.lstsq(slopes, (b - a).ravel(), rcond=None)
    return way


def test_geotiff_needs_no_points(sheet, shared_data):
    upload(sheet, (shared_data / "maps" / "cog_sample.tif").read_bytes())

    assert sheet.knows_place
    make(sheet, points=[])
    assert (sheet.problem, sheet.max_zoom) == ("", 18)
    assert sheet.area.extent == pytest.approx(
        (128.655, 37.663, 128.661, 37.667), abs=0.01
    )


@pytest.mark.parametrize(
    ("kind", "mode"), [("TIFF", "L"), ("PNG", "P"), ("PNG", "RGBA"), ("JPEG", "CMYK")]
)
def test_scans_of_other_colours_are_read_too(sheet, kind, mode):
    make(upload(sheet, drawn_sheet(kind, mode)))

    assert (sheet.problem, bool(sheet.token)) == ("", True)


def tiff(path, **profile):
    defaults = {"driver": "GTiff", "count": 1, "dtype": "uint8", "compress": "deflate"}
    with scans.gdal(), rasterio.open(path, "w", **{**defaults, **profile}):
        pass
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (lambda path: drawn_sheet("JPEG")[:-3000], Problem.UNREADABLE),
        (lambda path: drawn_sheet("PNG")[:900], Problem.UNREADABLE),
        (lambda path: b"II*\0" + bytes(200), Problem.UNREADABLE),
        (
            lambda path: tiff(path, width=40_000, height=40_000, sparse_ok=True),
            Problem.TOO_LARGE,
        ),
        (
            lambda path: tiff(path, width=9, height=9, dtype="float32"),
            Problem.COLOURS,
        ),
    ],
    ids=["cut JPEG", "cut PNG", "no TIFF", "bomb", "no colours"],
)
def test_scan_that_cannot_be_read_says_why(sheet, tmp_path, content, problem):
    upload(sheet, content(tmp_path / "scan.tif"))

    assert (sheet.work, sheet.problem, sheet.is_prepared) == ("", problem, False)


@pytest.mark.parametrize(
    ("points", "transformation", "problem"),
    [
        ([], FLAT, Problem.TOO_FEW),
        (CORNERS[:2], FLAT, Problem.TOO_FEW),
        (CORNERS, "thinPlateSpline", Problem.TOO_FEW),
        (ties((0, 0), (100, 100), (390, 390)), FLAT, Problem.ONE_LINE),
        (
            [Tie(0, 0, -179, 0), Tie(600, 0, 179, 0), Tie(0, 10, -179, -85)],
            FLAT,
            Problem.OFF_EARTH,
        ),
    ],
)
def test_points_that_allow_no_fit_say_why_and_old_tiles_stay(
    sheet, points, transformation, problem
):
    make(upload(sheet, drawn_sheet()))
    shown = sheet.token

    make(sheet, points, transformation)

    assert (sheet.problem, sheet.token) == (problem, shown)
    assert sheet.tiles_file.is_file()


def test_worker_that_is_killed_leaves_the_old_tiles_and_another_goes_on(
    sheet, monkeypatch
):
    make(upload(sheet, drawn_sheet()))
    old = sheet.tiles_file

    class Killed(BaseException):
        """Nothing of ours runs after it."""

    def die(*_args, **_how):
        raise Killed

    actions.set_points(sheet, SIX, FLAT, mask=[], by=UserFactory())
    actions.make_tiles(sheet, by=UserFactory())
    with monkeypatch.context() as patch:
        patch.setattr(cutting, "warped_strip", die)
        with pytest.raises(Killed):
            make_map(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.tiles_file, sheet.work, old.is_file()) == (old, "cut", True)
    # Its lease is not over yet.
    make_map(sheet.pk)
    sheet.refresh_from_db()
    assert sheet.tiles_file == old

    HistoricMap.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(
        "places.tasks.ring_for_each", lambda task, keys: list(map(task, keys))
    )
    make_due_maps()
    sheet.refresh_from_db()

    assert sheet.work == ""
    assert sheet.tiles_file != old
    assert (sheet.tiles_file.is_file(), old.is_file()) == (True, False)


def test_sheet_that_kills_its_workers_is_given_up_after_three(sheet):
    upload(sheet, drawn_sheet())
    HistoricMap.objects.update(work="cut", attempts=3)

    work(sheet)

    assert (sheet.work, sheet.problem) == ("", Problem.KILLED_WORKER)


def test_work_that_nobody_wants_any_more_changes_nothing(sheet):
    make(upload(sheet, drawn_sheet()))
    shown = sheet.token
    actions.set_points(sheet, SIX, FLAT, mask=[], by=UserFactory())
    actions.make_tiles(sheet, by=UserFactory())
    claimed = HistoricMap.objects.claim(sheet.pk, "cut")
    # Meanwhile somebody uploads another scan.
    kept = files.keep_scan([drawn_sheet("JPEG")])
    actions.set_scan(sheet, kept, scans.Kind.JPEG, by=UserFactory())

    jobs.work_on(claimed)

    sheet.refresh_from_db()
    assert (sheet.token, sheet.work, sheet.points.count()) == (shown, "prepare", 0)


def test_tall_sheet_is_cut_strip_by_strip(tmp_path):
    """Only strips are held: the sheet's own size does not matter."""
    copy = tmp_path / "copy.tif"
    with rasterio.open(
        copy,
        "w",
        driver="GTiff",
        width=256,
        height=20_000,
        count=3,
        dtype="uint8",
        tiled=True,
        transform=from_origin(0, 20_000, 1, 1),
        crs="EPSG:3857",
    ):
        pass
    reach = cutting.Reach(0, 0, 256, 20_000, 1.0)
    grid = cutting.grid_of(reach, 256 * 20_000)

    with rasterio.open(copy) as sheet:
        strip = cutting.warped_strip(sheet, grid, 3)

    assert (grid.smallest, grid.largest) == (10, 17)
    assert strip.colours.size == strip.alpha.size == (grid.columns * 256, 256)
    assert grid.columns <= 2
