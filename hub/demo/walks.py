"""The demonstration's routes, products and themed routes, from their three files.

A route's line is a track in `data/gpx`, or is drawn straight from stop to stop as staff
draw it on the map; then its text says so.
"""

from pathlib import Path
from typing import Any, TypeVar

from partners.models import ActionGroup
from places import publishing
from places.models import Place, Product, Route, RouteStop, ThemedRoute
from places.models.shown import Shown
from places.routes.actions import save_route, set_line
from places.routes.gpx import Track, TrackPoint, read_gpx

FROM_STOPS = "stops"
# What the files tell in several languages: "name_bg", "name_en" …
TEXTS = (
    *("name", "summary", "caption", "programme", "venue"),
    *("title", "text", "organisation", "about"),
)
Row = dict[str, Any]
T = TypeVar("T", bound=Shown)


def add_walks(
    *, routes: list[Row], products: list[Row], themes: list[Row], tracks: Path
) -> None:
    """Add and show them all; a themed route names the others by their `key`."""
    walks = {row["key"]: _add_route(row, tracks) for row in routes}
    made = {row["key"]: _add_product(row) for row in products}
    for row in themes:
        theme = kept(ThemedRoute(), row)
        theme.routes.set(walks[key] for key in row["routes"])
        theme.products.set(made[key] for key in row["products"])
        theme.stays.set(Place.objects.filter(external_id__in=row["stays"]))
    for model in (Route, Product, ThemedRoute):
        publishing.show(model.objects.all())


def _add_route(row: Row, tracks: Path) -> Route:
    stops = [
        RouteStop(
            place=Place.objects.get(external_id=stop["place"]),
            position=position,
            **texts_of(stop),
        )
        for position, stop in enumerate(row["stops"])
    ]
    route = set_line(Route(difficulty=row["difficulty"]), _track(row, stops, tracks))
    save_route(_described(route, row))
    for stop in stops:
        stop.route = route
        stop.save()
    return route


def _track(row: Row, stops: list[RouteStop], tracks: Path) -> Track:
    if row["line"] == FROM_STOPS:
        points = (stop.place.point for stop in stops)
        return [[TrackPoint(point.x, point.y, None) for point in points]]
    return read_gpx([(tracks / row["line"]).read_bytes()])


def _add_product(row: Row) -> Product:
    product = kept(Product(season=row["season"]), row)
    product.places.set(Place.objects.filter(external_id__in=row["places"]))
    return product


def kept(thing: T, row: Row) -> T:
    publishing.keep(_described(thing, row))
    return thing


def _described(thing: T, row: Row) -> T:
    """With its texts in all languages and its group, which may be none."""
    if row["group"]:
        thing.group = ActionGroup.objects.get(slug=row["group"])
    for name, text in texts_of(row).items():
        setattr(thing, name, text)
    return thing


def texts_of(row: Row) -> dict[str, str]:
    """The fields that have a column for each language: "name_bg", "caption_en"."""
    return {
        name: text for name, text in row.items() if name.rpartition("_")[0] in TEXTS
    }
