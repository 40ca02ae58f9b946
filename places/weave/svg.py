"""Stitches as an SVG: one path for each thread, and a fine weave laid over them."""

from itertools import groupby

from places.weave.bands import ACCENT, ONE, TWO, Motif, Thread
from places.weave.cloth import Cloth

HALF_WIDTH, HALF_HEIGHT = 36, 24
COLUMNS, ROWS = 2 * HALF_WIDTH + 1, 2 * HALF_HEIGHT + 1

# Half a stitch is cut off on each side: what is left is 72 by 48, exactly 3 to 2.
FRAME = f'viewBox=".5 .5 {COLUMNS - 1} {ROWS - 1}"'


def svg(motif: Motif, cloth: Cloth) -> str:
    """The cloth as an SVG document. It is decoration and has no text."""
    quarter = [
        [motif(x, y) for x in range(HALF_WIDTH + 1)] for y in range(HALF_HEIGHT + 1)
    ]
    grid = [quarter[abs(y)] for y in range(-HALF_HEIGHT, HALF_HEIGHT + 1)]
    grid = [row[:0:-1] + row for row in grid]
    paths = "".join(
        f'<path stroke="{colour}" d="{_path(grid, thread)}"/>'
        for thread, colour in (
            (ONE, cloth.thread_one),
            (TWO, cloth.thread_two),
            (ACCENT, cloth.accent),
        )
    )
    whole = f'width="{COLUMNS}" height="{ROWS}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {FRAME} width="720" height="480"'
        ' aria-hidden="true">'
        f'<pattern id="w" width="1" height="1" patternUnits="userSpaceOnUse">'
        # The gap between stitches shows the ground; a twill runs over all.
        f'<path fill="{cloth.ground}" fill-opacity=".45" d="M0 0H1V.2H.2V1H0z"/>'
        '<path stroke="#000" stroke-width=".2" stroke-opacity=".05" d="M0 1L1 0"/>'
        "</pattern>"
        f'<path fill="{cloth.ground}" d="M0 0h{COLUMNS}v{ROWS}H0z"/>'
        f"{paths}"
        f'<rect {whole} fill="url(#w)"/></svg>'
    )


def _path(grid: list[list[Thread]], thread: Thread) -> str:
    """Runs of one thread as horizontal strokes one stitch high."""
    steps = []
    for y, row in enumerate(grid):
        x, pen = 0, None
        for found, run in groupby(row):
            length = len(list(run))
            if found == thread:
                move = f"M{x} {y}.5" if pen is None else f"m{x - pen} 0"
                steps.append(f"{move}h{length}")
                pen = x + length
            x += length
    return "".join(steps)
