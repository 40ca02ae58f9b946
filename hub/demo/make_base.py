"""Make the quiet base layers of our maps from published data.

    python -m hub.demo.make_base SOURCES [TARGET]

SOURCES is a folder with `geo/bg_provinces.geojson` (OpenStreetMap, admin_level 4),
`geo/bg_settlements.csv` (the EKATTE register with coordinates) and
`basemap/ne_{rivers,lakes}.geojson` (Natural Earth).
TARGET is `static/places/base`.
See README.md beside this file for where each comes from and under which licence.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from hub.demo.topology import Thinner, thin_line

OSM = "© OpenStreetMap contributors, ODbL"
NATURAL_EARTH = "Natural Earth"
# Waters that reach into this box are drawn: west, south, east, north.
BOX = (18.5, 34.5, 31.0, 49.5)
DIGITS = 4
# In degrees: some 300 m, a pixel at zoom 9.
TOLERANCE = 0.003
LANGUAGES = ("bg", "en", "ro", "el", "fr")
# From which zoom on a town's name is written, by its population.
ZOOMS = ((100_000, 6), (40_000, 7), (15_000, 8), (5_000, 9), (0, 10))

NO_TOWNS = ("гара ", "ман. ")

# Names that are not the Latin ones: (Romanian, Greek, French). Written by hand, as the
# languages' own encyclopaedias spell them.
FOREIGN = {
    "София": ("Sofia", "Σόφια", "Sofia"),
    "Пловдив": ("Plovdiv", "Φιλιππούπολη", "Plovdiv"),
    "Варна": ("Varna", "Βάρνα", "Varna"),
    "Бургас": ("Burgas", "Μπουργκάς", "Bourgas"),
    "Русе": ("Ruse", "Ρούσε", "Roussé"),
    "Стара Загора": ("Stara Zagora", "Στάρα Ζαγόρα", "Stara Zagora"),
    "Плевен": ("Plevna", "Πλέβεν", "Pleven"),
    "Сливен": ("Sliven", "Σλίβεν", "Sliven"),
    "Добрич": ("Dobrici", "Ντόμπριτς", "Dobritch"),
    "Шумен": ("Șumen", "Σούμεν", "Choumen"),
    "Перник": ("Pernik", "Πέρνικ", "Pernik"),
    "Хасково": ("Haskovo", "Χάσκοβο", "Khaskovo"),
    "Ямбол": ("Iambol", "Γιάμπολ", "Yambol"),
    "Пазарджик": ("Pazardjik", "Παζαρτζίκ", "Pazardjik"),
    "Благоевград": ("Blagoevgrad", "Μπλαγκόεβγκραντ", "Blagoevgrad"),
    "Велико Търново": ("Veliko Târnovo", "Βελίκο Τάρνοβο", "Veliko Tarnovo"),
    "Враца": ("Vrața", "Βράτσα", "Vratsa"),
    "Габрово": ("Gabrovo", "Γκάμπροβο", "Gabrovo"),
    "Видин": ("Vidin", "Βιντίν", "Vidin"),
    "Кърджали": ("Kărdjali", "Κάρτζαλι", "Kardjali"),
    "Кюстендил": ("Kiustendil", "Κιουστεντίλ", "Kyoustendil"),
    "Монтана": ("Montana", "Μοντάνα", "Montana"),
    "Търговище": ("Târgoviște", "Ταργκόβιστε", "Targovichte"),
    "Ловеч": ("Loveci", "Λόβετς", "Lovetch"),
    "Силистра": ("Silistra", "Σιλίστρα", "Silistra"),
    "Разград": ("Razgrad", "Ράζγκραντ", "Razgrad"),
    "Смолян": ("Smolian", "Σμόλιαν", "Smolyan"),
    "Казанлък": ("Kazanlak", "Καζανλάκ", "Kazanlak"),
    "Самоков": ("Samokov", "Σαμόκοβ", "Samokov"),
    "Банско": ("Bansko", "Μπάνσκο", "Bansko"),
}

# Cities abroad, for orientation: `lon,lat`, the zoom from which they are named, names.
ABROAD = Path(__file__).parent / "data/cities_abroad.csv"


def main(source: Path, target: Path) -> None:
    """Write every layer and say how big it is."""
    layers = {
        "borders": borders(source),
        "rivers": water(source / "basemap/ne_rivers.geojson"),
        "lakes": water(source / "basemap/ne_lakes.geojson"),
        **{f"towns-{lang}": layer for lang, layer in towns(source).items()},
    }
    target.mkdir(parents=True, exist_ok=True)
    for name, layer in layers.items():
        text = json.dumps(layer, ensure_ascii=False, separators=(",", ":")) + "\n"
        (target / f"{name}.json").write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {len(layer['features'])} features, ")
        sys.stdout.write(f"{len(text.encode()) // 1000} kB\n")


def read(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def layer(attribution: str, features: list[dict]) -> dict:
    return {
        "type": "FeatureCollection",
        "attribution": attribution,
        "features": features,
    }


def feature(kind: str, coordinates: list, **properties: object) -> dict:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def parts(geometry: dict) -> list:
    """The polygons or lines of a geometry, as a list even when there is one."""
    one = not geometry["type"].startswith("Multi")
    return [geometry["coordinates"]] if one else geometry["coordinates"]


def rounded(line: list) -> list[tuple[float, float]]:
    return [(round(point[0], DIGITS), round(point[1], DIGITS)) for point in line]


def borders(source: Path) -> dict:
    """The provinces, neighbours keeping one common border."""
    provinces = read(source / "geo/bg_provinces.geojson")
    shapes = [
        [[rounded(ring) for ring in polygon] for polygon in parts(province["geometry"])]
        for province in provinces
    ]
    thinner = Thinner(
        (ring for shape in shapes for polygon in shape for ring in polygon), TOLERANCE
    )
    features = []
    for shape in shapes:
        thin = [
            [ring for ring in map(thinner.thin, polygon) if ring] for polygon in shape
        ]
        features.append(
            feature("MultiPolygon", [polygon for polygon in thin if polygon])
        )
    return layer(OSM, features)


def water(path: Path) -> dict:
    """Rivers or lakes in the box, rivers a little thinned."""
    features = []
    for item in read(path):
        shapes = parts(item["geometry"])
        if item["geometry"]["type"].endswith("Polygon"):
            shape = [[rounded(ring) for ring in polygon] for polygon in shapes]
            if in_box(shape[0][0]):
                features.append(feature("MultiPolygon", shape))
        else:
            lines = [thin_line(rounded(line), TOLERANCE) for line in shapes]
            if lines := [line for line in lines if in_box(line)]:
                features.append(feature("MultiLineString", lines))
    return layer(NATURAL_EARTH, features)


def in_box(line: list[tuple[float, float]]) -> bool:
    west, south, east, north = BOX
    return any(west <= lon <= east and south <= lat <= north for lon, lat in line)


def towns(source: Path) -> dict[str, dict]:
    """Towns with their names, one layer for each language."""
    rows = [*bulgarian_towns(source), *towns_abroad()]
    rows.sort(key=lambda row: row["zoom"])
    return {
        lang: layer(
            OSM,
            [
                feature("Point", row["point"], name=row[lang], zoom=row["zoom"])
                for row in rows
            ],
        )
        for lang in LANGUAGES
    }


def bulgarian_towns(source: Path) -> Iterator[dict]:
    with (source / "geo/bg_settlements.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            # Stations and monasteries pass for towns in the source.
            if row["kind"] == "town" and not row["name_bg"].startswith(NO_TOWNS):
                latin = row["name_en"].title()
                names = FOREIGN.get(row["name_bg"], (latin,) * 3)
                yield {
                    "point": [round(float(row["lon"]), 3), round(float(row["lat"]), 3)],
                    "zoom": zoom_of(int(row["population_2013"] or 0)),
                    **dict(
                        zip(LANGUAGES, (row["name_bg"], latin, *names), strict=True)
                    ),
                }


def towns_abroad() -> Iterator[dict]:
    with ABROAD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                **row,
                "point": [float(row["lon"]), float(row["lat"])],
                "zoom": int(row["zoom"]),
            }


def zoom_of(population: int) -> int:
    return next(zoom for least, zoom in ZOOMS if population >= least)


if __name__ == "__main__":
    folder = Path(__file__).resolve().parents[2] / "static/places/base"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else folder)
