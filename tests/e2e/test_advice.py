"""What the form says of a photo before it is sent, measured in the browser."""

import base64
import functools
import io
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from places.photos.quality import BLURRED_BELOW, DARK_BELOW, quality_of
from tests.e2e.conftest import ROOT

PHOTOS = Path(__file__).resolve().parents[1] / "data" / "photos"
REAL = ["Landscape_6.jpg", "icc_big.jpg", "fuji_s2pro_eiffel.jpg", "exif_in_png.png"]
LOOK = """async ([bytes, type, exif]) => {
  const { lookAt, remarksOn } = await import("/interest_forms/advice.js");
  const parts = [Uint8Array.from(atob(bytes), (one) => one.charCodeAt())];
  const look = await lookAt(new File(parts, "photo", { type }), exif);
  return look ? { ...look, remarks: remarksOn(look) } : null;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Our static files; the list of a folder is the page to run them on."""

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="module")
def page(chromium):
    """A page that can load our modules; no portal is needed."""
    handler = functools.partial(Quiet, directory=ROOT / "static")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    opened = chromium.new_page()
    opened.goto(f"http://127.0.0.1:{server.server_address[1]}/img/")
    yield opened
    opened.close()
    server.shutdown()
    server.server_close()


def encoded(picture, form="JPEG"):
    file = io.BytesIO()
    picture.save(file, form, quality=92)
    return file.getvalue()


def look(page, content, kind="image/jpeg", exif=None):
    sent = [base64.b64encode(content).decode(), kind, exif or {}]
    return page.evaluate(LOOK, sent)


@pytest.fixture(params=REAL)
def real(request):
    """A real photograph, 1200 pixels wide."""
    picture = Image.open(PHOTOS / request.param).convert("RGB")
    return picture.resize((1200, 1200 * picture.height // picture.width))


def test_browser_measures_what_the_portal_measures(page, real):
    seen = look(page, encoded(real))
    edge = 640 / max(real.size)
    size = (round(real.width * edge), round(real.height * edge))
    ours = quality_of(real.resize(size, Image.Resampling.LANCZOS))

    assert seen["brightness"] == pytest.approx(ours.brightness, abs=3)
    assert (seen["sharpness"] < BLURRED_BELOW) == (ours.sharpness < BLURRED_BELOW)
    assert (seen["brightness"] < DARK_BELOW) == (ours.brightness < DARK_BELOW)


def test_good_photo_is_not_remarked_on_and_a_bad_copy_of_it_is(page):
    good = Image.open(PHOTOS / "Landscape_6.jpg").convert("RGB").resize((1600, 1200))
    blurred = good.filter(ImageFilter.GaussianBlur(1600 / 250))
    dark = ImageEnhance.Brightness(good).enhance(0.2)

    remarks = [
        look(page, encoded(picture))["remarks"]
        for picture in (good, blurred, dark, good.resize((800, 600)))
    ]

    assert remarks == [[], ["blurred"], ["dark"], ["small"]]


@pytest.mark.parametrize(
    ("size", "form", "exif", "expected"),
    [
        ((1080, 2400), "PNG", {}, ["screenshot"]),
        ((2400, 1080), "PNG", {}, ["screenshot"]),
        ((1080, 2400), "PNG", {"Model": "Nokia 8.3"}, []),
        ((1080, 2400), "JPEG", {}, []),
        ((1600, 1200), "PNG", {}, []),
    ],
)
def test_picture_of_a_screen_is_known_by_its_shape(page, size, form, exif, expected):
    picture = Image.open(PHOTOS / "Landscape_6.jpg").convert("RGB").resize(size)
    kind = f"image/{form.lower()}"

    assert look(page, encoded(picture, form), kind, exif)["remarks"] == expected


@pytest.mark.parametrize("name", ["broken.png", "truncated.heic"])
def test_what_the_browser_cannot_show_is_left_to_the_portal(page, name):
    assert look(page, (PHOTOS / name).read_bytes(), "image/png") is None


def test_far_begins_at_four_kilometres(page):
    script = """async (lat) => {
      const { farFrom } = await import("/interest_forms/advice.js");
      return farFrom({ lon: 23.5, lat: 42.3 }, { lon: 23.5, lat });
    }"""

    # A degree of latitude is 111.2 km on a sphere.
    assert page.evaluate(script, 42.3359) is None
    assert page.evaluate(script, 42.3361) == pytest.approx(4014, abs=5)


def test_same_file_has_the_same_digest_as_on_the_portal(page):
    script = """async () => {
      const { digestOf } = await import("/interest_forms/advice.js");
      return digestOf(new File(["abc"], "abc"));
    }"""

    assert page.evaluate(script).startswith("ba7816bf8f01cfea414140de5dae2223")


def test_shrunken_photo_is_upright_small_and_bare(page):
    big = Image.effect_noise((4000, 3000), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x0110] = "SecretPhone 7"
    file = io.BytesIO()
    big.save(file, "JPEG", quality=95, exif=exif)
    script = """async (bytes) => {
      const { shrink } = await import("/interest_forms/shrink.js");
      const parts = [Uint8Array.from(atob(bytes), (one) => one.charCodeAt())];
      const type = "image/jpeg";
      const small = await shrink(new File(parts, "IMG.one.JPG", { type }));
      const data = new Uint8Array(await small.arrayBuffer());
      let text = "";
      for (const byte of data) text += String.fromCharCode(byte);
      return [small.name, btoa(text)];
    }"""

    name, content = page.evaluate(script, base64.b64encode(file.getvalue()).decode())

    content = base64.b64decode(content)
    small = Image.open(io.BytesIO(content))
    assert (name, small.size) == ("IMG.one.jpg", (1920, 2560))
    assert len(content) < 0.7 * len(file.getvalue())
    assert dict(small.getexif()) == {}
    assert b"SecretPhone" not in content
