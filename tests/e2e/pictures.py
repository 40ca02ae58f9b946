"""Photographs as phones make them, for the browser to send."""

import io
import secrets
from pathlib import Path

import pillow_heif
from PIL import ExifTags, Image, ImageDraw

# Where the camera says it stood: the town of Samokov.
LATITUDE, LONGITUDE = (42.0, 20.0, 13.2), (23.0, 33.0, 30.6)
TURNED_RIGHT = 6


def scene(width: int, height: int, colour: str) -> Image.Image:
    """Sky above, ground below: one sees which way is up."""
    image = Image.new("RGB", (width, height), "#9cc4ea")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height // 2, width, height), fill=colour)
    draw.ellipse((width // 8, height // 8, width // 4, height // 4), fill="#ffffff")
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes: its name, the day, and where it was."""
    data = Image.Exif()
    data[ExifTags.Base.Model] = "SecretPhone 7"
    data[ExifTags.Base.DateTime] = "2026:05:06 12:30:00"
    data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = (
        "2026:05:06 12:30:00"
    )
    gps = data.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", LATITUDE
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", LONGITUDE
    return data


def rotated_jpeg(folder: Path) -> Path:
    """A portrait that was stored on its side, as phones do; no two files are equal.

    The portal sets apart what comes in form after form within a day.
    """
    path = folder / "обърната.jpg"
    upright = scene(900, 1600, "#557733")
    stored = upright.transpose(Image.Transpose.ROTATE_90)
    comment = f"SecretPhone 7 comment {secrets.token_hex(4)}".encode()
    stored.save(path, exif=exif(TURNED_RIGHT), comment=comment)
    return path


def heic(folder: Path) -> Path:
    pillow_heif.register_heif_opener()
    path = folder / "айфон.heic"
    scene(1600, 1200, "#884433").save(path, exif=exif().tobytes())
    return path


def metadata_of(content: bytes) -> dict:
    """Everything a picture file says beside its pixels."""
    image = Image.open(io.BytesIO(content))
    image.load()
    harmless = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive"}
    harmless |= {"progression", "loop", "background", "timestamp", "duration"}
    said = {key: value for key, value in image.info.items() if key not in harmless}
    return {**said, **dict(image.getexif())}
