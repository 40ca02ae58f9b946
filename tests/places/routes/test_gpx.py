"""GPX files: what is read out of them, and which are refused."""

import time
from pathlib import Path

import gpxpy
import pytest

from places.routes import gpx
from places.routes.gpx import UnreadableTrack, read_gpx

DATA = Path(__file__).parents[2] / "data" / "gpx"
BOMB = (
    '<!DOCTYPE gpx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    "<gpx><trk><name>&b;</name><trkseg>{}</trkseg></trk></gpx>"
)
TWO = '<trkpt lat="42.3" lon="23.5"/><trkpt lat="42.4" lon="23.6"/>'


def track(points=TWO, head=""):
    return [f"{head}<gpx><trk><trkseg>{points}</trkseg></trk></gpx>".encode()]


@pytest.mark.parametrize("name", ["mojstrovka", "cerknisko_jezero", "no_elevations"])
def test_points_of_a_real_walk_are_those_that_another_program_reads(name):
    file = DATA / f"{name}.gpx"
    segments = [
        segment.points
        for one in gpxpy.parse(file.read_text()).tracks
        for segment in one.segments
    ]

    read = read_gpx([file.read_bytes()])

    expected = [
        (point.longitude, point.latitude, point.elevation)
        for points in segments
        if len(points) > 1
        for before, point in zip([None, *points], points, strict=False)
        if not before
        or (before.longitude, before.latitude) != (point.longitude, point.latitude)
    ]
    assert [tuple(point) for piece in read for point in piece] == expected


def test_file_may_come_in_pieces_of_any_size():
    whole = (DATA / "mojstrovka.gpx").read_bytes()

    assert read_gpx(whole[i : i + 7] for i in range(0, len(whole), 7)) == read_gpx(
        [whole]
    )


def test_planned_route_counts_where_nothing_was_recorded():
    planned = TWO.replace("trkpt", "rtept")

    read = read_gpx([f"<gpx><rte>{planned}</rte></gpx>".encode()])

    assert [tuple(point) for point in read[0]] == [
        (23.5, 42.3, None),
        (23.6, 42.4, None),
    ]


def test_few_missing_heights_are_filled_in_and_many_are_not():
    some = "".join(
        f'<trkpt lat="{42 + n / 100}" lon="23.5">'
        f"{'' if n == 4 else f'<ele>{n}</ele>'}</trkpt>"
        for n in range(12)
    )
    few = some.replace("<ele>7</ele>", "<ele>1e300</ele>")
    few = few.replace("<ele>8</ele>", "<ele>nan</ele>")

    assert [point.height for point in read_gpx(track(some))[0]][3:6] == [3, 3, 5]
    assert {point.height for point in read_gpx(track(few))[0]} == {None}


@pytest.mark.parametrize(
    "file",
    [
        [BOMB.format(TWO).encode()],
        [BOMB.format(TWO).encode("utf-16")],
        track(head='<!DOCTYPE gpx SYSTEM "http://example.org/gpx.dtd">'),
        track(head='<?xml version="1.0" encoding="no-such-thing"?>'),
        track('<trkpt lat="42.3" lon="23.5"/>'),
        track('<trkpt lat="42.3" lon="23.5"/>' * 5),
        track(""),
        track('<trkpt lat="91" lon="23.5"/>' + TWO),
        track('<trkpt lat="42" lon="-180.1"/>' + TWO),
        track('<trkpt lat="nan" lon="inf"/>' + TWO),
        track('<trkpt lat="" lon="23.5"/>' + TWO),
        track("<trkpt/>" + TWO),
        [track()[0][:-20]],
        [b"<kml><trkseg>" + TWO.encode() + b"</trkseg></kml>"],
        [b'<gpx><wpt lat="42" lon="23"/></gpx>'],
        [b""],
        [b"\x00\x01PK\x03\x04 no text"],
        ["Път".encode()],
    ],
)
def test_strange_file_is_refused_with_words(file):
    assert read_gpx(track())

    with pytest.raises(UnreadableTrack, match=r"\w+ .+\."):
        read_gpx(file)


def test_file_with_two_million_points_is_given_up_at_the_first_too_many(monkeypatch):
    point = b'<trkpt lat="42.3" lon="23.5"/>'
    taken = []

    def endless():
        yield b"<gpx><trk><trkseg>"
        for _ in range(2000):
            taken.append(1000)
            yield point * 1000

    began = time.process_time()
    with pytest.raises(UnreadableTrack, match=r"200\D?000"):
        read_gpx(endless())

    assert sum(taken) == gpx.MOST_POINTS + 1000
    assert time.process_time() - began < 5
