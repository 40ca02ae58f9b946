"""How long a track is, how high it climbs, how long one walks.

Length: along the ellipsoid WGS 84, each leg by the radii of curvature at its middle
latitude, without the slope: as signposts give it. PostGIS agrees to 0.1 per mille.

Heights: a device's heights tremble, and every tremor counted makes a climb. The track
is sampled every 25 m and each sample is the mean of itself and two on either side, as
Geotrek-admin does by default (`ALTIMETRIC_PROFILE_PRECISION`, `…_AVERAGE`). A climb
counts once it is higher than 5 m, from its lowest to its highest point.

Walking time: DIN 33466 (signposts for hiking trails): 4 km an hour on the flat, 300 m
up or 500 m down an hour; the longer of the two times and half of the other.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from places.routes.gpx import Track, TrackPoint, UnreadableTrack

# WGS 84 (NGA.STND.0036): the equator in metres, the first eccentricity squared.
EQUATOR = 6_378_137.0
ECCENTRICITY = 0.006_694_379_990_14
SAMPLE_METRES = 25
SAMPLES_AROUND = 2
COUNTED_METRES = 5
# The E4, from Spain to Cyprus, has 10,000 km; nobody shows it as one walk.
LONGEST_METRES = 2_000_000
# A picture as wide as a page shows no more.
PROFILE_POINTS = 200

FLAT_METRES_AN_HOUR = 4000
UP_METRES_AN_HOUR = 300
DOWN_METRES_AN_HOUR = 500

# Metres walked, metres above the sea.
Sample = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measures:
    """Metres; `None` and no profile where the heights are not known."""

    length: int
    ascent: int | None
    descent: int | None
    profile: list[Sample]


def measure(track: Track) -> Measures:
    """The track's measures. What lies between two of its pieces is not walked.

    A track of more than 2,000 km is refused (`UnreadableTrack`).
    """
    distances = [list(_distances(piece)) for piece in track]
    length = sum(far[-1] for far in distances)
    if length > LONGEST_METRES:
        raise UnreadableTrack(_("The track is longer than 2,000 km."))
    if track[0][0].height is None:
        return Measures(round(length), None, None, [])
    walked, samples = 0.0, []
    up = down = 0.0
    for far, piece in zip(distances, track, strict=True):
        sampled = _sampled(far, piece)
        climbed, fallen = _climbs(_smooth([height for _metres, height in sampled]))
        up, down = up + climbed, down + fallen
        samples += [(walked + metres, height) for metres, height in sampled]
        walked += far[-1]
    return Measures(round(length), round(up), round(down), _thinned(samples))


def leg(a: TrackPoint, b: TrackPoint) -> float:
    """Metres from one point to the next, on the ellipsoid."""
    middle = math.radians((a.lat + b.lat) / 2)
    bent = 1 - ECCENTRICITY * math.sin(middle) ** 2
    north = EQUATOR * (1 - ECCENTRICITY) / bent**1.5
    east = EQUATOR / math.sqrt(bent) * math.cos(middle)
    return math.hypot(
        north * math.radians(b.lat - a.lat), east * math.radians(b.lon - a.lon)
    )


def walking_minutes(length: int, ascent: int | None, descent: int | None) -> int:
    """By DIN 33466, without rests. Unknown heights count as flat."""
    flat = length / FLAT_METRES_AN_HOUR
    steep = (ascent or 0) / UP_METRES_AN_HOUR + (descent or 0) / DOWN_METRES_AN_HOUR
    return round(60 * (max(flat, steep) + min(flat, steep) / 2))


def _distances(piece: list[TrackPoint]) -> Iterator[float]:
    """Metres walked from the piece's start to each of its points."""
    walked = 0.0
    yield walked
    for a, b in pairwise(piece):
        walked += leg(a, b)
        yield walked


def _sampled(far: list[float], piece: list[TrackPoint]) -> list[Sample]:
    """The height every 25 m and at the end, on straight lines between the points."""
    samples, i = [], 0
    steps = int(far[-1] // SAMPLE_METRES)
    for metres in [*(n * SAMPLE_METRES for n in range(steps + 1)), far[-1]]:
        while far[i + 1] < metres:
            i += 1
        share = (metres - far[i]) / ((far[i + 1] - far[i]) or 1)
        low, high = piece[i].height or 0, piece[i + 1].height or 0
        samples.append((metres, low + share * (high - low)))
    return samples


def _smooth(heights: list[float]) -> Iterator[float]:
    """The mean of each height with those around it; fewer of them at either end."""
    for i in range(len(heights)):
        reach = min(SAMPLES_AROUND, i, len(heights) - 1 - i)
        around = heights[i - reach : i + reach + 1]
        yield sum(around) / len(around)


def _climbs(heights: Iterable[float]) -> tuple[float, float]:
    """Metres up and metres down, without what is less than 5 m to and fro."""
    up = down = 0.0
    last = turn = None
    for height in heights:
        if last is None or turn is None:
            last = turn = height
        elif (turn - last) * (height - turn) >= 0:
            # Further the same way: the turning point moves along.
            turn = height
        elif abs(height - turn) > COUNTED_METRES:
            up, down = _counted(up, down, turn - last)
            last, turn = turn, height
    if last is not None and turn is not None:
        up, down = _counted(up, down, turn - last)
    return up, down


def _counted(up: float, down: float, change: float) -> tuple[float, float]:
    if abs(change) <= COUNTED_METRES:
        return up, down
    return (up + change, down) if change > 0 else (up, down - change)


def _thinned(samples: list[Sample]) -> list[Sample]:
    """At most so many samples, evenly taken, first and last among them."""
    last = len(samples) - 1
    count = min(PROFILE_POINTS, len(samples))
    chosen = (round(i * last / max(count - 1, 1)) for i in range(count))
    return [(round(samples[i][0]), round(samples[i][1], 1)) for i in chosen]
