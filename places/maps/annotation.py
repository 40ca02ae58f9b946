"""Points of a sheet as an IIIF Georeference Annotation, written and read.

Source: "Georeference Extension", IIIF Presentation API 3, version 1.0; the older
drafts' `pixelCoords` and bare sources are read, too.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from places.maps.fitting import MOST_POINTS, Tie, Transformation
from places.maps.mask import Corner, area, tidied, whole_sheet

CONTEXT = [
    "http://iiif.io/api/extension/georef/1/context.json",
    "http://iiif.io/api/presentation/3/context.json",
]
LD_JSON = "application/ld+json"
LARGEST = 2 * 1024 * 1024
MOST_CORNERS = 2000
# A picture whose proportions differ by more is another one.
SAME_SHAPE = 0.02
SIDE = r'[^>]*?\b(width|height)="(\d+)"'
SVG_POLYGON = re.compile(r'<polygon[^>]*?\bpoints="([^"]*)"')
SVG_SIZE = re.compile(rf"<svg{SIDE}{SIDE}")

# What a document of another shape leads to.
MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class UnreadableAnnotation(ValueError):
    """Says in the reader's language what is wrong with the file."""


def write_annotation(
    ties: Sequence[Tie],
    kind: Transformation,
    *,
    address: str,
    picture: str,
    size: tuple[int, int],
    mask: Sequence[Corner],
) -> dict[str, Any]:
    """The annotation as JSON-LD. Pixels are those of the scan, of this `size`."""
    width, height = size
    outline = mask or whole_sheet(width, height)
    corners = " ".join(f"{x:.9g},{y:.9g}" for x, y in outline)
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "Annotation",
        "motivation": "georeferencing",
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": picture,
                "type": "Image",
                "format": "image/webp",
                "width": width,
                "height": height,
            },
            "selector": {
                "type": "SvgSelector",
                "value": f'<svg width="{width}" height="{height}">'
                f'<polygon points="{corners}" /></svg>',
            },
        },
        "body": {
            "type": "FeatureCollection",
            "transformation": _transformation(kind),
            "features": [_feature(tie) for tie in ties],
        },
    }


def _transformation(kind: Transformation) -> dict[str, Any]:
    if kind is Transformation.SPLINE:
        return {"type": "thinPlateSpline"}
    order = 1 if kind is Transformation.POLYNOMIAL_1 else 2
    return {"type": "polynomial", "options": {"order": order}}


def _feature(tie: Tie) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"resourceCoords": [tie.x, tie.y]},
        "geometry": {"type": "Point", "coordinates": [tie.lon, tie.lat]},
    }


@dataclass(frozen=True, slots=True)
class Georeference:
    """What an annotation tells of a sheet. The mask is that of `places.maps.mask`."""

    ties: list[Tie]
    kind: Transformation
    mask: list[Corner]


def read_annotation(content: bytes, *, size: tuple[int, int]) -> Georeference:
    """The points in pixels of a scan of this size, how it is fitted and what is map."""
    try:
        annotation = _only_one(json.loads(content))
        scale = _scale(annotation["target"], size)
        body = annotation["body"]
        ties = [_tie(feature, scale) for feature in body["features"][: MOST_POINTS + 1]]
        kind = _kind(body.get("transformation") or {})
        mask = _mask(annotation["target"], scale, size)
    except UnreadableAnnotation:
        raise
    except MALFORMED as error:
        message = _("This is not a georeference annotation that we can read.")
        raise UnreadableAnnotation(message) from error
    _check(ties, size)
    return Georeference(ties, kind, mask)


def _only_one(document: dict[str, Any]) -> dict[str, Any]:
    if document["type"] == "Annotation":
        return document
    items = document["items"]
    if len(items) != 1:
        message = _("The file tells of several sheets. Give one of them.")
        raise UnreadableAnnotation(message)
    return items[0]


def _scale(target: dict[str, Any], size: tuple[int, int]) -> tuple[float, float]:
    """From the annotation's picture to the scan: the same sheet in another size."""
    source = target.get("source")
    known = source if isinstance(source, dict) else {}
    if "width" not in known:
        found = SVG_SIZE.search(target["selector"]["value"])
        known = {found[1]: found[2], found[3]: found[4]} if found else {}
    across, down = size[0] / int(known["width"]), size[1] / int(known["height"])
    if abs(across / down - 1) > SAME_SHAPE:
        message = _("The annotation is of a picture of other proportions.")
        raise UnreadableAnnotation(message)
    return across, down


def _mask(
    target: dict[str, Any], scale: tuple[float, float], size: tuple[int, int]
) -> list[Corner]:
    """The polygon of the selector; none where it has another shape or no area."""
    selector = target.get("selector") or {}
    found = SVG_POLYGON.search(selector.get("value", ""))
    if found is None:
        return []
    numbers = [float(number) for number in found[1].replace(",", " ").split()]
    if len(numbers) > 2 * MOST_CORNERS or not all(map(math.isfinite, numbers)):
        raise ValueError
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    mask = tidied([(x * scale[0], y * scale[1]) for x, y in pairs], *size)
    if mask and not area(mask):
        raise ValueError
    return mask


def _tie(feature: dict[str, Any], scale: tuple[float, float]) -> Tie:
    spot = feature["properties"]
    x, y = spot.get("resourceCoords") or spot["pixelCoords"]
    lon, lat = feature["geometry"]["coordinates"][:2]
    return Tie(float(x) * scale[0], float(y) * scale[1], float(lon), float(lat))


def _kind(transformation: dict[str, Any]) -> Transformation:
    if transformation.get("type") == "thinPlateSpline":
        return Transformation.SPLINE
    order = (transformation.get("options") or {}).get("order", 1)
    return Transformation.POLYNOMIAL_2 if order == 2 else Transformation.POLYNOMIAL_1


def _check(ties: Sequence[Tie], size: tuple[int, int]) -> None:
    is_right = all(tie.lies_on(*size) for tie in ties)
    if not ties or len(ties) > MOST_POINTS or not is_right:
        message = _("Its points are none, too many, beside the scan or off the Earth.")
        raise UnreadableAnnotation(message)
