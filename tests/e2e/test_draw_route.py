"""An editor draws a walk on the map, by mouse and by keyboard, past places of hers."""

from playwright.sync_api import expect

from tests.e2e.conftest import press
from tests.e2e.test_accessibility import breaches


def rows(page):
    return [row for row in page.input_value("[name=drawn]").split("\n") if row]


def click_at(page, left, top):
    box = page.locator("[data-draw-map]").bounding_box()
    at = {"x": box["width"] * left, "y": box["height"] * top}
    page.locator("[data-draw-map]").click(position=at)


def test_route_is_drawn_by_mouse_and_by_keyboard(staff, open_browser):
    staff.goto("/admin/places/route/add/")
    staff.fill("[name=name_bg]", "Покрай реката")
    staff.select_option("[name=group]", label="МИГ Самоков")
    # Near enough for the places of Samokov to be offered.
    staff.fill("[name=drawn]", "42.330, 23.552\n42.345, 23.552")
    press(staff.locator("[name=_continue]"))
    staff.wait_for_load_state("networkidle")

    click_at(staff, 0.3, 0.5)
    expect(staff.locator(".draw-point")).to_have_count(3)
    staff.keyboard.press("Tab")
    staff.locator(".draw-point[tabindex='0']").focus()
    before = rows(staff)
    staff.keyboard.press("ArrowUp")
    moved = rows(staff)
    assert [a == b for a, b in zip(before, moved, strict=True)] == [True, True, False]
    staff.keyboard.press("PageUp")
    staff.keyboard.press("Insert")
    expect(staff.locator(".draw-point")).to_have_count(4)
    staff.keyboard.press("Delete")
    expect(staff.locator(".draw-point")).to_have_count(3)
    assert rows(staff) == moved
    staff.keyboard.press("Control+z")
    expect(staff.locator(".draw-point")).to_have_count(4)
    staff.keyboard.press("Control+z")

    staff.get_by_role("button", name="Исторически музей – Самоков: вземи").press(
        "Enter"
    )
    expect(staff.locator("[data-draw-told]")).to_contain_text("вече е спирка")
    assert len(rows(staff)) == 4
    assert breaches(staff) == []
    press(staff.locator("[name=_continue]"))

    expect(staff.locator(".messagelist")).to_contain_text("няма височини")
    stops = staff.locator("#stops-group select[name='stops-0-place']")
    expect(stops).to_contain_text("Исторически музей")
    press(staff.get_by_role("button", name="Покажи го на посетителите"))
    page = staff.locator(".object-tools a", has_text="Публична").get_attribute("href")
    visitor = open_browser()
    visitor.goto(page)
    expect(visitor.locator(".facts")).to_contain_text("Дължина")
    expect(visitor.locator(".facts")).not_to_contain_text("Изкачване")
    expect(visitor.locator("main")).to_contain_text("Височините на тази линия")

    # The map of Samokov is again as the next who comes expects it.
    press(staff.get_by_role("button", name="Скрий го"))
    expect(staff.get_by_role("button", name="Покажи го")).to_be_visible()
    assert visitor.goto(page).status == 404
