import gzip
import json
from itertools import pairwise

import pytest
from django.conf import settings

from hub.demo import make_base, make_sea, make_territories
from hub.demo.topology import Thinner, thin_line

HEADER = (
    "ekatte,kind,name_bg,name_en,municipality_code,municipality_bg,municipality_en,"
    "province_bg,province_en,postcode,population_2013,lon,lat"
)
LAYERS = settings.BASE_DIR / "static" / "places" / "base"


def features(*items):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": properties, "geometry": geometry}
                for properties, geometry in items
            ],
        }
    )


def box(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def register():
    places = {
        "SFO39": "Самоков,Samokov,София,Sofia",
        "PER19": "Земен,Zemen,Перник,Pernik",
    }
    rows = [
        ("65231,town,Самоков,Samokov", "SFO39", "2000,26263,23.55,42.34"),
        ("30778,town,Земен,Zemen", "PER19", "2440,1588,22.25,42.5"),
        ("02230,village,Батановци,Batanovtsi", "PER19", ",,22.75,42.5"),
    ]
    rows += [
        (f"{code},town,ман. Х,H", "SFO39", ",0,23.6,42.4")
        for code in make_territories.CORRECTIONS
    ]
    lines = [f"{start},{code},{places[code]},{end}" for start, code, end in rows]
    return "\n".join([HEADER, *lines])


@pytest.fixture
def source(tmp_path):
    """A country of two provinces, two villages, a town, a river and a lake."""
    files = {
        "geo/bg_provinces.geojson": features(
            ({"name_bg": "Перник", "name_en": "Pernik"}, box(22, 42, 23, 43)),
            ({"name_bg": "Софийска", "name_en": "Sofia"}, box(23, 42, 24, 43)),
        ),
        "geo/bg_municipalities.geojson": features(
            (
                {"code": "SFO39", "name_bg": "Самоков", "name_en": "Samokov"},
                box(23, 42, 24, 43),
            )
        ),
        "geo/bg_municipalities_approx.geojson": features(
            ({"code": "PER19"}, box(22, 42, 23, 43)),
            ({"code": "PER51"}, box(22, 42, 23, 43)),
        ),
        "geo/samokov_settlements.geojson": features(
            ({"ekatte": "65231", "osm_id": 1}, box(23, 42, 23.5, 43)),
            ({"ekatte": "00000", "osm_id": 2}, box(23, 42, 23.5, 43)),
        ),
        "geo/sofia_province_settlements.geojson": features(),
        "geo/stara_zagora_sliven_settlements.geojson": features(),
        "basemap/ne_rivers.geojson": features(
            ({}, {"type": "LineString", "coordinates": [[23, 42], [23.1, 42.2]]}),
            ({}, {"type": "LineString", "coordinates": [[3, 42], [3.1, 42.2]]}),
        ),
        "basemap/ne_lakes.geojson": features(
            ({}, box(23.5, 42.4, 23.6, 42.5)), ({}, box(3.5, 42.4, 3.6, 42.5))
        ),
        "geo/bg_settlements.csv": register(),
    }
    for name, text in files.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "source"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def test_base_layers_are_made_from_their_sources(source, tmp_path):
    make_base.main(source, tmp_path)

    greek = {item["properties"]["name"] for item in read(tmp_path / "towns-el.json")}
    assert {"Σκόπια", "Αθήνα", "Σαμόκοβ", "Zemen"} <= greek
    assert not {"Skopje", "Атина", "Самоков"} & greek
    assert len(read(tmp_path / "borders.json")) == 2
    assert len(read(tmp_path / "rivers.json")) == 1
    assert len(read(tmp_path / "lakes.json")) == 1


def topology(name, shapes, arcs):
    return {
        "transform": {"scale": [0.5, 0.5], "translate": [10, 40]},
        "objects": {name: {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": arcs,
    }


def test_sea_is_what_is_no_land_and_frontiers_part_two_countries(tmp_path):
    """Two squares side by side, each two degrees wide, and Bulgaria beside them."""
    arcs = [
        [[4, 0], [0, 4]],
        [[4, 4], [-4, 0], [0, -4], [4, 0]],
        [[4, 0], [4, 0]],
        [[8, 0], [0, 4]],
        [[8, 4], [-4, 0]],
        [[8, 0], [4, 0], [0, 4], [-4, 0]],
    ]
    countries = [
        {"id": "642", "type": "Polygon", "arcs": [[0, 1]]},
        {"id": "300", "type": "MultiPolygon", "arcs": [[[2, 3, 4, -1]]]},
        {"id": "100", "type": "Polygon", "arcs": [[5, -4]]},
    ]
    for name in ("land", "countries"):
        path = tmp_path / "world-atlas" / f"{name}-50m.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(topology(name, countries, arcs)))

    make_sea.main(tmp_path, tmp_path)

    (sea,) = read(tmp_path / "sea.json")
    ((_box, land),) = sea["geometry"]["coordinates"]
    assert {lon for lon, _lat in land} == {10, 16}
    assert {lat for _lon, lat in land} == {40, 42}
    (lines,) = read(tmp_path / "frontiers.json")
    assert lines["geometry"]["coordinates"] == [[[12.0, 40.0], [12.0, 42.0]]]


def test_settlements_without_lands_share_their_municipality(source, tmp_path):
    make_territories.main(source, tmp_path)

    real, *guessed = read(tmp_path / "settlement_lands.geojson")
    halves = {item["properties"]["ekatte"]: item["geometry"] for item in guessed}
    ((ring,),) = halves["30778"]["coordinates"]
    assert real["properties"]["ekatte"] == "65231"
    assert {lon for lon, _lat in ring} == {22.0, 22.5}
    assert all(item["properties"]["approximate"] for item in guessed)
    assert set(halves) == {"30778", "02230"}
    assert [
        item["properties"]["code"] for item in read(tmp_path / "provinces.geojson")
    ] == [
        "PER",
        "SFO",
    ]


def test_neighbours_keep_one_border_when_thinned():
    border = [(1.0, 0.0), (1.001, 0.5), (1.3, 1.0), (1.001, 1.5), (1.0, 2.0)]
    west = [(0.0, 0.0), *border, (0.0, 2.0), (0.0, 0.0)]
    east = [(2.0, 2.0), *border[::-1], (2.0, 0.0), (2.0, 2.0)]
    thinner = Thinner([west, east], 0.2)

    sides = [thinner.thin(ring) for ring in (west, east)]

    edges = [{frozenset(edge) for edge in pairwise(ring)} for ring in sides]
    assert all(ring[0] == ring[-1] for ring in sides)
    assert edges[0] & edges[1] == {
        frozenset(edge) for edge in pairwise(thin_line(border, 0.2))
    }
    assert len(thin_line(border, 0.2)) < len(border)


def test_ring_smaller_than_the_tolerance_vanishes():
    speck = [(0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.0)]

    assert Thinner([speck], 1.0).thin(speck) == []


def test_a_page_fetches_little_for_its_map():
    packed = sum(
        len(gzip.compress((LAYERS / f"{name}.json").read_bytes()))
        for name in ("borders", "rivers", "lakes", "towns-bg")
    )

    assert packed < 100_000


@pytest.mark.parametrize("name", ["borders", "rivers", "lakes", "towns-bg", "towns-fr"])
def test_each_layer_names_its_source(name):
    layer = json.loads((LAYERS / f"{name}.json").read_text(encoding="utf-8"))

    assert "OpenStreetMap" in layer["attribution"] or name in {"rivers", "lakes"}
    assert layer["features"]


def test_shipped_files_are_what_the_scripts_make(shared_data, tmp_path):
    make_base.main(shared_data, tmp_path / "base")
    make_territories.main(shared_data, tmp_path / "data")

    shipped = settings.BASE_DIR / "hub" / "demo" / "data"
    for made, folder in (("base", LAYERS), ("data", shipped)):
        for path in (tmp_path / made).iterdir():
            assert path.read_bytes() == (folder / path.name).read_bytes(), path.name
