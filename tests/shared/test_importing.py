import json

import pytest

from hub.shared.importing import (
    Record,
    Refused,
    UnusableFile,
    boundary_of,
    point_of,
    read_records,
)

SQUARE = [[23.5, 42.3], [23.6, 42.3], [23.6, 42.4], [23.5, 42.4], [23.5, 42.3]]


@pytest.fixture
def file(tmp_path):
    """Writes what it is given to a file of that name."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_whatever_separates_its_cells(file, delimiter):
    path = file("a.csv", f"\ufeffid{delimiter}NAME_bg\r\n1{delimiter}Белчин\r\n")

    (record,) = read_records(path)

    assert record.number == 2
    assert record.text("name_bg") == "Белчин"


def test_cells_in_quotes_hold_commas_and_lines(file):
    path = file("a.csv", 'id,story\n1,"Една, две\nтри"\n')

    assert read_records(path)[0].text("story") == "Една, две\nтри"


def test_row_with_a_cell_too_many_says_so_and_spares_the_others(file):
    bad, good = read_records(file("a.csv", "id,name\n1,Рила, планина\n2,Пирин\n"))

    assert bad.problem.startswith("3 cells under 2 columns")
    assert good.text("name") == "Пирин"


@pytest.mark.parametrize(
    ("name", "content", "fix"),
    [
        ("a.csv", "id,name\n1,Белчин\n".encode("cp1251"), "at line 2. Save it again"),
        ("a.csv", "id,name\n".encode("utf-16"), "Save it again as CSV UTF-8"),
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"PK\x03\x04", "Save it as CSV UTF-8"),
        ("a.csv", b"id,id\n1,2\n", "'id' is there twice. Rename one"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', "cut off"),
        ("a.geojson", b'{"type": oops}', "not JSON at line 1, column 10"),
        ("a.geojson", b"id,name\n", "Export it again as GeoJSON"),
        ("a.geojson", b"[1, 2]", "Export it as GeoJSON"),
        ("a.json", b'{"features": {}}', "Export it as GeoJSON"),
        ("a.json", b'{"features": ' + b"[" * 100_000, "Export it again"),
        (
            "a.json",
            b'{"features": [], "crs": {"properties": {"name": "EPSG:3857"}}}',
            "Convert them to WGS 84",
        ),
    ],
)
def test_unusable_file_names_its_fix_in_one_line(file, name, content, fix):
    with pytest.raises(UnusableFile) as error:
        read_records(file(name, content))

    assert fix in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_file_names_its_fix(tmp_path):
    with pytest.raises(UnusableFile, match="Check the path"):
        read_records(tmp_path / "none.csv")


def test_geojson_in_wgs84_is_read_under_its_old_name_too(file):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    feature = {"type": "Feature", "id": 7, "properties": None, "geometry": None}
    data = {"type": "FeatureCollection", "crs": crs, "features": [feature, "?"]}

    good, bad = read_records(file("a.geojson", json.dumps(data)))

    assert good.text("id") == "7"
    assert bad.problem == 'no GeoJSON "Feature".'


@pytest.mark.parametrize(
    ("position", "reason"),
    [
        ([float("nan"), 42.3], "not a finite number"),
        ([float("inf"), 42.3], "not a finite number"),
        ([42.3, 23.5], "look swapped"),
        ([0, 0], "never filled in"),
        ([2616412, 5210000], "not degrees"),
        (["23,5", 42.3], "no number"),
        ([True, 42.3], "no number"),
        ([None, None], "no number"),
        ([23.5], "needs a longitude and a latitude"),
        ({}, "needs a longitude and a latitude"),
    ],
)
def test_wrong_position_is_refused_with_its_reason(position, reason):
    with pytest.raises(Refused, match=reason):
        point_of({"type": "Point", "coordinates": position})


def test_height_is_dropped_and_far_parts_of_europe_are_taken():
    reunion = point_of({"type": "Point", "coordinates": [55.5, -21.1, 3070]})

    assert reunion.coords == (55.5, -21.1)
    assert reunion.srid == 4326


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, "missing"),
        ({"type": "LineString", "coordinates": SQUARE}, "a LineString where"),
        ({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, "not closed"),
        ({"type": "Polygon", "coordinates": [[[1, 1], [1, 1]]]}, "fewer than four"),
        ({"type": "Polygon", "coordinates": []}, "missing or wrongly nested"),
        ({"type": "Polygon", "coordinates": [[[23, 42]] * 4]}, "no area"),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, "position needs"),
    ],
)
def test_wrong_boundary_is_refused_with_its_reason(geometry, reason):
    with pytest.raises(Refused, match=reason):
        boundary_of(geometry)


def test_boundary_loses_heights_and_is_made_valid():
    bow_tie = [[0, 1, 9], [2, 3, 9], [2, 1, 9], [0, 3, 9], [0, 1, 9]]

    area = boundary_of({"type": "Polygon", "coordinates": [bow_tie]})

    assert area.valid
    assert not area.hasz
    assert area.area == 2.0


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"year": "1850 г."}, "no number"),
        ({"year": "1850.5"}, "not a whole number"),
        ({"year": {"from": 1850}}, "Write plain text"),
    ],
)
def test_wrong_number_is_refused_with_its_reason(fields, reason):
    with pytest.raises(Refused, match=reason):
        Record(1, fields).whole("year")


def test_number_may_have_a_decimal_comma_or_be_absent():
    record = Record(1, {"lon": "23,5", "empty": [None]})

    assert record.number_of("lon") == 23.5
    assert record.whole("empty") is None
