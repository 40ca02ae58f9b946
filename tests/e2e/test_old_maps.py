"""An old sheet is placed by clicks; visitors move its sliders by the keyboard."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import look_again, press
from tests.e2e.test_accessibility import breaches
from tests.places.maps.sheets import CORNERS, drawn_sheet


def click_at(page, selector, left, top):
    box = page.locator(selector).bounding_box()
    at = {"x": box["width"] * left, "y": box["height"] * top}
    page.locator(selector).click(position=at)


def until(page, text):
    """The worker is at work: look again until it has done it."""
    look_again(page, page.get_by_text(text).count)
    expect(page.get_by_text(text)).to_be_visible()


def test_sheet_is_placed_by_clicks_and_seen_under_its_sliders(staff, open_browser):
    staff.goto("/admin/places/historicmap/add/")
    staff.fill("[name=title_bg]", "План на селото")
    staff.select_option("[name=group]", index=1)
    press(staff.locator("[name=_save]"))
    sheet = {"name": "sheet.png", "mimeType": "image/png", "buffer": drawn_sheet()}
    staff.set_input_files("[name=scan]", sheet)
    press(staff.get_by_role("button", name="Качи"))
    until(staff, "600 × 400")
    press(staff.locator("a[href$='/points/']"))
    staff.wait_for_load_state("networkidle")

    click_at(staff, "[data-scan]", 0.5, 0.5)
    expect(staff.locator("[data-told]")).to_have_text(re.compile("върху картата"))
    click_at(staff, "[data-ground]", 0.5, 0.5)
    expect(staff.locator(".map-point")).to_have_count(2)

    # The middle of the scan, and somewhere in the region.
    assert abs(float(staff.input_value("[name=form-0-x]")) - 300) < 3
    assert abs(float(staff.input_value("[name=form-0-y]")) - 200) < 3
    assert 22 < float(staff.input_value("[name=form-0-lon]")) < 29
    assert breaches(staff) == []
    for number, tie in enumerate(CORNERS):
        for name in ("x", "y", "lon", "lat"):
            staff.fill(f"[name=form-{number}-{name}]", str(getattr(tie, name)))
    expect(staff.locator(".map-point")).to_have_count(8)
    press(staff.locator("[name=make]"))
    until(staff, "картата е готова")
    press(staff.get_by_role("button", name="Покажи го на посетителите"))
    address = staff.locator(".object-tools a", has_text="Публична").get_attribute(
        "href"
    )

    visitor = open_browser()
    with visitor.expect_response(re.compile(r"/tiles/maps/.*\.webp")) as tile:
        visitor.goto(address)
    assert tile.value.status == 200
    visitor.get_by_label("Колко плътна е старата карта").press("ArrowLeft")
    visitor.get_by_label("Докъде стига старата карта").press("PageDown")
    pane = visitor.locator(".pane-old-map")
    expect(pane.locator(".leaflet-layer")).to_have_css("opacity", "0.95")
    expect(pane).to_have_css("clip-path", re.compile("polygon"))
    assert breaches(visitor) == []

    visitor.get_by_role("link", name="На голямата карта").click()
    expect(visitor.locator(".pane-old-map img")).not_to_have_count(0)
    visitor.locator(".map-layers summary").press("Enter")
    visitor.get_by_label("Днешната карта").press("Space")
    expect(visitor.locator(".pane-old-map img")).to_have_count(0)
    visitor.go_back()
    expect(visitor.get_by_label("План на селото")).to_be_checked()
    expect(visitor.locator(".pane-old-map img")).not_to_have_count(0)
