"""Runners: a row of large motifs, and bands stacked outwards from it."""

from places.weave.bands import (
    ACCENT,
    AS_WRITTEN,
    GROUND,
    HEIGHTS,
    ONE,
    SWAPPED,
    TWO,
    Motif,
    Row,
    Thread,
    band,
    stitch_of,
)
from places.weave.draw import Draw
from places.weave.stitches import STAR_STYLES, rings, square, star

EDGE = 24

# Large motifs by the rows above their middle: those that fit, and how far apart.
STARS = {6: (3, [16, 18]), 8: (4, [20, 24]), 10: (5, [24, 28])}
LOZENGES = ["cbb..aaa", "c.b.aa.aa", "aaa.cc.bb", "ccb.aaaa.b"]


def runner(draw: Draw) -> Motif:
    """A runner in thread one, with bands where thread two has its turn."""
    half = draw.one([6, 8, 8, 8, 10])
    middle = _middle(draw, half)
    rows = _stack(draw, EDGE - half)

    def stitch(x: int, y: int) -> Thread:
        y = abs(y)
        return middle(x, y) if y <= half else stitch_of(rows[y - half - 1], x)

    return stitch


def _middle(draw: Draw, half: int) -> Motif:
    """Motifs along the middle row, and fillers half-way between them."""
    size, periods = STARS[half]
    period = draw.one(periods)
    lozenge = rings(draw.one(LOZENGES)[: half + 1], AS_WRITTEN)
    flower = star(size, ONE, TWO, draw.one(STAR_STYLES))
    filler = _filler(draw, half)
    main, between = draw.one(
        [
            (flower, filler),
            (flower, filler),
            (lozenge, filler),
            (square(7, ONE, TWO) if half >= 8 else flower, filler),
        ]
    )
    if draw.one([True, False, False, False]):
        period = 28 if half == 6 else 36
        between = lozenge if main is flower else flower
    start = draw.one([0, period // 2])

    def stitch(x: int, y: int) -> Thread:
        u = (x + start) % period
        u = min(u, period - u)
        return main(u, y) or between(period // 2 - u, y)

    return stitch


def _filler(draw: Draw, half: int) -> Motif:
    """A knot in the middle and a triangle at either edge, between two motifs."""
    style = draw.one(["beads", "nest", "solid"])
    size = 4 if half == 10 else 3

    def stitch(x: int, y: int) -> Thread:
        x, inwards = abs(x), half - abs(y)
        if x + abs(y) <= 3 and abs(y) <= 1:
            return ACCENT if x == y == 0 else TWO
        depth = size - x - inwards
        if depth < 0:
            return GROUND
        if x == inwards == 0:
            return ACCENT
        drawn = {"beads": depth % 2 == 0, "nest": depth != 1, "solid": True}
        return TWO if drawn[style] else GROUND

    return stitch


def _stack(draw: Draw, free: int) -> list[Row]:
    """Two bands that fill the rows above, or almost, with ground between."""
    pairs = [
        (inner, outer)
        for inner in HEIGHTS
        for outer in HEIGHTS
        if inner != outer and 2 <= free - HEIGHTS[inner] - HEIGHTS[outer] <= 6
    ]
    inner, outer = draw.one(pairs)
    ground: Row = [GROUND]
    line: Row = [draw.one([ONE, TWO])]
    left = free - HEIGHTS[inner] - HEIGHTS[outer]
    last = 1 if left > 2 else 0
    between = [ground, line, ground] if left - last > 3 else [ground]
    rows = [
        ground,
        *reversed(band(inner, SWAPPED)),
        *between,
        *reversed(band(outer, draw.one([AS_WRITTEN, SWAPPED]))),
    ]
    return rows + [ground] * (free - len(rows))
