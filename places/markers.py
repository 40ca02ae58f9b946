"""What a map's script needs to know of a place."""

from typing import Any

from places.models import Place


def marker_of(place: Place) -> dict[str, Any]:
    """Id, words and the public point (never the true one of a fuzzed place)."""
    marker = {
        "id": place.pk,
        "name": place.name,
        "where": place.territory.label if place.territory else "",
        "mark": place.category.mark,
        "lon": place.public_point.x,
        "lat": place.public_point.y,
        "url": place.get_absolute_url(),
        "approximate": place.precision != Place.Precision.EXACT,
    }
    distance = getattr(place, "distance", None)
    if distance is not None:
        marker["metres"] = round(distance.m)
    return marker
