"""Make the seas and the frontiers of Europe for our maps.

    python -m hub.demo.make_sea SOURCES [TARGET]

SOURCES is a folder with `world-atlas/{land,countries}-50m.json`: Natural Earth, public
domain, as TopoJSON of the npm package world-atlas 2.0.2 (ISC).
TARGET is `static/places/base`.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon

from hub.demo.make_base import NATURAL_EARTH, feature, layer
from hub.demo.topology import thin_line

# West, south, east, north: beyond it nothing is told of land and sea.
EUROPE = (-20.0, 32.0, 45.0, 62.0)
# In degrees: some 2 km, a pixel at zoom 6.
TOLERANCE = 0.02
DIGITS = 3
# In square degrees: smaller islands, some 20 km², are left out.
SMALLEST = 0.002
# Its own borders are drawn more exactly, see `make_base`.
BULGARIA = "100"


def main(source: Path, target: Path) -> None:
    """Write both layers and say how big they are."""
    atlas = source / "world-atlas"
    layers = {
        "sea": seas(json.loads((atlas / "land-50m.json").read_text())),
        "frontiers": frontiers(json.loads((atlas / "countries-50m.json").read_text())),
    }
    for name, made in layers.items():
        text = json.dumps(made, separators=(",", ":")) + "\n"
        (target / f"{name}.json").write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {len(text) // 1000} kB\n")


def arcs_of(topology: dict) -> list[list[tuple[float, float]]]:
    """Each arc's points; TopoJSON stores the steps between whole numbers."""
    (scale_x, scale_y), (left, top) = (
        topology["transform"][key] for key in ("scale", "translate")
    )
    arcs = []
    for steps in topology["arcs"]:
        lons, lats = (list(accumulate(step[axis] for step in steps)) for axis in (0, 1))
        points = zip(lons, lats, strict=True)
        arcs.append([(left + x * scale_x, top + y * scale_y) for x, y in points])
    return arcs


def polygons_of(topology: dict, name: str) -> Iterator[tuple[str, list[list[int]]]]:
    """Each polygon's id and its rings, as numbers of arcs; `~n`: arc n backwards."""
    for shape in topology["objects"][name]["geometries"]:
        is_one = shape["type"] == "Polygon"
        for rings in [shape["arcs"]] if is_one else shape["arcs"]:
            yield shape.get("id", ""), rings


def rounded(line: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(round(lon, DIGITS), round(lat, DIGITS)) for lon, lat in line]


def seas(land: dict) -> dict:
    """What of the box is no land, as one shape."""
    arcs = arcs_of(land)
    box = Polygon.from_bbox(EUROPE)
    sea: GEOSGeometry = box
    for _country, rings in polygons_of(land, "land"):
        one = Polygon(*(ring_of(arcs, ring) for ring in rings))
        one = one.buffer(0).intersection(box)
        if one.area > SMALLEST:
            sea = sea.difference(one)
    sea = sea.simplify(TOLERANCE, preserve_topology=True)
    parts = sea if isinstance(sea, MultiPolygon) else [sea]
    shapes = [
        [rounded(ring.coords) for ring in part]
        for part in parts
        if part.area > SMALLEST
    ]
    return layer(NATURAL_EARTH, [feature("MultiPolygon", shapes)])


def ring_of(
    arcs: list[list[tuple[float, float]]], ring: list[int]
) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def frontiers(countries: dict) -> dict:
    """Lines between two countries, but for those of Bulgaria."""
    arcs = arcs_of(countries)
    used: Counter[int] = Counter()
    bulgarian = set()
    for country, rings in polygons_of(countries, "countries"):
        numbers = [n if n >= 0 else ~n for ring in rings for n in ring]
        used.update(numbers)
        if country == BULGARIA:
            bulgarian.update(numbers)
    west, south, east, north = EUROPE
    lines = [
        thin_line(rounded(arcs[number]), TOLERANCE)
        for number, times in used.items()
        if times == 2
        and number not in bulgarian
        and all(west < x < east and south < y < north for x, y in arcs[number])
    ]
    return layer(NATURAL_EARTH, [feature("MultiLineString", lines)])


if __name__ == "__main__":
    folder = Path(__file__).resolve().parents[2] / "static/places/base"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else folder)
