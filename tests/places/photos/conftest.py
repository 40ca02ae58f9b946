"""Pictures for the tests: some that were shipped with them, some drawn on the spot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pillow_heif import register_heif_opener

from places.photos.imaging import Portrait, make_renditions

register_heif_opener()

GPS_IFD = 0x8825
CAMERA_IFD = 0x8769
SIZE = (300, 200)


@pytest.fixture
def samples() -> Path:
    """Other people's photographs that may be shipped; see the README there."""
    return Path(__file__).parents[2] / "data" / "photos"


@pytest.fixture
def drawing() -> Image.Image:
    """A red corner top left, a green one top right, blue below: its place is plain."""
    picture = Image.new("RGB", SIZE, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 149, 99), fill=(200, 30, 30))
    draw.rectangle((150, 0, 299, 99), fill=(30, 160, 60))
    draw.rectangle((0, 100, 149, 199), fill=(30, 60, 200))
    return picture


@pytest.fixture
def saved(tmp_path, drawing) -> Callable[..., Path]:
    """Save the drawing, or another picture, as a file of a given name."""

    def save(name: str, picture: Image.Image = drawing, **options) -> Path:
        path = tmp_path / name
        picture.save(path, **options)
        return path

    return save


@pytest.fixture
def exif() -> Callable[..., Image.Exif]:
    """EXIF data with some tags, tags of the camera, and tags of the position."""

    def make(tags: dict, camera: dict, position: dict) -> Image.Exif:
        block = Image.Exif()
        block.update(tags)
        block.get_ifd(CAMERA_IFD).update(camera)
        block.get_ifd(GPS_IFD).update(position)
        return block

    return make


class Gallery:
    """The renditions of one file in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, source: Path, **options) -> Portrait:
        return make_renditions(source, self.path, **options)

    def path(self, width: int, extension: str) -> Path:
        return self.folder / "ab" / f"{width}.{extension}"

    def open(self, width: int, extension: str = "webp") -> Image.Image:
        with Image.open(self.path(width, extension)) as picture:
            picture.load()
        return picture

    def files(self) -> set[str]:
        return {path.name for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture
def gallery(tmp_path) -> Gallery:
    return Gallery(tmp_path / "renditions")
