"""A map of a route drawn by the server: for paper, and where there is no script.

North is up; a degree east is as long as it is at the route's middle latitude.
"""

import math
from dataclasses import dataclass
from functools import cached_property

from django.contrib.gis.geos import Polygon
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from partners.models import Territory
from places.facts import distance_words
from places.models import Route
from places.routes.drawing import pieces_of

WIDTH, HEIGHT = 1000, 620
MARGIN = 70
METRES_A_DEGREE = 111_320
# Nothing smaller is drawn over the whole width: some 300 m.
LEAST_DEGREES = 0.004
SETTLEMENTS = 12
# Names are centred under their villages, and none stands on another.
NAME_WIDTH = 170
STOP_RADIUS = 19
# The scale is at most so wide.
SCALE_WIDTH = 250
NORTH = format_html(
    '<path class="sketch-ink" d="M{x} 24l12 34-12-8-12 8z"/>'
    '<text class="sketch-name" x="{x}" y="84">N</text>',
    x=WIDTH - 40,
)


@dataclass(frozen=True)
class Sketch:
    """The line, the stops with their numbers, the villages around, a scale."""

    route: Route

    @cached_property
    def pieces(self) -> list[list[list[float]]]:
        return pieces_of(self.route)

    @cached_property
    def stops(self) -> list[tuple[float, float]]:
        points = (stop.place.public_point for stop in self.route.public_stops)
        return [(point.y, point.x) for point in points]

    @property
    def is_empty(self) -> bool:
        return not (self.pieces or self.stops)

    @cached_property
    def frame(self) -> tuple[float, float, float, float]:
        """The middle's latitude and longitude, the cosine there, units a degree."""
        points = [*self.stops, *(point for piece in self.pieces for point in piece)]
        lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
        lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        narrow = math.cos(math.radians(lat))
        wide = max((max(lons) - min(lons)) * narrow, LEAST_DEGREES)
        high = max(max(lats) - min(lats), LEAST_DEGREES)
        scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)
        return lat, lon, narrow, scale

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where the point lies in the drawing."""
        middle_lat, middle_lon, narrow, scale = self.frame
        x = WIDTH / 2 + (lon - middle_lon) * narrow * scale
        return round(x, 1), round(HEIGHT / 2 - (lat - middle_lat) * scale, 1)

    @property
    def box(self) -> Polygon:
        """The land that the drawing shows."""
        lat, lon, narrow, scale = self.frame
        wide, high = WIDTH / 2 / scale / narrow, HEIGHT / 2 / scale
        box = Polygon.from_bbox((lon - wide, lat - high, lon + wide, lat + high))
        box.srid = 4326
        return box

    @property
    def svg(self) -> SafeString:
        parts = (self._villages(), self._line(), self._stops(), self._scale(), NORTH)
        return format_html(
            '<svg class="sketch" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
            WIDTH,
            HEIGHT,
            format_html_join("", "{}", ((part,) for part in parts)),
        )

    def _line(self) -> SafeString:
        drawn = (
            " L".join("{} {}".format(*self.at(lat, lon)) for lat, lon in piece)
            for piece in self.pieces
        )
        return format_html_join(
            "", '<path class="sketch-line" d="M{}"/>', ((path,) for path in drawn)
        )

    def _stops(self) -> SafeString:
        return format_html_join(
            "",
            '<circle class="sketch-stop" cx="{0}" cy="{1}" r="{2}"/>'
            '<text class="sketch-number" x="{0}" y="{3}">{4}</text>',
            (
                (x, y, STOP_RADIUS, y + 8, number)
                for number, (x, y) in enumerate(
                    (self.at(*stop) for stop in self.stops), start=1
                )
            ),
        )

    def _villages(self) -> SafeString:
        """The largest ones in the drawing, for whoever has to find her way."""
        found = Territory.objects.settlements().filter(point__coveredby=self.box)
        taken = [self.at(*stop) for stop in self.stops]
        named = []
        for one in found.largest_first()[:SETTLEMENTS]:
            x, y = self.at(one.point.y, one.point.x)
            is_free = all(abs(x - a) > NAME_WIDTH or abs(y - b) > 45 for a, b in taken)
            if is_free and NAME_WIDTH / 2 < x < WIDTH - NAME_WIDTH / 2 and y > 20:
                taken.append((x, y))
                named.append((x, y, y + 28, one.name))
        return format_html_join(
            "",
            '<circle class="sketch-ink" cx="{0}" cy="{1}" r="5"/>'
            '<text class="sketch-name" x="{0}" y="{2}">{3}</text>',
            named,
        )

    def _scale(self) -> SafeString:
        """A bar of a round length."""
        *_middle, scale = self.frame
        metre = scale / METRES_A_DEGREE
        ten = 10 ** math.floor(math.log10(SCALE_WIDTH / metre))
        metres = next(n * ten for n in (5, 2, 1) if n * ten * metre <= SCALE_WIDTH)
        return format_html(
            '<path class="sketch-bar" d="M24 {y}v12h{w}v-12"/>'
            '<text class="sketch-name sketch-far" x="{x}" y="{y}">{words}</text>',
            y=HEIGHT - 32,
            w=round(metres * metre, 1),
            x=round(32 + metres * metre, 1),
            words=distance_words(metres),
        )
