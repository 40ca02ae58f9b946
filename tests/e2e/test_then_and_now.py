"""An old picture is answered with the same view today; visitors compare the two."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import ARGUMENTS, CHROMIUM, DESK, PHONE, WATCH_CSP, press
from tests.e2e.pictures import scene
from tests.e2e.test_accessibility import breaches
from tests.e2e.test_life_of_a_photo import PATIENCE, approve_all, wait_for_review

FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def phone(chromium, portal):
    """A phone with a camera, and somebody who lets the page use it."""
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=[*ARGUMENTS, *FAKE_CAMERA]
    )
    context = browser.new_context(base_url=portal.url, viewport=PHONE, locale="bg-BG")
    context.add_init_script(WATCH_CSP)
    yield context.new_page()
    browser.close()


def send(page, staff):
    """Send the form, and have staff approve what it holds."""
    page.check("[name=consent]")
    page.wait_for_timeout(1000)
    page.locator(".form-foot button[type=submit]").click()
    page.wait_for_url("**/bg/receipts/**", timeout=2 * PATIENCE)
    wait_for_review(page)
    approve_all(staff, page.locator(".code").inner_text())


def share_of_old_picture(page):
    """How many per cent of the pane the old picture covers."""
    return page.locator(".pane.then").evaluate(
        "pane => 100 - parseFloat(getComputedStyle(pane).clipPath.split(' ')[1])"
    )


def size(page):
    box = page.locator("[data-pair]").bounding_box()
    return box["width"], box["height"]


def size_without_script(open_browser, viewport, place):
    """Of the pair before its script has come: nothing may move when it does."""
    page = open_browser(viewport=viewport)
    page.route("**/then_now*.js", lambda route: route.abort())
    page.goto(place)
    return size(page)


def test_old_picture_is_answered_today_and_both_are_compared(
    phone, staff, open_browser, tmp_path
):
    old = tmp_path / "old.jpg"
    scene(1200, 900, "#777777").convert("L").save(old)
    phone.goto("/bg/places/?q=самоков")
    press(phone.locator(".card a").first)
    place = phone.url
    phone.locator("main a[href*='/share/?place=']").first.click()
    phone.set_input_files("input[type=file]", old)
    phone.check("[name=author][value=album]")
    phone.fill("[name=dated]", "около 1935")
    send(phone, staff)

    phone.goto(place)
    press(phone.get_by_role("link", name="На същото място ли сте днес?"))
    assert breaches(phone) == []
    without_camera = open_browser()
    without_camera.goto(phone.url)
    without_camera.locator("[data-camera-open]").click()
    said = without_camera.locator("[data-camera-said]")
    expect(said).to_contain_text("Камерата не се отвори")
    expect(without_camera.locator("#share-form input[type=file]")).to_be_visible()

    phone.locator("[data-camera-open]").click()
    take = phone.locator("[data-camera-take]")
    expect(take).to_be_focused()
    strength = phone.locator("#then-strength")
    strength.focus()
    phone.keyboard.press("ArrowRight")
    assert phone.locator(".screen img").evaluate("one => one.style.opacity") == "0.55"
    assert breaches(phone) == []
    take.press("Enter")
    expect(phone.locator("[data-camera-said]")).not_to_be_empty()
    expect(phone.locator("#share-form .upload")).to_have_count(1)
    send(phone, staff)

    for viewport in (PHONE, DESK):
        tourist = open_browser(viewport=viewport)
        tourist.goto(place)
        tourist.wait_for_load_state("networkidle")
        slider = tourist.locator("[data-pair] input")
        assert share_of_old_picture(tourist) == 50
        slider.focus()
        tourist.keyboard.press("ArrowRight")
        assert share_of_old_picture(tourist) == 52
        tourist.keyboard.press("Home")
        assert share_of_old_picture(tourist) == 0
        assert slider.get_attribute("aria-valuetext").startswith("0 ")
        tourist.locator(".panes").click(position={"x": 30, "y": 30})
        assert 0 < share_of_old_picture(tourist) < 20
        assert size_without_script(open_browser, viewport, place) == size(tourist)
        assert breaches(tourist) == []
    expect(tourist.locator("[data-pair]")).to_contain_text("около 1935")

    tourist.emulate_media(media="print")
    expect(slider).to_be_hidden()
    assert (
        tourist.locator(".pane.then").evaluate(
            "pane => getComputedStyle(pane).clipPath"
        )
        == "none"
    )

    plain = open_browser(java_script_enabled=False)
    plain.goto(place)
    expect(plain.locator(".pane")).to_have_count(2)
    expect(plain.locator("[data-pair] input")).to_be_hidden()
