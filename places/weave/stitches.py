"""The larger motifs: what colour a stitch has at x, y from the middle of the motif.

They are symmetric in both axes and in x and y, so only one eighth is ever decided:
m is the larger and n the smaller of |x| and |y|.
"""

from places.weave.bands import ACCENT, GROUND, Motif, Thread

# Concentric lozenges, from the middle outwards; one stitch wide they look like beads,
# two or three wide like a braid. None reaches the last two stitches of its lozenge.
RINGS = {
    12: [
        "cbb..aaa",
        "c.bb.aaaa",
        "ccc.aaa.b",
        "abbb.aaa",
        "caa.bb.aa",
        "aa.c.bbb",
        "c.aa.b.a.b",
    ],
    18: [
        "cbb.aaa.bbb.aa",
        "aaa.c.bbbb.a.a",
        "ccc.aaaa..bb.c.a",
        "c.aa.bbbb.aa.c",
        "abb.aa.c.aaa..bb",
        "c.b.b.aaaa.c.bbb",
    ],
    24: [
        "cbb.aaa.bb.c.aaa.bb..a",
        "aaa.c.bbbb..aaaa.c.bb",
        "c.aa.b.b.aaaa..bbb.c.a",
        "ccc.aa.bbb.aaaa.b.c.b",
    ],
}
STAR_STYLES = ["plain", "veined", "halved", "rimmed", "tipped"]


def fold(x: int, y: int) -> tuple[int, int]:
    """The larger and the smaller distance from the two axes."""
    x, y = abs(x), abs(y)
    return (x, y) if x > y else (y, x)


def star(k: int, petal: Thread, other: Thread, style: str = "plain") -> Motif:
    """A star-flower of eight petals, each a rhombus of k by k stitches.

    Veined has the other thread along the middle of each petal, halved in one half of
    it; rimmed has it around; tipped ends in the accent.
    """

    def stitch(x: int, y: int) -> Thread:
        m, n = fold(x, y)
        if not (1 <= n <= k and 1 <= m - n <= k):
            return ACCENT if m == 0 else GROUND
        if style == "veined" and 1 < n == m - n < k:
            return other
        if style == "halved" and n > m - n:
            return other
        if style == "rimmed" and k in {n, m - n}:
            return other
        if style == "tipped" and m >= 2 * k - 1:
            return ACCENT
        return petal

    return stitch


def rings(profile: str, threads: dict[str, Thread]) -> Motif:
    """Lozenges one in another."""

    def stitch(x: int, y: int) -> Thread:
        d = abs(x) + abs(y)
        return threads[profile[d]] if d < len(profile) else GROUND

    return stitch


def square(size: int, houses: Thread, trees: Thread) -> Motif:
    """The sign of the portal: four houses around an open square, four trees between."""
    width = max(2, size // 3)
    corner = size - 3

    def stitch(x: int, y: int) -> Thread:
        m, n = fold(x, y)
        if m + n <= 1:
            return ACCENT
        if m >= 3 and n <= min(size - m, width) and (m, n) != (3, 0):
            return houses
        if n == corner and m - n <= 1:
            return trees
        return GROUND

    return stitch


def hooked_cross(size: int, arms: Thread, leaves: Thread) -> Motif:
    """A cross whose arms end in two hooks, with a leaf in each corner."""

    def stitch(x: int, y: int) -> Thread:
        m, n = fold(x, y)
        if m + n <= 1:
            return ACCENT
        bar = m == size and n <= 3
        hook = n == 3 and size - 2 <= m
        if bar or hook or (n == 0 and m <= size):
            return arms
        if m - n <= 1 and 2 < m + n <= 2 * size - 8:
            return leaves
        return GROUND

    return stitch


# From the stem of a carnation outwards: how far from its axis each row has stitches.
CARNATION = [(0,), (0, 1, 2), (0, 1, 2, 3), (0, 1, 2, 3), (1, 3)]


def carnations(size: int, petals: Thread, leaves: Thread) -> Motif:
    """Four carnations on stems around a lozenge, with a long leaf in each corner."""
    foot = size - len(CARNATION) + 1
    tip = size // 2 + 1

    def stitch(x: int, y: int) -> Thread:
        m, n = fold(x, y)
        if m + n <= 1 or (n == 0 and m == size) or m == n == tip:
            return ACCENT
        if m >= foot:
            return petals if m <= size and n in CARNATION[m - foot] else GROUND
        stem = n == 0 and m > 3
        leaf = m - n <= 1 and 2 < n < tip
        side_leaf = size > 14 and 0 < n <= 3 and m - n == 7
        if stem or leaf or side_leaf or m + n == 3:
            return leaves
        return GROUND

    return stitch


def with_buds(motif: Motif, reach: int, bud: Thread) -> Motif:
    """The motif with a small cross at the end of each axis."""

    def stitch(x: int, y: int) -> Thread:
        m, n = fold(x, y)
        if abs(m - reach) + n <= 1:
            return ACCENT if m == reach else bud
        return motif(x, y)

    return stitch
