"""QR codes for what is printed."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(address: str) -> SafeString:
    """The address as an SVG element without any style of its own."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(border=2, svgclass="qr", lineclass=None, omitsize=True)
    return mark_safe(svg)  # noqa: S308 -- drawn by segno from its own numbers
