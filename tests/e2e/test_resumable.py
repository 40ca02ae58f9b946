"""The sending module of the photo form, in a browser, over a line that breaks."""

from base64 import b64encode

import pytest

from hub.shared.signed_form import new_form_key
from interest_forms.uploads import unsigned
from tests.originals import noise
from tests.slow_line import SlowLine

SIZE = 700_000
# A line of 64 kbit/s that breaks every 20 to 60 seconds carries so much in between; it
# is eight times as fast here, and so are the pieces.
RATE = 64_000
BREAKS = (160_000, 480_000)
PIECE_MS = 5000 / 8
MOST_SENT = 1.15
SEND = """
async ([base64, key, pieceMs]) => {
  const { sendFile } = await import("/static/interest_forms/resumable.js");
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt());
  const blob = new Blob([bytes], { type: "image/jpeg" });
  const seen = [];
  const onProgress = (sent, total) => seen.push(sent / total);
  const kept = await sendFile(blob, { name: "мост.jpg", key, pieceMs, onProgress });
  return [kept, seen.at(-1)];
}
"""


@pytest.mark.parametrize("silent", [False, True])
def test_photo_comes_whole_and_hardly_twice_over_a_line_that_breaks(
    chromium, portal, silent
):
    photo = noise(SIZE)
    written = b64encode(photo).decode()
    page = chromium.new_context().new_page()
    with SlowLine(int(portal.url.rpartition(":")[2]), silent=silent) as line:
        page.goto(f"http://127.0.0.1:{line.port}/bg/share/")
        page.wait_for_load_state("networkidle")
        before = line.sent
        line.break_down(rate=RATE, each=BREAKS)

        kept, seen = page.evaluate(SEND, [written, new_form_key(), PIECE_MS])

        sent = line.sent - before
    page.context.close()
    file = unsigned(kept)
    original = portal.var / "originals" / file.sha256[:2] / file.sha256[2:4]
    assert (original / file.sha256).read_bytes() == photo
    assert (file.name, seen) == ("мост.jpg", 1)
    assert line.broken >= 2
    assert sent <= MOST_SENT * SIZE, f"{sent / SIZE:.2f} times, {line.broken} breaks"
