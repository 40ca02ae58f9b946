"""The profile of a route: a drawing and the table that says the same."""

from dataclasses import dataclass
from math import ceil, floor

from django.utils.html import format_html
from django.utils.safestring import SafeString

from places.routes.measures import Sample

WIDTH, HEIGHT = 1000, 300
ROWS = 12
# Heights are told in steps of so many metres; a flat route is not drawn as a mountain.
STEP = 50
LEAST_SPAN = 100


@dataclass(frozen=True)
class Profile:
    """Distance and height, both in metres, evenly along the route."""

    samples: list[Sample]

    @property
    def length(self) -> float:
        return self.samples[-1][0]

    @property
    def lowest(self) -> int:
        return round(min(height for _metres, height in self.samples))

    @property
    def highest(self) -> int:
        return round(max(height for _metres, height in self.samples))

    @property
    def floor(self) -> int:
        """The height at the drawing's lower edge."""
        return floor(self.lowest / STEP) * STEP

    @property
    def ceiling(self) -> int:
        """The height at its upper edge."""
        return max(ceil(self.highest / STEP) * STEP, self.floor + LEAST_SPAN)

    @property
    def rows(self) -> list[Sample]:
        """A dozen of the samples for the table, first and last among them."""
        last = len(self.samples) - 1
        count = min(ROWS, len(self.samples))
        return [self.samples[round(i * last / (count - 1))] for i in range(count)]

    @property
    def svg(self) -> SafeString:
        """The drawing; it is stretched to its frame, words stand outside of it."""
        points = " L".join(
            f"{self._x(m):.1f} {self._y(h):.1f}" for m, h in self.samples
        )
        return format_html(
            '<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none"'
            ' aria-hidden="true"><path class="profile-ground"'
            ' d="M0 {height} L{points} L{width} {height}Z"/>'
            '<path class="profile-line" vector-effect="non-scaling-stroke"'
            ' d="M{points}"/></svg>',
            width=WIDTH,
            height=HEIGHT,
            points=points,
        )

    def _x(self, metres: float) -> float:
        return WIDTH * metres / (self.length or 1)

    def _y(self, height: float) -> float:
        return HEIGHT * (self.ceiling - height) / (self.ceiling - self.floor)
