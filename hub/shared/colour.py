"""Contrast of colours, computed as WCAG 2.2 defines it."""

import re

HEX = re.compile("#[0-9a-fA-F]{6}")

Channels = tuple[int, int, int]


def parse(colour: str) -> Channels:
    """Red, green and blue of "#rrggbb"; a ValueError for anything else."""
    if not HEX.fullmatch(colour):
        message = f"not a colour in the form #rrggbb: {colour!r}"
        raise ValueError(message)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(a: str, b: str) -> float:
    """The contrast ratio of two colours, 1.0 to 21.0, whichever is the lighter."""
    darker, lighter = sorted((luminance(a), luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, 0.0 (black) to 1.0 (white)."""
    red, green, blue = (_linear(channel / 255) for channel in parse(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    # 0.04045 is the threshold of IEC 61966-2-1, as in WCAG 2.2.
    if channel <= 0.04045:
        return channel / 12.92
    return ((channel + 0.055) / 1.055) ** 2.4
