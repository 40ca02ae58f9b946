"""What a camera wrote into a picture. Nothing here believes it without looking."""

import re
import struct
import unicodedata
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime

from PIL import ExifTags, Image

# The oldest photograph that still exists was taken in 1826.
FIRST_YEAR = 1826
CAMERA_LENGTH = 100
MOMENT = re.compile(r"(\d{4})[:/.-](\d\d)[:/.-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
TAGS = (
    ExifTags.Base.Make,
    ExifTags.Base.Model,
    ExifTags.Base.DateTime,
    ExifTags.Base.Orientation,
)
# What Pillow raises while it reads rubbish.
RUBBISH = (
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    struct.error,
)

Point = tuple[float, float]


@dataclass(frozen=True)
class CameraFacts:
    """When and where a picture says it was taken (longitude first), and with what."""

    taken: datetime | None = None
    point: Point | None = None
    camera: str = ""


def facts_of(image: Image.Image) -> CameraFacts:
    """The camera's facts of an opened picture."""
    tags, camera_tags, position_tags = _directories(image)
    return CameraFacts(
        taken=_taken(tags, camera_tags),
        point=_point(position_tags),
        camera=_camera(tags),
    )


def orientation_of(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 (upright) for anything else.

    HEIF turns its own pixels while decoding and may keep a stale number beside that.
    """
    if image.format == "HEIF":
        return 1
    value = _directories(image)[0].get(ExifTags.Base.Orientation)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _directories(image: Image.Image) -> tuple[dict, dict, dict]:
    """The tags asked for here, those of the camera, those of the position."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # Not the image's own method: that of PNG decodes all pixels to find a block
            # behind them. Who has decoded them finds it here all the same.
            exif = Image.Image.getexif(image)
            tags = {tag: exif[tag] for tag in TAGS if tag in exif}
        except RUBBISH:
            return {}, {}, {}
        return tags, _inner(exif, ExifTags.IFD.Exif), _inner(exif, ExifTags.IFD.GPSInfo)


def _inner(exif: Image.Exif, tag: int) -> dict:
    try:
        return exif.get_ifd(tag)
    except RUBBISH:
        return {}


def _taken(tags: dict, camera_tags: dict) -> datetime | None:
    candidates = (
        camera_tags.get(ExifTags.Base.DateTimeOriginal),
        camera_tags.get(ExifTags.Base.DateTimeDigitized),
        tags.get(ExifTags.Base.DateTime),
    )
    moments = (_moment(value) for value in candidates)
    return next((moment for moment in moments if moment), None)


def _moment(value: object) -> datetime | None:
    found = MOMENT.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return None
    try:
        # A camera writes the time on its clock and knows no zone.
        moment = datetime(*map(int, found.groups()))  # type: ignore[arg-type] # noqa: DTZ001
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= datetime.now(UTC).year + 1 else None


def _point(tags: dict) -> Point | None:
    latitude = _degrees(
        tags.get(ExifTags.GPS.GPSLatitude), tags.get(ExifTags.GPS.GPSLatitudeRef), "NS"
    )
    longitude = _degrees(
        tags.get(ExifTags.GPS.GPSLongitude),
        tags.get(ExifTags.GPS.GPSLongitudeRef),
        "EW",
    )
    if latitude is None or longitude is None:
        return None
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    nowhere = abs(latitude) < 1e-6 and abs(longitude) < 1e-6
    return (longitude, latitude) if on_earth and not nowhere else None


def _degrees(parts: object, reference: object, signs: str) -> float | None:
    """Degrees, minutes and seconds with a hemisphere, as one signed number."""
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    if not isinstance(reference, str) or reference.strip(" \0")[:1] not in tuple(signs):
        return None
    degrees, minutes, seconds = map(float, parts)
    if not (0 <= degrees <= 180 and 0 <= minutes < 60.001 and 0 <= seconds < 60.001):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if reference.strip(" \0").startswith(signs[1]) else value


def _camera(tags: dict) -> str:
    make = _clean(tags.get(ExifTags.Base.Make))
    model = _clean(tags.get(ExifTags.Base.Model))
    named = model.casefold().startswith(make.casefold())
    return (model if named else f"{make} {model}").strip()[:CAMERA_LENGTH].strip()


def _clean(value: object) -> str:
    if not isinstance(value, str):
        return ""
    text = unicodedata.normalize("NFC", value.partition("\0")[0])
    visible = (sign if sign.isprintable() else " " for sign in text)
    return " ".join("".join(visible).split())
