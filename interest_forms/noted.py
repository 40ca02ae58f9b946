"""What a camera noted, told by the form for a smaller copy that says nothing itself."""

from datetime import datetime

from places.photos.exif import FIRST_YEAR, CameraFacts

MOST_LINES = 50


def read_noted(text: str) -> dict[str, CameraFacts]:
    """By the copy's SHA-256. A line is `sha256 moment lon lat`, with `-` for unknown.

    What makes no sense is left out: nobody sees this field, nobody could mend it.
    """
    facts = {}
    for line in text.splitlines()[:MOST_LINES]:
        try:
            digest, moment, lon, lat = line.split()
            facts[digest] = CameraFacts(taken=_moment(moment), point=_point(lon, lat))
        except ValueError:
            continue
    return facts


def _moment(text: str) -> datetime | None:
    """Cameras know no time zone, and some have a wrong clock."""
    if text == "-":
        return None
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S")  # noqa: DTZ007 -- the camera's own clock
    return moment if FIRST_YEAR <= moment.year <= datetime.now().year else None  # noqa: DTZ005 -- likewise


def _point(lon: str, lat: str) -> tuple[float, float] | None:
    if lon == "-":
        return None
    point = float(lon), float(lat)
    return point if abs(point[0]) <= 180 and abs(point[1]) <= 90 else None
