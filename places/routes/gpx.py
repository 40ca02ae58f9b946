"""Reading the line out of a GPX file that anybody may have made.

GPX 1.0 and 1.1 (topografix.com): `trkseg` holds recorded points, `rte` planned ones.
The file is read in pieces and given up at the first thing that is wrong with it, so
that a hostile one costs no more than its first pages.
"""

from collections.abc import Iterable
from typing import NamedTuple
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_POINTS = 200_000
# The Dead Sea's shore is at -430 m, Everest at 8,849 m: what lies outside is no height.
LOWEST, HIGHEST = -500, 9000
# Of so many points of a piece the height must be known for the others' to be guessed.
KNOWN_SHARE = 0.9
PIECES = {"trkseg", "rte"}
POINTS = {"trkpt", "rtept"}


class UnreadableTrack(Exception):
    """The file is no track; the words are for whoever sent it."""


class TrackPoint(NamedTuple):
    """Degrees, WGS 84, and metres above the sea where they are known."""

    lon: float
    lat: float
    height: float | None


Track = list[list[TrackPoint]]


def read_gpx(chunks: Iterable[bytes]) -> Track:
    """The recorded pieces of the track, else the planned ones, each of two points up.

    A file with a DOCTYPE, with too many points, or with a point off the earth is
    refused as soon as that is read. Times, names and waypoints are not kept.
    """
    reader = _Reader()
    try:
        for chunk in chunks:
            reader.parser.Parse(chunk, False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise UnreadableTrack(
            _("This is not a GPX file, or it is damaged: line %(line)d.")
            % {"line": fault.lineno}
        ) from fault
    except (ValueError, LookupError) as fault:
        # The encoding that the file names is not one.
        raise UnreadableTrack(_("This is not a GPX file.")) from fault
    pieces = reader.pieces["trkseg"] or reader.pieces["rte"]
    if not pieces:
        raise UnreadableTrack(
            _("There is no track in this file: it needs at least two points.")
        )
    return with_heights(pieces)


class _Reader:
    """Listens to the parser and keeps what it hears of tracks."""

    def __init__(self) -> None:
        self.pieces: dict[str, Track] = {name: [] for name in PIECES}
        self.piece: list[TrackPoint] = []
        self.count = 0
        self.depth = 0
        self.at: tuple[float, float] | None = None
        self.height: str | None = None
        self.heard: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def doctype(self, *_args: object) -> None:
        """Entities are declared in a DOCTYPE; no device writes one."""
        raise UnreadableTrack(
            _("This file brings definitions of its own (DOCTYPE). No GPX file does.")
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self.depth += 1
        if self.depth == 1 and name != "gpx":
            raise UnreadableTrack(_("This is not a GPX file."))
        if name in PIECES:
            self.piece = []
        elif name in POINTS:
            self.count_one()
            self.at, self.height = position_of(attributes), None
        elif name == "ele" and self.at:
            self.heard = []

    def text(self, words: str) -> None:
        if self.heard is not None:
            self.heard.append(words)

    def end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self.depth -= 1
        if name == "ele" and self.heard is not None:
            self.height, self.heard = "".join(self.heard), None
        elif name in POINTS and self.at:
            point = TrackPoint(*self.at, height_of(self.height))
            # A device that rests repeats itself.
            if not self.piece or self.piece[-1][:2] != self.at:
                self.piece.append(point)
            self.at = None
        elif name in PIECES and len(self.piece) > 1:
            self.pieces[name].append(self.piece)

    def count_one(self) -> None:
        self.count += 1
        if self.count > MOST_POINTS:
            raise UnreadableTrack(
                ngettext(
                    "The track has more than %(most)d point. Please make it simpler"
                    " first.",
                    "The track has more than %(most)d points. Please make it simpler"
                    " first.",
                    MOST_POINTS,
                )
                % {"most": MOST_POINTS}
            )


def position_of(attributes: dict[str, str]) -> tuple[float, float]:
    """Longitude and latitude of a point, on the earth."""
    try:
        lon, lat = float(attributes["lon"]), float(attributes["lat"])
    except (KeyError, ValueError) as fault:
        message = _("A point of the track has no position.")
        raise UnreadableTrack(message) from fault
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise UnreadableTrack(
            _("A point of the track is not on the earth: %(lat)s, %(lon)s.")
            % {"lat": attributes["lat"][:20], "lon": attributes["lon"][:20]}
        )
    return lon, lat


def height_of(written: str | None) -> float | None:
    try:
        metres = float(written or "")
    except ValueError:
        return None
    # Not a number is not between anything.
    return metres if LOWEST <= metres <= HIGHEST else None


def with_heights(pieces: Track) -> Track:
    """Every height filled in where nearly all are known, else none at all."""
    is_known = all(_share_known(piece) >= KNOWN_SHARE for piece in pieces)
    return [_filled(piece) if is_known else _flat(piece) for piece in pieces]


def _share_known(piece: list[TrackPoint]) -> float:
    return sum(point.height is not None for point in piece) / len(piece)


def _flat(piece: list[TrackPoint]) -> list[TrackPoint]:
    return [point._replace(height=None) for point in piece]


def _filled(piece: list[TrackPoint]) -> list[TrackPoint]:
    """A missing height is that of the point before, or of the first that has one."""
    last = next(point.height for point in piece if point.height is not None)
    filled = []
    for point in piece:
        last = last if point.height is None else point.height
        filled.append(point._replace(height=last))
    return filled
