"""Routes as lines on the map page: light ones, cut to the square that is asked for."""

from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Func, Value

from hub.shared.translation import translated
from places.layers.squares import MARGIN, Square
from places.layers.words import said
from places.models import Route
from places.routes.drawing import DIGITS, pieces_of
from places.routes.facts import facts_of

# In one square: the longest ones, which are seen best from afar.
MOST_ROUTES = 60

Pieces = list[list[list[float]]]


def routes_in(square: Square) -> dict[str, Any]:
    """The routes through the square, and whether there are more than it tells of."""
    plain = Func("line", function="ST_Force2D")
    # A pixel's worth of bends; a walk that is smaller than a pixel stays a dot.
    light = Func(plain, square.pixel, Value(True), function="ST_Simplify")
    cut = Func(
        light,
        Func(Value(square.box(MARGIN), GeometryField()), function="Box2D"),
        function="ST_ClipByBox2D",
        output_field=GeometryField(),
    )
    routes = Route.objects.published().listed().annotate(cut=cut)
    routes = routes.filter(line__bboverlaps=square.box()).order_by("-length", "-pk")
    found = list(routes[: MOST_ROUTES + 1])
    rows = [
        {**row_of(route), "pieces": pieces}
        for route in found[:MOST_ROUTES]
        if (pieces := _pieces(route.cut))
    ]
    return {"rows": rows, "more": len(found) > MOST_ROUTES}


def row_of(route: Route) -> dict[str, Any]:
    """What the list beside the map says of the route."""
    return {
        "id": route.pk,
        "name": said(translated(route, "name")),
        "told": [said(" · ".join(fact.answer for fact in facts_of(route)))],
        "url": route.get_absolute_url(),
    }


def whole(route: Route) -> dict[str, Any]:
    """The chosen route, with all of its line."""
    return {**row_of(route), "pieces": pieces_of(route)}


def _pieces(cut: GEOSGeometry) -> Pieces:
    """[[[lat, lon], …], …] of a line or of several; nothing of what only touches."""
    lines = cut if cut.geom_type == "MultiLineString" else [cut]
    return [
        [[round(lat, DIGITS), round(lon, DIGITS)] for lon, lat in one.coords]
        for one in lines
        if one.geom_type == "LineString" and not one.empty
    ]
