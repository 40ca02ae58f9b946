"""Lines drawn by hand: rows of numbers become a line, and a line becomes rows."""

import pytest
from django.utils.translation import override

from places.routes.actions import set_line
from places.routes.drawn import MOST_POINTS, read_drawn, written, written_simpler
from places.routes.gpx import TrackPoint, UnreadableTrack
from tests.factories import RouteFactory


@pytest.mark.parametrize(
    "row",
    ["42.5, 23.5", "42.5,23.5", " 42.5 23.5", "42,5 23,5", "42,5; 23,5", "42.5;23.5"],
)
def test_row_is_read_as_people_write_it(row):
    assert read_drawn(f"{row}\n42.6, 23.6") == [
        [TrackPoint(23.5, 42.5, None), TrackPoint(23.6, 42.6, None)]
    ]


def test_empty_row_begins_a_piece_and_an_empty_text_is_no_line():
    track = read_drawn("42, 23\n42.1, 23\n\n\n43, 24\n43.1, 24\n")

    assert [len(piece) for piece in track] == [2, 2]
    assert read_drawn(" \n ") is None


def test_heights_count_where_nearly_all_are_known():
    known = [f"42.{n:02}, 23, {900 + n}" for n in range(10, 30)]

    assert read_drawn("\n".join(known))[0][3].height == 913
    assert read_drawn("\n".join([*known, "42.4, 23"]))[0][-1].height == 929
    mostly_unknown = "\n".join([*known, *["42.4, 23", "42.5, 23"] * 3])
    assert read_drawn(mostly_unknown)[0][3].height is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("42.5, 23.5", "at least two"),
        ("42.5, 23.5\n42.5, 23.5", "at least two"),
        ("42.5, 23.5\n42.6", "Row 2"),
        ("42.5, 23.5\n\nпри чешмата", "Row 3"),
        ("42.5, 23.5\n95, 23", "Row 2: A point of the track is not on the earth"),
        ("42.5, 23.5\nnan, 23", "Row 2"),
        ("\n".join(f"42.{n:04}, 23" for n in range(MOST_POINTS + 1)), "has 501 points"),
    ],
)
def test_what_is_no_line_is_refused_with_the_row(text, problem):
    with override("en"), pytest.raises(UnreadableTrack, match=problem):
        read_drawn(text)


@pytest.mark.django_db
def test_line_is_written_as_it_is_read():
    route = RouteFactory()
    for text in (
        "42.337000, 23.558000, 950.0\n42.340000, 23.560000, 980.5",
        "1.0, 2\n3, 4",
    ):
        set_line(route, read_drawn(text))

        assert read_drawn(written(route)) == read_drawn(text)
    set_line(route, None)
    assert written(route) == written_simpler(route) == ""


@pytest.mark.django_db
def test_recorded_line_is_offered_in_fewer_points():
    piece = [
        TrackPoint(23 + n / 10_000, 42 + n % 7 / 100_000, 900.0)
        for n in range(3 * MOST_POINTS)
    ]
    route = set_line(RouteFactory(), [piece])

    simpler = read_drawn(written_simpler(route))

    assert written(route) == ""
    assert 2 <= sum(map(len, simpler)) <= MOST_POINTS
    assert simpler[0][0][:2] == piece[0][:2]
    assert simpler[0][0].height is None


@pytest.mark.django_db
def test_line_in_very_many_pieces_is_not_offered_for_change():
    pieces = [
        [TrackPoint(23, 42 + n / 1000, None), TrackPoint(23.01, 42 + n / 1000, None)]
        for n in range(MOST_POINTS // 2 + 1)
    ]

    assert written_simpler(set_line(RouteFactory(), pieces)) == ""
    assert written_simpler(set_line(RouteFactory(), pieces[1:])) != ""
