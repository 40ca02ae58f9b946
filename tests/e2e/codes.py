"""Square codes, read as the page of the attendance desk does in a browser."""

import base64
import io

from PIL import Image

DECODE = """async ([width, height, pixels]) => {
  const { default: decode } = await import("/static/vendor/qr/decode.js");
  const data = Uint8ClampedArray.from(atob(pixels), (one) => one.charCodeAt(0));
  return decode({ width, height, data });
}"""


def code_on(paper):
    """What the code of this printed page says."""
    paper.emulate_media(media="print")
    code = Image.open(io.BytesIO(paper.locator(".qr").screenshot())).convert("RGBA")
    pixels = base64.b64encode(code.tobytes()).decode()
    return paper.evaluate(DECODE, [*code.size, pixels])
