"""Routes and products over the map page: lines and marks, their lists, the address."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import DESK
from tests.e2e.test_accessibility import breaches


def test_layers_are_chosen_by_keyboard_and_kept_in_the_address(open_browser):
    page = open_browser(viewport=DESK)
    page.goto("/bg/map/")
    page.wait_for_load_state("networkidle")
    panel = page.locator("[data-layers]")
    line = page.locator("path.layer-line.chosen")

    page.get_by_text("Слоеве", exact=True).locator("..").press("Enter")
    panel.get_by_label("Продукти", exact=True).press("Space")
    expect(page.locator(".marker.product")).not_to_have_count(0)
    expect(panel.locator("[data-layer=products] li")).not_to_have_count(0)
    panel.get_by_label("Маршрути", exact=True).press("Space")
    walk = panel.get_by_role("button", name=re.compile("Старият Самоков"))
    walk.press("Enter")
    expect(line).to_have_count(1)
    expect(walk).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"products=1&routes=1&route=\d+"))
    assert breaches(page) == []

    page.locator("#map-filters nav a[href*=category]").first.click()
    expect(page).to_have_url(re.compile(r"category=.*routes=1&products=1&route="))
    expect(line).to_have_count(1)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/map/\?products=1&routes=1&route=\d+"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/map/\?products=1&routes=1(#|$)"))
    expect(line).to_have_count(0)
    page.go_back()
    expect(page.locator("path.layer-line")).to_have_count(0)
    expect(panel.get_by_label("Маршрути", exact=True)).not_to_be_checked()
    expect(page.locator(".marker.product")).not_to_have_count(0)


def test_page_of_a_route_leads_to_its_line_on_the_map(open_browser):
    page = open_browser()
    page.goto("/en/routes/")
    page.get_by_role("link", name="Old Samokov").click()
    page.get_by_role("link", name="On the large map").click()

    expect(page.locator("path.layer-line.chosen")).to_have_count(1)
    # The others leave when the map has gone to this one.
    expect(page.locator("path.layer-hit")).to_have_count(1)
    page.locator("path.layer-hit").dispatch_event("click")
    expect(page.locator("path.layer-line.chosen")).to_have_count(0)
    expect(page.locator("[data-layer=routes] button").first).to_be_focused()
