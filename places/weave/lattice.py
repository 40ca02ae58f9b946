"""Lattices: lozenges of two kinds side by side, like the fields of a chessboard."""

from collections.abc import Callable

from places.weave.bands import (
    ACCENT,
    AS_WRITTEN,
    GROUND,
    ONE,
    SWAPPED,
    TWO,
    Motif,
    Thread,
    band,
    stitch_of,
)
from places.weave.draw import Draw
from places.weave.stitches import (
    RINGS,
    STAR_STYLES,
    carnations,
    fold,
    hooked_cross,
    rings,
    square,
    star,
    with_buds,
)

EDGE = 24
BORDERS = ["crosses", "battlements", "wheels", "rungs", "pearls", "saw", "chain"]

# How many stitches inwards from the outline of a lozenge its edge takes.
EDGES = {"plain": 0, "dotted": 0, "double": 2, "combed": 2, "hooked": 4}

# What an edge or corner says of a stitch; None leaves it to the field inside.
Outline = Callable[[int, int], Thread | None]


def lattice(draw: Draw) -> Motif:
    """A lattice, often with a border along its upper and lower edge.

    The largest lozenges have none: it would leave shards of those in the corners.
    """
    radius = draw.one([12, 12, 18, 18, 18, 24])
    cloth = _lozenges(draw, radius)
    if radius < EDGE and draw.one([True, True, False]):
        return _bordered(draw, cloth)
    return cloth


def _lozenges(draw: Draw, radius: int) -> Motif:
    style = draw.one(list(EDGES))
    edge = _edge(radius, style, draw.one([ONE, TWO]))
    corner = _corner(radius, draw.one([0, 0, 2, 3]))
    room = radius - EDGES[style] - 2
    fields = [_field(draw, radius, room, ONE), _field(draw, radius, room, TWO)]

    def stitch(x: int, y: int) -> Thread:
        # Turned by 45 degrees the lozenges are squares of twice the radius.
        columns, s = divmod(x + y + radius, 2 * radius)
        rows, t = divmod(x - y + radius, 2 * radius)
        m, n = fold((s + t) // 2 - radius, (s - t) // 2)
        for outline in (corner, edge):
            thread = outline(m, n)
            if thread is not None:
                return thread
        return fields[(columns + rows) % 2](m, n)

    return stitch


def _field(draw: Draw, radius: int, room: int, thread: Thread) -> Motif:
    """What fills one kind of lozenge, in one thread above all."""
    other = TWO if thread == ONE else ONE
    threads = AS_WRITTEN if thread == ONE else SWAPPED
    kind = draw.one(["rings", "rings", "star", "star", "square", "flowers"])
    if kind == "rings":
        return rings(draw.one(RINGS[radius])[: room + 1], threads)
    if kind == "star":
        size = room // 3
        flower = star(size, thread, other, draw.one(STAR_STYLES))
        return with_buds(flower, room - 1, other) if radius > 12 else flower
    if kind == "square":
        return square(room // 2 + 2, thread, other)
    if radius > 12:
        return carnations(room - 3, thread, other)
    return hooked_cross(room - 4, thread, other)


def _edge(radius: int, style: str, thread: Thread) -> Outline:
    other = TWO if thread == ONE else ONE

    def stitch(m: int, n: int) -> Thread | None:
        inwards, along = radius - m - n, m - n
        if inwards == 0:
            return ACCENT if style == "dotted" and m % 3 == 0 else thread
        if style == "double" and inwards == 2:
            return other
        if style == "combed" and inwards == 2 and along % 4 == 0:
            return other
        if style == "hooked":
            stem = along % 8 == 0 and inwards in {2, 4}
            return other if stem or (along % 8 == 2 and inwards == 4) else None
        return None

    return stitch


def _corner(radius: int, size: int) -> Outline:
    """A small lozenge over each crossing of the edges."""

    def stitch(m: int, n: int) -> Thread | None:
        away = radius - m + n
        if not size or away > size:
            return None
        if away == size:
            return TWO
        return ACCENT if away == 0 else GROUND if away == size - 1 else ONE

    return stitch


def _bordered(draw: Draw, cloth: Motif) -> Motif:
    rows = band(draw.one(BORDERS), draw.one([AS_WRITTEN, SWAPPED]))
    start = EDGE - len(rows) + 1

    def stitch(x: int, y: int) -> Thread:
        y = abs(y)
        if y >= start:
            return stitch_of(rows[EDGE - y], x)
        return cloth(x, y) if y < start - 1 else GROUND

    return stitch
