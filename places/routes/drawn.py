"""A line drawn by hand: points as text, which a map helps to write.

One point a row: latitude, longitude and, where it is known, the height in metres; an
empty row begins a new piece. A line with few points can be changed the same way.
"""

from django.contrib.gis.geos import MultiLineString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from places.models import Route
from places.routes.gpx import (
    Track,
    TrackPoint,
    UnreadableTrack,
    height_of,
    position_of,
    with_heights,
)

# A line of more points was recorded, not drawn.
MOST_POINTS = 500
# About a decimetre.
DIGITS = 6
# Points of a recorded line so far beside the others (degrees: some 3 m) go first.
FIRST_TOLERANCE = 0.00003


def read_drawn(text: str) -> Track | None:
    """The pieces of the line, `None` of an empty text.

    `UnreadableTrack` tells the first row that is no point, or what is wrong with all.
    """
    pieces: Track = [[]]
    for number, row in enumerate(text.splitlines(), start=1):
        if not row.strip():
            pieces.append([])
        elif (point := _point(row, number)) not in pieces[-1][-1:]:
            pieces[-1].append(point)
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return None
    if min(map(len, pieces)) < 2:
        raise UnreadableTrack(_("A line needs at least two different points."))
    count = sum(map(len, pieces))
    if count > MOST_POINTS:
        raise UnreadableTrack(_too_many(count))
    return with_heights(pieces)


def written(route: Route) -> str:
    """The line as text to be changed; nothing where it has too many points."""
    if route.line is None or route.line.num_points > MOST_POINTS:
        return ""
    return _written(route.line, has_heights=route.ascent is not None)


def written_simpler(route: Route) -> str:
    """The line with few enough points to be changed by hand, without its heights.

    Nothing of a line in so many pieces that even their ends are too many.
    """
    if route.line is None or 2 * len(route.line) > MOST_POINTS:
        return ""
    tolerance, simple = FIRST_TOLERANCE, route.line
    while simple.num_points > MOST_POINTS:
        simple = route.line.simplify(tolerance)
        if simple.geom_type != "MultiLineString":
            simple = MultiLineString(simple)
        tolerance *= 2
    return _written(simple, has_heights=False)


def _written(line: MultiLineString, *, has_heights: bool) -> str:
    return "\n\n".join(
        "\n".join(_row(*point, has_heights=has_heights) for point in piece)
        for piece in line.coords
    )


def _row(lon: float, lat: float, height: float = 0, *, has_heights: bool) -> str:
    row = f"{lat:.{DIGITS}f}, {lon:.{DIGITS}f}"
    return f"{row}, {height:.1f}" if has_heights else row


def _point(row: str, number: int) -> TrackPoint:
    """Numbers between commas or blanks; a comma inside of one is a decimal one."""
    parts = [part.strip(",;") for part in row.replace(";", " ").split()]
    if len(parts) == 1:
        parts = row.split(",")
    parts = [part.strip().replace(",", ".") for part in parts if part.strip()]
    if len(parts) not in {2, 3}:
        raise UnreadableTrack(
            _("Row %(row)d: write latitude and longitude, such as 42.337, 23.558.")
            % {"row": number}
        )
    try:
        lon, lat = position_of({"lat": parts[0], "lon": parts[1]})
    except UnreadableTrack as problem:
        message = _("Row %(row)d: %(problem)s") % {"row": number, "problem": problem}
        raise UnreadableTrack(message) from problem
    return TrackPoint(lon, lat, height_of(parts[2] if len(parts) > 2 else None))


def _too_many(count: int) -> str:
    return ngettext(
        "A line drawn by hand has at most %(most)d points; this one has %(count)d"
        " point. Please leave some out, or send it as a GPX file.",
        "A line drawn by hand has at most %(most)d points; this one has %(count)d"
        " points. Please leave some out, or send it as a GPX file.",
        count,
    ) % {"most": MOST_POINTS, "count": count}
