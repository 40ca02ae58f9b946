"""What a worker does with a sheet it has claimed: read the scan, make the tiles."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.gis.geos import Polygon
from django.db import InterfaceError, OperationalError, transaction
from rasterio.io import DatasetReader
from rasterio.transform import from_gcps

from hub.shared.claims import LostClaim
from hub.shared.versions import raise_versions
from places.maps import cutting, files, scans
from places.maps.faults import UnfitSheet
from places.maps.fitting import Transformation, fitted
from places.maps.points import keep_ties, ties_of
from places.models import HistoricMap

logger = logging.getLogger(__name__)

# Raised when tiles are made differently.
RECIPE = 2
BACK_OFF_SECONDS = 60
# The claim is renewed and the progress told as often as this.
TOLD_SECONDS = 5
# How much of the whole is done when the working copy is written, in per cent.
COPIED = 20
PREVIEW_QUALITY = 80


def work_on(sheet: HistoricMap) -> None:
    """Do what is asked for, and write down what became of it.

    A worker that lost its claim changes nothing. What was made before is shown until
    the new tiles are whole.
    """
    work = {HistoricMap.Work.PREPARE: _prepare, HistoricMap.Work.CUT: _cut}
    try:
        if files.scan_path(sheet.sha256).is_file():
            work[sheet.work](sheet)
        else:
            sheet.give_up(HistoricMap.Problem.MISSING)
    except UnfitSheet as unfit:
        logger.info("Old map %s is given up: %s", sheet.pk, unfit)
        sheet.give_up(unfit.fault)
    except MemoryError:
        sheet.give_up(HistoricMap.Problem.OUT_OF_MEMORY)
    except LostClaim:
        logger.info("Old map %s: other work is wanted now", sheet.pk)
    except (InterfaceError, OperationalError):
        # Nothing can be noted now; the lease runs out and the sweeper rings again.
        raise
    except Exception:
        logger.exception("Old map %s has to wait", sheet.pk)
        sheet.wait(BACK_OFF_SECONDS)


def token_of(sheet: HistoricMap) -> str:
    """The name of the tiles: it changes with all they are made from."""
    parts = [RECIPE, sheet.sha256, sheet.transformation, sheet.mask, *ties_of(sheet)]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _prepare(sheet: HistoricMap) -> None:
    """Read how large the scan is and draw its small pictures."""
    with scans.gdal(), _scan(sheet) as scan:
        for edge in (files.WORK_EDGE, files.SHOWN_EDGE):
            with unfinished(f"{sheet.pk}.webp") as path:
                picture = scans.small_picture(scan, edge)
                picture.save(path, "WEBP", quality=PREVIEW_QUALITY)
                files.put(path, sheet.preview_file(edge))
            sheet.note_progress(50)
        ties = scans.embedded_ties(scan)
        with transaction.atomic():
            sheet.finish(
                width=scan.width,
                height=scan.height,
                knows_place=scans.knows_its_place(scan),
            )
            if not sheet.points.exists():
                keep_ties(sheet, ties)


def _cut(sheet: HistoricMap) -> None:
    token = token_of(sheet)
    with (
        scans.gdal(),
        _scan(sheet) as scan,
        unfinished(f"{sheet.pk}.tif") as copy,
        unfinished(f"{sheet.pk}.pmtiles") as made,
    ):
        reach, place, how = _placed(sheet, scan)
        scans.write_working_copy(scan, copy, sheet.mask, **place)
        sheet.note_progress(COPIED)
        grid = cutting.grid_of(reach, scan.width * scan.height)
        cutting.cut(copy, made, reach, grid, told=_teller(sheet), **how)
        files.put(made, files.tiles_path(token))
    _show(sheet, token, reach, grid)


def _placed(
    sheet: HistoricMap, scan: DatasetReader
) -> tuple[cutting.Reach, dict[str, object], dict[str, object]]:
    """How far the sheet reaches, what the copy says of its place, how GDAL warps it."""
    ties = ties_of(sheet)
    if not ties and scans.knows_its_place(scan):
        place = {"crs": scan.crs, "transform": scan.transform}
        return cutting.reach_of_file(scan), place, {}
    kind = Transformation(sheet.transformation)
    with fitted(ties, kind) as fit:
        reach = cutting.reach_of_fit(fit, scan.width, scan.height, sheet.mask)
    gcps = [tie.gcp() for tie in ties]
    if kind is Transformation.POLYNOMIAL_1:
        return reach, {"crs": cutting.WEB, "transform": from_gcps(gcps)}, {}
    spline = kind is Transformation.SPLINE
    method: dict[str, object] = {
        "SRC_METHOD": "GCP_TPS" if spline else "GCP_POLYNOMIAL"
    }
    return reach, {"crs": cutting.WEB, "gcps": gcps}, method


def _teller(sheet: HistoricMap) -> Callable[[float], None]:
    last = time.monotonic()

    def told(share: float) -> None:
        nonlocal last
        if time.monotonic() - last > TOLD_SECONDS:
            last = time.monotonic()
            sheet.note_progress(COPIED + int(share * (99 - COPIED)))

    return told


def _show(
    sheet: HistoricMap, token: str, reach: cutting.Reach, grid: cutting.Grid
) -> None:
    """Switch from the old tiles to the new ones; then the old may go."""
    old = sheet.token
    with transaction.atomic():
        sheet.finish(
            token=token,
            area=Polygon.from_bbox(reach.degrees),
            min_zoom=grid.smallest,
            max_zoom=grid.largest,
            progress=100,
        )
        raise_versions([sheet.group_id])
    others = HistoricMap.objects.filter(token=old)
    if old and not others.exists():
        files.tiles_path(old).unlink(missing_ok=True)


@contextmanager
def _scan(sheet: HistoricMap) -> Iterator[DatasetReader]:
    path = files.scan_path(sheet.sha256)
    with scans.opened(path, scans.Kind(sheet.format)) as scan:
        yield scan


@contextmanager
def unfinished(name: str) -> Iterator[Path]:
    """A file to write that is gone afterwards, unless it was given its name."""
    path = files.work_path(name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
