"""Takes the pictures of the moderators' handbook anew, into docs/moderators/:

make test ARGS=tests/e2e/take_pictures.py

No part of the tests: its name is not one of theirs.
"""

import io

import pytest
from PIL import Image

from tests.e2e.conftest import ROOT, manage, sign_in
from tests.e2e.handbook_scene import (
    DESK,
    EMAIL,
    ERASED,
    PASSWORD,
    TEAM,
    TWIN,
)

FOLDER = ROOT / "docs" / "moderators"
WINDOW = {"width": 1180, "height": 860}
QUALITY = 45
QUEUE = "/admin/interest_forms/submission/"


class Camera:
    """A moderator's browser, and the folder in which its pictures are kept."""

    def __init__(self, page, language):
        self.page, self.language = page, language

    def open(self, code, lane="waiting"):
        """Put a submission on the desk."""
        self.page.goto(f"{QUEUE}?lane={lane}&q={code}")
        self.page.locator("#result_list tbody th a").first.click()
        self.page.wait_for_load_state("networkidle")

    def keep(self, name, place="#content", height=None):
        """The part of the page, no higher than so many pixels, as a small WebP."""
        part = self.page.locator(place).first
        part.scroll_into_view_if_needed()
        image = Image.open(io.BytesIO(part.screenshot(animations="disabled")))
        picture = image.convert("RGB")
        if height:
            picture = picture.crop((0, 0, picture.width, min(height, picture.height)))
        path = FOLDER / f"{self.language}-{name}.webp"
        picture.save(path, quality=QUALITY, method=6)


@pytest.fixture(params=["bg", "en"])
def camera(request, portal, open_browser):
    language = request.param
    scene = f"from tests.e2e.handbook_scene import lay_out; lay_out({language!r})"
    manage(portal.environment, "shell", "--verbosity", "0", "-c", scene)
    page = open_browser(viewport=WINDOW, locale=language)
    sign_in(page, EMAIL, PASSWORD)
    return Camera(page, language)


def test_pictures_of_the_handbook_are_taken(camera):
    page = camera.page
    page.goto(QUEUE)
    camera.keep("queue", "#container", 760)
    page.check("#action-toggle")
    page.select_option("[name=action]", "decline")
    page.locator(".actions button").click()
    camera.keep("bulk", "#content", 700)

    camera.open(DESK)
    camera.keep("desk", "#content", 900)
    page.keyboard.press("n")
    page.locator("[name=canned]:visible").select_option(index=1)
    camera.keep("ask", ".decisions")
    page.locator("summary[data-key=d]:visible").click()
    page.keyboard.press("1")
    camera.keep("decline", ".decisions")

    page.locator("a[data-key=e]:visible").click()
    stage = page.locator("[data-stage] img")
    stage.wait_for()
    page.locator("[data-add=hide]").click()
    camera.keep("edit", "#content", 760)

    camera.open(TWIN)
    page.locator(".compare summary").first.click()
    page.locator("[data-beside]").first.click()
    both = page.locator(".compare-pair img")
    both.evaluate_all("images => Promise.all(images.map((one) => one.decode()))")
    camera.keep("compare", ".twins")

    camera.open(TEAM)
    camera.keep("team", "section[aria-labelledby=team-title]")

    page.goto("/admin/interest_forms/takedownreport/")
    page.locator("#result_list tbody th a").first.click()
    camera.keep("report", "#content", 760)

    page.goto(f"{QUEUE}add/")
    camera.keep("enter", "#content", 620)

    camera.open(ERASED, lane="all")
    page.locator("a[href$='/erase/']").click()
    camera.keep("erase", "#content", 700)
