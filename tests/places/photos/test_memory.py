"""Each picture is made and rendered in a process of its own; see how large it grows."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

MAKE = """
import sys
from PIL import Image
path, width, height, options = sys.argv[1:]
slope = Image.linear_gradient("L").resize((int(width), int(height)))
slope.convert("RGB").save(path, **eval(options))
"""
RENDER = """
import sys
from pathlib import Path
from places.photos.imaging import UnreadableImage, limit_process, make_renditions
limit_process(int(sys.argv[2]) * 2**20) if sys.argv[2] else limit_process()
source = Path(sys.argv[1])
try:
    made = make_renditions(source, lambda name, kind: source.parent / f"{name}.{kind}")
    print(made.width, made.height)
except UnreadableImage as refusal:
    print(refusal.fault)
status = Path("/proc/self/status").read_text()
print(status.partition("VmHWM:")[2].split()[0])
"""


def python(program, *arguments):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(  # noqa: S603 -- our own program
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("name", "width", "height", "options"),
    [
        ("a.jpg", 12_000, 9_000, {}),
        ("a.jpg", 12_000, 9_000, {"progressive": True}),
        ("a.png", 8160, 6120, {"compress_level": 1}),
        ("a.webp", 8160, 6120, {"method": 0, "quality": 10}),
        ("a.webp", 8160, 6120, {"method": 0, "lossless": True, "quality": 0}),
        ("a.avif", 8160, 6120, {"speed": 10, "quality": 10}),
    ],
)
def test_worker_stays_small_on_the_largest_pictures(
    tmp_path, name, width, height, options
):
    python(MAKE, tmp_path / name, width, height, options)

    size, kilobytes = python(RENDER, tmp_path / name, "")

    assert size == f"{width} {height}"
    assert int(kilobytes) < 550_000


def test_picture_that_needs_more_memory_is_refused_and_the_worker_lives(tmp_path):
    python(MAKE, tmp_path / "a.png", 8160, 6120, {"compress_level": 1})

    fault, kilobytes = python(RENDER, tmp_path / "a.png", 150)

    assert fault == "out_of_memory"
    assert int(kilobytes) < 250_000


def test_large_animation_is_refused(tmp_path):
    program = (
        "import sys; from PIL import Image;"
        "one, two = (Image.new('RGB', (6000, 5000), c) for c in ('red', 'blue'));"
        "one.save(sys.argv[1], save_all=True, append_images=[two], method=0)"
    )
    python(program, tmp_path / "a.webp")

    fault, _kilobytes = python(RENDER, tmp_path / "a.webp", "")

    assert fault == "too_many_pixels"


def test_limit_never_goes_beyond_what_the_system_allows():
    program = (
        "import resource; from places.photos.decoding import limit_process;"
        "resource.setrlimit(resource.RLIMIT_DATA, (2**29, 2**29));"
        "limit_process(2**40);"
        "print(resource.getrlimit(resource.RLIMIT_DATA))"
    )

    assert python(program) == [str((2**29, 2**29))]
