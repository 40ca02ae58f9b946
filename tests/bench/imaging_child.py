"""One measurement of `tests.bench.imaging`, alone in its process; answers in JSON."""

import json
import resource
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageFile, ImageMath, ImageOps

from places.photos.imaging import make_renditions

# Willow looks for its settings in Django's while it is imported.
settings.configure()
from willow.image import Image as Willow  # noqa: E402

SIZES = (2000, 1280, 640, 320)
BLOCK = 8


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """In MB. Not `ru_maxrss`: that one still remembers the parent's size."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def ours_webp(photo: Path, folder: Path) -> dict[str, float]:
    start = cpu()
    make_renditions(photo, lambda name, kind: folder / f"{name}.{kind}", ["webp"])
    return {"cpu": cpu() - start}


def ours_all(photo: Path, folder: Path) -> dict[str, float]:
    decode = timed(ImageFile.ImageFile, "load")
    encode = timed(Image.Image, "save")
    start = cpu()
    make_renditions(photo, lambda name, kind: folder / f"{name}.{kind}")
    return {"cpu": cpu() - start, "decode": sum(decode), "encode": sum(encode)}


def timed(owner: type, name: str) -> list[float]:
    """Note the CPU of every call of a method."""
    spent: list[float] = []
    method: Callable = getattr(owner, name)

    @wraps(method)
    def noting(*args: Any, **options: Any) -> Any:
        start = cpu()
        result = method(*args, **options)
        spent.append(cpu() - start)
        return result

    setattr(owner, name, noting)
    return spent


def willow_each(photo: Path, folder: Path) -> dict[str, float]:
    """Wagtail opens the original anew for each rendition."""
    return with_willow(photo, folder, once=False)


def willow_once(photo: Path, folder: Path) -> dict[str, float]:
    return with_willow(photo, folder, once=True)


def with_willow(photo: Path, folder: Path, *, once: bool) -> dict[str, float]:
    folder.mkdir(parents=True, exist_ok=True)
    start = cpu()
    image = None
    for size in SIZES:
        with photo.open("rb") as file:
            if image is None or not once:
                image = Willow.open(file).auto_orient()
            width, height = image.get_size()
            edge = max(width, height)
            smaller = image.resize(
                (round(width * size / edge), round(height * size / edge))
            )
        with (folder / f"{size}.webp").open("wb") as target:
            smaller.save_as_webp(target, quality=80)
    return {"cpu": cpu() - start}


def likeness(photo: Path, *folders: Path) -> dict[int, list[tuple[float, float]]]:
    """SSIM with the original scaled in one step, and kB, of each size and folder."""
    with Image.open(photo) as image:
        upright = ImageOps.exif_transpose(image)
    found = {}
    for size in SIZES:
        wanted = upright.copy()
        wanted.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=None)
        files = [folder / f"{size}.webp" for folder in folders]
        found[size] = [
            (ssim(wanted, Image.open(file)), file.stat().st_size / 1000)
            for file in files
        ]
    return found


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Structural similarity of the brightness, over blocks of 8 × 8 pixels."""
    a, b = one.convert("L").convert("F"), other.convert("L").convert("F")

    def mean(image: Image.Image) -> Image.Image:
        width, height = image.size
        blocks = (width // BLOCK, height // BLOCK)
        box = (0, 0, blocks[0] * BLOCK, blocks[1] * BLOCK)
        return image.resize(blocks, Image.Resampling.BOX, box)

    def product(x: Image.Image, y: Image.Image) -> Image.Image:
        return ImageMath.lambda_eval(lambda the: the["x"] * the["y"], x=x, y=y)

    def index(the: dict) -> Any:
        c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
        both = the["a"] * the["b"]
        squares = the["a"] * the["a"] + the["b"] * the["b"]
        covariance = the["ab"] - both
        variances = the["aa"] + the["bb"] - squares
        return ((both * 2 + c1) * (covariance * 2 + c2)) / (
            (squares + c1) * (variances + c2)
        )

    means = {"a": mean(a), "b": mean(b)}
    products = {
        "aa": mean(product(a, a)),
        "bb": mean(product(b, b)),
        "ab": mean(product(a, b)),
    }
    blocks = ImageMath.lambda_eval(index, **means, **products)
    return blocks.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))


if __name__ == "__main__":
    way, *paths = sys.argv[1:]
    ways: dict[str, Callable[..., dict]] = {
        function.__name__: function
        for function in (ours_webp, ours_all, willow_each, willow_once, likeness)
    }
    answer = ways[way](*map(Path, paths))
    if way != "likeness":
        answer["peak"] = peak()
    print(json.dumps(answer))
