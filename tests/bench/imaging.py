"""How dear is one photograph? CPU, memory, bytes and likeness, beside Willow's.

Each measurement is a process of its own, and all of one run take turns. The least of a
few rounds counts: what else the machine does can only add to it.
`python -m tests.bench.imaging` prints the table.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

from tests.bench.scene import landscape

ROUNDS = 4
ROOT = Path(__file__).resolve().parents[2]
ORIENTATION_TAG = 0x0112
HELD_UPRIGHT = 6
WAYS = ("ours_webp", "ours_all", "willow_each", "willow_once")
SIZES = (2000, 1280, 640, 320)


class Row(NamedTuple):
    """One line of the report; without a wanted value it only informs."""

    what: str
    value: str
    wanted: str = ""
    met: bool | None = None


def run() -> list[Row]:
    """Measure, and hold the results against what is wanted."""
    with tempfile.TemporaryDirectory() as folder:
        photos = make_photos(Path(folder))
        results = {
            name: measure_photo(photo, Path(folder)) for name, photo in photos.items()
        }
        twelve, forty_eight = results["12 MP"], results["48 MP"]
        return [
            *overhead_rows(results),
            ratio_row("12 MP", twelve, wanted=2.2),
            ratio_row("48 MP", forty_eight, wanted=6),
            memory_row(forty_eight),
            *(
                row
                for name, result in results.items()
                for row in detail_rows(name, result)
            ),
        ]


def make_photos(folder: Path) -> dict[str, Path]:
    """A phone's photographs: it was held upright, so the pixels lie on their side."""
    scene = landscape(4000, 3000)
    larger = scene.resize((8000, 6000), Image.Resampling.BICUBIC)
    grain = Image.merge("RGB", [Image.effect_noise(larger.size, 40)] * 3)
    pictures = {"12 MP": scene, "48 MP": Image.blend(larger, grain, 0.06)}
    photos = {}
    for name, picture in pictures.items():
        photos[name] = folder / f"{name}.jpg"
        exif = Image.Exif()
        exif[ORIENTATION_TAG] = HELD_UPRIGHT
        picture.save(photos[name], quality=90, exif=exif)
    return photos


def measure_photo(photo: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """All ways for one photo: the least CPU and memory, and what came out."""
    rounds: dict[str, list[dict]] = {way: [] for way in WAYS}
    for _round in range(ROUNDS):
        for way in WAYS:
            rounds[way].append(in_child(way, photo, folder / photo.stem / way))
    least = {
        way: {key: min(one[key] for one in results) for key in results[0]}
        for way, results in rounds.items()
    }
    outputs = {way: folder / photo.stem / way for way in ("ours_webp", "willow_each")}
    likeness = in_child("likeness", photo, *outputs.values())
    return {**least, "likeness": likeness}


def in_child(way: str, *paths: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.imaging_child", way, *map(str, paths)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    return json.loads(done.stdout)


def overhead_rows(results: dict[str, dict]) -> list[Row]:
    rows = []
    for name, result in results.items():
        ours = result["ours_all"]
        ratio = ours["cpu"] / (ours["decode"] + ours["encode"])
        what = f"{name}, all nine files: CPU / own decode and encode"
        rows.append(Row(what, f"{ratio:.2f}", "≤ 1.3", ratio <= 1.3))
    return rows


def ratio_row(name: str, result: dict, wanted: float) -> Row:
    each = result["willow_each"]["cpu"] / result["ours_webp"]["cpu"]
    what = f"{name}, four WebP: Willow's CPU, opened per size as Wagtail does / ours"
    return Row(what, f"{each:.2f}", f"≥ {wanted}", each >= wanted)


def memory_row(result: dict) -> Row:
    share = result["ours_webp"]["peak"] / result["willow_each"]["peak"]
    what = "48 MP, four WebP: our peak memory / Willow's"
    return Row(what, f"{share:.2f}", "≤ 0.25", share <= 0.25)


def detail_rows(name: str, result: dict) -> list[Row]:
    ours, all_files = result["ours_webp"], result["ours_all"]
    each, once = result["willow_each"], result["willow_once"]
    rows = [
        Row(f"{name}: our CPU, four WebP", f"{ours['cpu']:.2f} s"),
        Row(
            f"{name}: Willow's CPU, opened per size / once",
            f"{each['cpu']:.2f} s / {once['cpu']:.2f} s",
        ),
        Row(
            f"{name}: peak memory, ours / Willow's per size / once",
            f"{ours['peak']:.0f} MB / {each['peak']:.0f} MB / {once['peak']:.0f} MB",
        ),
        Row(
            f"{name}: all nine files: CPU, of it decode, encode; peak memory",
            f"{all_files['cpu']:.2f} s, {all_files['decode']:.2f} s,"
            f" {all_files['encode']:.2f} s; {all_files['peak']:.0f} MB",
        ),
    ]
    for size, (our, their) in result["likeness"].items():
        rows.append(
            Row(
                f"{name}: WebP {size}: SSIM and kB, ours / Willow's",
                f"{our[0]:.3f}, {our[1]:.0f} kB / {their[0]:.3f}, {their[1]:.0f} kB",
            )
        )
    return rows


def as_markdown(rows: list[Row]) -> str:
    lines = ["| what | measured | wanted | |", "| --- | --- | --- | --- |"]
    verdicts = {True: "met", False: "missed", None: ""}
    lines += [
        f"| {row.what} | {row.value} | {row.wanted} | {verdicts[row.met]} |"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_markdown(run()))
