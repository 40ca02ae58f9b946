"""A made-up landscape that is as hard to compress as a photograph. Always the same."""

import random
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFilter, ImageOps

RIDGES = (
    (0.30, (150, 165, 185), (128, 146, 170)),
    (0.45, (92, 118, 104), (64, 92, 82)),
    (0.62, (84, 104, 52), (50, 74, 34)),
    (0.80, (120, 112, 58), (70, 66, 34)),
)
Size = tuple[int, int]


def landscape(width: int, height: int) -> Image.Image:
    """Sky, four wooded ridges and a village."""
    size = (width, height)
    chance = random.Random(2009)  # noqa: S311 -- always the same picture is wanted
    scene = _shaded((196, 214, 236), (86, 130, 196), _clouds(size, chance, finest=64))
    for level, light, dark in RIDGES:
        wood = _shaded(light, dark, _clouds(size, chance, finest=4))
        scene.paste(wood, mask=_ridge(size, level, chance))
    _build_village(scene, chance)
    grain = Image.effect_noise(size, 40)
    return Image.blend(scene, Image.merge("RGB", [grain] * 3), 0.06)


def _clouds(size: Size, chance: random.Random, finest: int) -> Image.Image:
    """Noise with the spectrum of nature: as much contrast in every octave."""
    width, height = size
    clouds = Image.new("L", size, 128)
    columns = 4
    while columns <= width // finest:
        rows = max(2, columns * height // width)
        octave = Image.frombytes("L", (columns, rows), chance.randbytes(columns * rows))
        clouds = Image.blend(
            clouds, octave.resize(size, Image.Resampling.BICUBIC), 0.25
        )
        columns *= 2
    return ImageOps.autocontrast(clouds, cutoff=1)


def _shaded(light: tuple, dark: tuple, shade: Image.Image) -> Image.Image:
    return Image.composite(
        Image.new("RGB", shade.size, light), Image.new("RGB", shade.size, dark), shade
    )


def _ridge(size: Size, level: float, chance: random.Random) -> Image.Image:
    """A mask that covers the picture below a jagged line."""
    width, height = size
    line = [level, level]
    rough = 0.16
    while len(line) < 500:
        between = [
            (left + right) / 2 + chance.uniform(-rough, rough)
            for left, right in pairwise(line)
        ]
        line = [
            *(point for pair in zip(line, between, strict=False) for point in pair),
            level,
        ]
        rough /= 1.8
    step = width / (len(line) - 1)
    points = [(index * step, point * height) for index, point in enumerate(line)]
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon([(0, height), *points, (width, height)], fill=255)
    return mask.filter(ImageFilter.BoxBlur(1))


def _build_village(scene: Image.Image, chance: random.Random) -> None:
    draw = ImageDraw.Draw(scene)
    width, height = scene.size
    for _house in range(60):
        side = chance.uniform(0.012, 0.04) * width
        left, top = chance.uniform(0, width), chance.uniform(0.6, 0.95) * height
        right, bottom = left + side, top + side * 0.7
        wall = chance.randint(170, 245)
        draw.rectangle((left, top, right, bottom), fill=(wall, wall - 8, wall - 26))
        roof = [
            (left - side / 8, top),
            (left + side / 2, top - side / 2),
            (right + side / 8, top),
        ]
        draw.polygon(roof, fill=(chance.randint(120, 190), 62, 44))
        for window in range(3):
            edge = left + side * (0.12 + 0.3 * window)
            draw.rectangle(
                (edge, top + side * 0.2, edge + side * 0.15, top + side * 0.42),
                fill=(52, 58, 70),
            )
