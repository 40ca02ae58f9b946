"""Points go out as an IIIF Georeference Annotation, and come back the same."""

import json

import pytest

from places.maps.annotation import (
    Georeference,
    UnreadableAnnotation,
    read_annotation,
    write_annotation,
)
from places.maps.fitting import Tie, Transformation
from places.models import GroundControlPoint
from tests.factories import HistoricMapFactory
from tests.places.maps.sheets import SIX

SIZE = (600, 400)


MASK = [(12.5, 10), (590, 10), (300, 390)]


def written(ties=SIX, kind=Transformation.POLYNOMIAL_1, mask=()):
    address, picture = "https://m/a", "https://m/p"
    return write_annotation(
        ties, kind, address=address, picture=picture, size=SIZE, mask=mask
    )


@pytest.mark.parametrize("kind", Transformation)
@pytest.mark.parametrize("mask", [[], MASK])
def test_what_goes_out_comes_back_the_same(kind, mask):
    content = json.dumps(written(kind=kind, mask=mask)).encode()

    assert read_annotation(content, size=SIZE) == Georeference(SIX, kind, mask)


def test_points_and_mask_are_scaled_to_the_size_of_the_scan():
    content = json.dumps(written([Tie(300, 100, 23.5, 42.3)], mask=MASK)).encode()

    found = read_annotation(content, size=(1200, 800))

    assert found.ties == [Tie(600, 200, 23.5, 42.3)]
    assert found.mask == [(25, 20), (1180, 20), (600, 780)]


@pytest.mark.parametrize(
    ("name", "size", "count", "kind", "corners", "first"),
    [
        ("13fd7a1921f2b011", (9208, 7573), 5, "polynomial1", 4, (519, 707)),
        ("7a69f9470b49a744", (3818, 5237), 5, "thinPlateSpline", 14, (422.5, 4284.5)),
        (
            "7a69f9470b49a744-resourceCrs",
            (7636, 10474),
            5,
            "thinPlateSpline",
            14,
            (845, 8569),
        ),
        ("c969e4bba21381cf", (5207, 7446), 42, "polynomial1", 9, (1110, 5519)),
    ],
)
def test_annotations_that_others_wrote_are_read(
    shared_data, name, size, count, kind, corners, first
):
    content = (shared_data / "samples" / "georef" / f"{name}.json").read_bytes()

    found = read_annotation(content, size=size)

    assert (len(found.ties), found.kind) == (count, kind)
    assert (len(found.mask), found.mask[0]) == (corners, first)


def damaged(**target):
    document = written()
    document["target"] |= target
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "която можем да прочетем"),
        (b"[" * 100_000, "която можем да прочетем"),
        (json.dumps({"type": "Annotation"}).encode(), "която можем да прочетем"),
        (json.dumps({"type": "AnnotationPage", "items": [1, 2]}).encode(), "няколко"),
        (damaged(source={"width": 600, "height": 600}), "пропорции"),
        (damaged(source={"width": 0, "height": 0}), "която можем да прочетем"),
        (json.dumps(written(mask=[(0, 0), (9, 9)])).encode(), "можем да прочетем"),
        (json.dumps(written(mask=[(0, float("nan"))])).encode(), "можем да прочетем"),
        (json.dumps(written([])).encode(), "извън"),
        (json.dumps(written([Tie(1, 1, 23, 95)])).encode(), "извън"),
        (json.dumps(written([Tie(float("nan"), 1, 23, 9)])).encode(), "извън"),
    ],
)
def test_file_that_is_no_annotation_of_the_sheet_says_why(content, words):
    with pytest.raises(UnreadableAnnotation, match=words):
        read_annotation(content, size=SIZE)


@pytest.mark.django_db
def test_points_of_a_published_sheet_are_there_for_everybody(client):
    sheet = HistoricMapFactory(public=True)
    GroundControlPoint.objects.create(map=sheet, x=5, y=6, lon=23.5, lat=42.3)

    answer = client.get(f"/maps/{sheet.slug}/annotation.json")

    assert answer["Content-Type"] == "application/ld+json"
    assert read_annotation(answer.content, size=SIZE).ties == [Tie(5, 6, 23.5, 42.3)]
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert f'href="/maps/{sheet.slug}/annotation.json"' in page
