"""The files of a group's objects, each with a mark in it."""

from typing import Any

from pmtiles.tile import Compression, TileType
from pmtiles.writer import write as pmtiles

from events.attendance import photographs
from events.models import PrintedSheet
from events.printing import files as sheets
from events.printing.telling import Teller
from interest_forms import papers
from places.photos.names import path_of
from tests.access.marks import name_of


def write_files(it: Any, who: str) -> None:
    for edge in (320, 640, 1280):
        path = path_of(it.photo.rendition_name(edge, "webp"))
        _write(path, f"RIFF mark{who}_photo_picture")
    for path_of_paper, paper in (
        (photographs.path_of, it.attendancesheet),
        (papers.path_of, it.paperconsent),
        (papers.path_of, it.paperinterest),
    ):
        _write(path_of_paper(paper.sha256), f"mark{who}_{name_of(paper)}_picture")
    for sheet in (it.printedsheet, it.seriesposter):
        _print(sheet, who)
    if hasattr(it, "historicmap"):
        _draw_old_map(it.historicmap, who)
    if hasattr(it, "basemap"):
        _write(it.basemap.path, "tiles")


def _write(path: Any, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _print(sheet: Any, who: str) -> None:
    """A file that tells what the marked rows say."""
    sheet.refresh_from_db()
    sheet.digest = Teller().told(sheet).digest
    sheet.state = PrintedSheet.State.READY
    sheet.save()
    sheets.keep(sheet.digest, f"%PDF mark{who}_printedsheet_file".encode())


def _draw_old_map(sheet: Any, who: str) -> None:
    """A picture of its scan and a map of one tile."""
    _write(sheet.preview_file(1280), f"RIFF mark{who}_historicmap_scan")
    sheet.tiles_file.parent.mkdir(parents=True, exist_ok=True)
    with pmtiles(str(sheet.tiles_file)) as file:
        file.write_tile(0, f"RIFF mark{who}_historicmap_tile".encode())
        kinds = {"tile_type": TileType.WEBP, "tile_compression": Compression.NONE}
        places = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        middle = ("center_zoom", "center_lon_e7", "center_lat_e7")
        file.finalize({**kinds, **dict.fromkeys([*places, *middle], 0)}, {})
