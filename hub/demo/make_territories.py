"""Make the demonstration region's territory files from published data.

    python -m hub.demo.make_territories SOURCES [TARGET]

SOURCES is a folder with `geo/` as described in README.md beside this file; TARGET is
`hub/demo/data`. Where a group's municipality has no settlement lands in OpenStreetMap
yet, each settlement gets the part of the municipality that is nearer to it than to any
other: such a boundary says `"approximate": true`.
"""

import csv
import json
import sys
from pathlib import Path

from django.contrib.gis.geos import GEOSGeometry, Polygon

DIGITS = 5
LANDS = (
    "samokov_settlements",
    "sofia_province_settlements",
    "stara_zagora_sliven_settlements",
)
# Municipalities of the demonstration's groups without settlement lands.
APPROXIMATE = ("PER36", "PER19", "SLS34", "RSE33")
# Two lands of the source carry the code of the next village: OSM relation → code.
CODES = {17822988: "14461", 8890265: "61621"}
# The source takes two stations and two monasteries for towns, writes one village with
# a Latin e, and leaves one without the code of its municipality, Devnya.
CORRECTIONS = {
    "14461": {"kind": "village", "name_en": "Gara Bov"},
    "14475": {"kind": "village", "name_en": "Gara Lakatnik"},
    "37318": {
        "kind": "monastery",
        "name_bg": "Клисурски манастир",
        "name_en": "Klisura Monastery",
    },
    "62685": {
        "kind": "monastery",
        "name_bg": "Рилски манастир",
        "name_en": "Rila Monastery",
    },
    "75229": {"name_bg": "Ушевци"},
    "36868": {"municipality_code": "VAR14"},
}
Point = tuple[float, float]


def main(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    register = read_register(source / "geo/bg_settlements.csv")
    write_register(target / "bg_settlements.csv", register)
    lands = [*real_lands(source, register), *approximate_lands(source, register)]
    write(target / "settlement_lands.geojson", lands)
    write(target / "municipalities.geojson", municipalities(source))
    write(target / "provinces.geojson", provinces(source, register))


def read_register(path: Path) -> dict[str, dict]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["ekatte"]: row for row in csv.DictReader(file)}
    for code, values in CORRECTIONS.items():
        rows[code] |= values
    return rows


def write_register(path: Path, register: dict[str, dict]) -> None:
    """The register without what the portal has no field for."""
    columns = [name for name in next(iter(register.values())) if name != "postcode"]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, columns, extrasaction="ignore", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(register.values())


def read(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def write(path: Path, features: list[dict]) -> None:
    """One feature a line, so that a change can be read."""
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in features
    )
    credit = json.dumps("© OpenStreetMap contributors, ODbL", ensure_ascii=False)
    path.write_text(
        f'{{"type":"FeatureCollection","attribution":{credit},"features":[\n'
        f"{lines}\n]}}\n",
        encoding="utf-8",
    )


def feature(properties: dict, geometry: dict) -> dict:
    geometry = {**geometry, "coordinates": rounded(geometry["coordinates"])}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def rounded(coordinates: list | float) -> list | float:
    if isinstance(coordinates, list | tuple):
        return [rounded(part) for part in coordinates]
    return round(coordinates, DIGITS)


def real_lands(source: Path, register: dict[str, dict]) -> list[dict]:
    """Settlement lands from OpenStreetMap, each settlement once."""
    lands: dict[str, dict] = {}
    for name in LANDS:
        for item in read(source / f"geo/{name}.geojson"):
            code = CODES.get(
                item["properties"]["osm_id"], item["properties"].get("ekatte")
            )
            if code in register:
                properties = {"ekatte": code, "name_bg": register[code]["name_bg"]}
                lands[code] = feature(properties, item["geometry"])
    return [lands[code] for code in sorted(lands)]


def approximate_lands(source: Path, register: dict[str, dict]) -> list[dict]:
    features = []
    for item in read(source / "geo/bg_municipalities_approx.geojson"):
        code = item["properties"]["code"]
        if code not in APPROXIMATE:
            continue
        whole = GEOSGeometry(json.dumps(item["geometry"]))
        points = {
            settlement: (float(row["lon"]), float(row["lat"]))
            for settlement, row in register.items()
            if row["municipality_code"] == code
        }
        for settlement, point in sorted(points.items()):
            others = [other for other in points.values() if other != point]
            cell = whole.intersection(Polygon(nearest_cell(point, others, whole)))
            properties = {
                "ekatte": settlement,
                "name_bg": register[settlement]["name_bg"],
                "approximate": True,
            }
            if cell.area:
                features.append(feature(properties, polygonal(cell)))
    return features


def polygonal(cell: GEOSGeometry) -> dict:
    """The cell without the stray lines that an intersection may leave."""
    parts = [part for part in cell if part.area] if cell.geom_typeid > 3 else [cell]
    return {
        "type": "MultiPolygon",
        "coordinates": [json.loads(part.json)["coordinates"] for part in parts],
    }


def nearest_cell(point: Point, others: list[Point], whole: GEOSGeometry) -> list[Point]:
    """What of the box around `whole` is nearer to the point than to the others."""
    west, south, east, north = whole.extent
    cell = [(west, south), (east, south), (east, north), (west, north)]
    for other in others:
        cell = half(cell, point, other)
    return [*cell, cell[0]]


def half(cell: list[Point], near: Point, far: Point) -> list[Point]:
    """The convex cell's part on the near side of the line between the two points."""
    kept = []
    for here, there in zip(cell, [*cell[1:], cell[0]], strict=True):
        ours, theirs = side(here, near, far), side(there, near, far)
        if ours >= 0:
            kept.append(here)
        if ours * theirs < 0:
            share = ours / (ours - theirs)
            kept.append(
                (
                    here[0] + share * (there[0] - here[0]),
                    here[1] + share * (there[1] - here[1]),
                )
            )
    return kept


def side(place: Point, near: Point, far: Point) -> float:
    """Positive when the place is nearer to `near`, in plain degrees."""
    return (
        (place[0] - far[0]) ** 2
        + (place[1] - far[1]) ** 2
        - (place[0] - near[0]) ** 2
        - (place[1] - near[1]) ** 2
    )


def municipalities(source: Path) -> list[dict]:
    """The municipalities whose settlement lands are (nearly) all known."""
    features = []
    for item in read(source / "geo/bg_municipalities.geojson"):
        names = item["properties"]
        kept = {key: names[key] for key in ("code", "name_bg", "name_en")}
        features.append(feature(kept, item["geometry"]))
    return features


def provinces(source: Path, register: dict[str, dict]) -> list[dict]:
    """The provinces, coded as the first letters of their municipalities' codes."""
    codes = {
        row["province_en"]: row["municipality_code"][:3] for row in register.values()
    }
    codes |= {"Sofia": "SFO", "Sofia-City": "SOF"}
    features = []
    for item in read(source / "geo/bg_provinces.geojson"):
        names = item["properties"]
        kept = {"code": codes[names["name_en"]]}
        kept |= {key: name for key, name in names.items() if key.startswith("name_")}
        features.append(feature(kept, item["geometry"]))
    return features


if __name__ == "__main__":
    folder = Path(__file__).resolve().parent / "data"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else folder)
