"""Thin polygons so that neighbours keep one common border.

Each border between two polygons is cut out as one arc, thinned once, and put back
into both: no slivers, no gaps. (PostGIS 3.3 has no coverage simplification yet.)
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable

Point = tuple[float, float]
Ring = list[Point]


class Thinner:
    """Thins rings that share borders. Give it every ring before the first `thin`."""

    def __init__(self, rings: Iterable[Ring], tolerance: float) -> None:
        self.tolerance = tolerance
        self.known: dict[tuple[Point, ...], list[Point]] = {}
        neighbours: defaultdict[Point, set[Point]] = defaultdict(set)
        for ring in rings:
            for here, there in itertools.pairwise(ring):
                neighbours[here].add(there)
                neighbours[there].add(here)
        # Where three borders meet, or a border ends: such points stay.
        self.nodes = {point for point, near in neighbours.items() if len(near) != 2}

    def thin(self, ring: Ring) -> Ring:
        """The closed ring with fewer points; empty if nothing of it is left."""
        thinned: Ring = []
        for arc in self._arcs(ring[:-1]):
            thinned += self._thin_arc(arc)[:-1]
        if len(thinned) < 3:
            return []
        return [*thinned, thinned[0]]

    def _arcs(self, open_ring: Ring) -> list[Ring]:
        """The ring cut at its nodes; without a node, at its two extreme points."""
        cuts = [at for at, point in enumerate(open_ring) if point in self.nodes]
        if len(cuts) < 2:
            cuts = sorted(
                {open_ring.index(min(open_ring)), open_ring.index(max(open_ring))}
                | set(cuts)
            )
        turned = open_ring[cuts[0] :] + open_ring[: cuts[0]] + [open_ring[cuts[0]]]
        ends = [cut - cuts[0] for cut in cuts] + [len(open_ring)]
        return [turned[start : end + 1] for start, end in itertools.pairwise(ends)]

    def _thin_arc(self, arc: Ring) -> Ring:
        forwards = arc <= arc[::-1]
        key = tuple(arc if forwards else arc[::-1])
        if key not in self.known:
            self.known[key] = thin_line(list(key), self.tolerance)
        line = self.known[key]
        return line if forwards else line[::-1]


def thin_line(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's line: no dropped point is farther off than tolerance."""
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        offs = [
            (_off(line[at], line[start], line[end]), at) for at in range(start + 1, end)
        ]
        farthest, at = max(offs, default=(0.0, 0))
        if farthest > tolerance:
            kept.add(at)
            spans += [(start, at), (at, end)]
    return [line[at] for at in sorted(kept)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How far the point lies from the segment."""
    run, rise = end[0] - start[0], end[1] - start[1]
    length = run * run + rise * rise
    along = 0.0
    if length:
        along = ((point[0] - start[0]) * run + (point[1] - start[1]) * rise) / length
        along = min(1.0, max(0.0, along))
    gap = (point[0] - start[0] - along * run, point[1] - start[1] - along * rise)
    return (gap[0] ** 2 + gap[1] ** 2) ** 0.5
