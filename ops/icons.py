"""Draw the icons of the app from the logo: `python -m ops.icons`, when it changed."""

import re
from pathlib import Path

from PIL import Image, ImageDraw

IMAGES = Path(__file__).resolve().parent.parent / "static" / "img"
PATH = re.compile(r'<path fill="(#\w+)" d="([^"]+)"')
STEP = re.compile(r"M(\d+) (\d+)|([hv])(-?\d+)")
STITCHES = 15
# Pixels of a stitch before the drawing is brought to its size.
FINE = 40
# Name, edge in pixels, stitches of ground around the logo. Of a maskable icon a phone
# may cut off all but a circle of 80 % of its width.
ICONS = (
    ("icon-192.png", 192, 1),
    ("icon-512.png", 512, 1),
    ("icon-maskable-512.png", 512, 5),
)


def main() -> None:
    for name, edge, margin in ICONS:
        drawn = draw(margin).resize((edge, edge), Image.Resampling.LANCZOS)
        drawn.quantize(32).save(IMAGES / name, optimize=True)


def draw(margin: int) -> Image.Image:
    """The small form of the logo, on its own ground up to the edges."""
    source = (IMAGES / "favicon.svg").read_text()
    ground = re.search(r'<rect[^>]*fill="(#\w+)"', source)[1]  # type: ignore[index]
    edge = (STITCHES + 2 * margin) * FINE
    image = Image.new("RGB", (edge, edge), ground)
    pen = ImageDraw.Draw(image)
    for colour, path in PATH.findall(source):
        for outline in path.split("z"):
            if outline:
                corners = [
                    (FINE * (x + margin), FINE * (y + margin))
                    for x, y in points(outline)
                ]
                pen.polygon(corners, fill=colour)
    return image


def points(outline: str) -> list[tuple[int, int]]:
    """The corners of an outline of straight stitches, in stitches."""
    found: list[tuple[int, int]] = []
    for left, top, direction, length in STEP.findall(outline):
        if left:
            found.append((int(left), int(top)))
        else:
            x, y = found[-1]
            by = int(length)
            found.append((x + by, y) if direction == "h" else (x, y + by))
    return found


if __name__ == "__main__":
    main()
