"""Narrow bands, written as they are stitched: a, b and c are threads, a dot is ground.

A row goes from the axis of a motif to half-way to the next one; the other half is its
mirror image. The first row lies towards the edge of the cloth.
"""

from collections.abc import Callable

GROUND, ONE, TWO, ACCENT = range(4)

Thread = int
Motif = Callable[[int, int], Thread]

BANDS = {
    "checks": "a. .b a.",
    "battlements": "aaaa ..aa c... ..aa aaaa",
    "pearls": "aaaa .... b..c .... aaaa",
    "rungs": "aaa .a. c.b .a. aaa",
    "saw": "a.bbbb aa.bbc aaa.bb caaa.b aaaaa.",
    "chain": "aa... .aa.. c.aab .aa.. aa...",
    "crosses": "aaa ... b.. bb. b.. ... aaa",
    "wheels": "aaaaa a.... aa..b caabb aa..b a.... aaaaa",
    "rings": "aa... .aa.. ..aa. c..ab ..aa. .aa.. aa...",
    "lozenges": "a.... aa... baa.. cbaab baa.. aa... a....",
    "waves": "cbb..aa bb..aa. b..aa.. ..aa... .aa...b aa...bb a...bbc",
    "horns": ".aaaa.b .a..a.. .a.aa.b .a....b aaa...c a.....b aaaaaaa",
    "firs": "a...b aa..b a.a.. aa.a. a.a.. aa.a. a.a.. a...c aaaaa",
    "stars": (
        "..a.... .aa.... .a.aa.. ..aa..b c....bb ..aa..b .a.aa.. .aa.... ..a...."
    ),
    "nests": "aa...b a.a... .b.a.. b.b.a. .c.b.a b.b.a. .b.a.. a.a... aa...b",
}
HEIGHTS = {name: len(rows.split()) for name, rows in BANDS.items()}

AS_WRITTEN: dict[str, Thread] = {".": GROUND, "a": ONE, "b": TWO, "c": ACCENT}
SWAPPED: dict[str, Thread] = {".": GROUND, "a": TWO, "b": ONE, "c": ACCENT}

# A row of stitches, from its axis to half-way to the next one.
Row = list[Thread]


def band(name: str, threads: dict[str, Thread]) -> list[Row]:
    return [[threads[letter] for letter in row] for row in BANDS[name].split()]


def stitch_of(row: Row, x: int) -> Thread:
    """The stitch at x of a row that is mirrored and repeated to both sides."""
    half = len(row) - 1
    return row[half - abs(x % (2 * half) - half)] if half else row[0]
