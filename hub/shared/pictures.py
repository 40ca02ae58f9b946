"""The `<picture>` element of a published photo."""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PHOTOS = "/media/photos/"
# The long edges in which renditions are made; the last-resort JPEG is the second.
EDGES = (320, 640, 1280, 2000)
JPEG_EDGE = 640


def rendition_path(photo, edge: int, extension: str) -> str:
    return f"{PHOTOS}{photo.token}-{edge}.{extension}"


@lru_cache(maxsize=2048)
def widths(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """Each rendition's long edge with its width in pixels; never enlarged."""
    longest = max(width, height)
    made = []
    for edge in EDGES:
        made.append((edge, max(1, round(width * min(edge, longest) / longest))))
        if edge >= longest:
            break
    return tuple(made)


def picture_html(
    photo, sizes: str, *, eager: bool = False, alt: str | None = None
) -> SafeString:
    """All sizes as AVIF and WebP, a JPEG for old readers, on the photo's colour."""
    width, height = photo.width or 3, photo.height or 2
    made = widths(width, height)
    stem = f"{PHOTOS}{photo.token}-"
    avif = ", ".join(f"{stem}{edge}.avif {wide}w" for edge, wide in made)
    webp = ", ".join(f"{stem}{edge}.webp {wide}w" for edge, wide in made)
    told = escape(photo.caption if alt is None else alt)
    haste = 'fetchpriority="high"' if eager else 'loading="lazy"'
    return mark_safe(  # noqa: S308 -- numbers, a hexadecimal token, escaped text
        f"{_ground(photo.colour)}<picture>"
        f'<source type="image/avif" srcset="{avif}" sizes="{sizes}">'
        f'<source type="image/webp" srcset="{webp}" sizes="{sizes}">'
        f'<img src="{stem}{JPEG_EDGE}.jpg" alt="{told}" width="{width}"'
        f' height="{height}" {haste} decoding="async"></picture>'
    )


def _ground(colour: str) -> str:
    """The main colour, shown until the picture is there; CSP allows no style for it."""
    if not colour:
        return ""
    return (
        '<svg aria-hidden="true"><rect width="100%" height="100%"'
        f' fill="{escape(colour)}"/></svg>'
    )
