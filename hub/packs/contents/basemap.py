"""The base map of the portal, cut to a group's land."""

import io
import json
from collections.abc import Iterator
from hashlib import sha256
from math import atan, degrees, pi, sinh
from typing import Any

from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry, Polygon
from django.templatetags.static import static
from django.urls import reverse
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from hub.packs.contents.item import Item, Kind
from hub.packs.models import OfflinePack
from hub.packs.problems import NotMade
from partners.models import ActionGroup
from places.basemap.archive import UnusableArchive, check
from places.maps.archive import Archive
from places.models import Basemap

# Around the land, in degrees: some 2 km.
MARGIN = 0.02
CREDIT = "© OpenStreetMap contributors, ODbL"


def base_map(group: ActionGroup) -> Iterator[Item]:
    """The tiles of the land, and what tells the maps where they are.

    Without a built base map, or where it has nothing of the land, the maps draw the
    plain base of land and towns alone.
    """
    told = {}
    shown = Basemap.objects.filter(is_shown=True).first()
    if shown and group.area:
        try:
            check(shown.path)
        except UnusableArchive as error:
            raise NotMade(OfflinePack.Problem.MAP) from error
        land = group.area.buffer(MARGIN)
        content = cut(Archive(shown.path), land, most=settings.HUB_PACK_MAP_BYTES)
        if content:
            # The same address with and without signal: readers fetch parts of it.
            address = reverse("pack-file", args=[sha256(content).hexdigest()])
            script = static("vendor/protomaps-leaflet.js")
            told = {"tiles": address, "script": script}
            yield Item(Kind.MAP, address, content, "application/vnd.pmtiles")
    content = json.dumps(told).encode()
    yield Item(Kind.PART, reverse("basemap-shown"), content, "application/json")


def cut(archive: Archive, land: GEOSGeometry, *, most: int) -> bytes:
    """A PMTiles file of the tiles that touch the land; no bytes where there is none.

    Whole zooms are left out, the largest scales first, until the tiles have `most`
    bytes together.
    """
    tiles: dict[int, bytes] = {}
    for zoom in _zooms(archive, land):
        if sum(map(len, [*tiles.values(), *zoom.values()])) > most:
            break
        tiles |= zoom
    if not tiles:
        return b""
    target = io.BytesIO()
    writer = Writer(target)
    for tile_id in sorted(tiles):
        writer.write_tile(tile_id, tiles[tile_id])
    writer.finalize(_header(land), {"attribution": CREDIT})
    return target.getvalue()


def _zooms(archive: Archive, land: GEOSGeometry) -> Iterator[dict[int, bytes]]:
    """The tiles of each zoom, from the smallest scale on, by their PMTiles number."""
    touches = land.prepared.intersects
    touching = [(0, 0)]
    for zoom in range(archive.header["max_zoom"] + 1):
        touching = [tile for tile in touching if touches(_outline(zoom, *tile))]
        if zoom >= archive.header["min_zoom"]:
            found = {
                zxy_to_tileid(zoom, x, y): archive.tile(zoom, x, y) for x, y in touching
            }
            yield {number: data for number, data in found.items() if data}
        touching = [
            (2 * x + right, 2 * y + below)
            for x, y in touching
            for right in (0, 1)
            for below in (0, 1)
        ]


def _outline(zoom: int, x: int, y: int) -> Polygon:
    """The tile's land in degrees."""
    count = 1 << zoom

    def latitude(row: int) -> float:
        return degrees(atan(sinh(pi * (1 - 2 * row / count))))

    west, east = (360 * column / count - 180 for column in (x, x + 1))
    return Polygon.from_bbox((west, latitude(y + 1), east, latitude(y)))


def _header(land: GEOSGeometry) -> dict[str, Any]:
    west, south, east, north = (round(value * 1e7) for value in land.extent)
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 10,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
