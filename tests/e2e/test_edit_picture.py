"""A moderator hides a part of a picture with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import look_again, press
from tests.e2e.test_accessibility import breaches


@pytest.fixture
def editor(staff):
    """The editor of a photo that waits."""
    staff.goto("/admin/interest_forms/submission/")
    press(staff.locator("#result_list tbody tr .field-code_shown a").first)
    press(staff.locator(".edit-link a").first)
    staff.wait_for_url("**/edit/")
    until_there(staff, "[data-stage] img")
    return staff


def until_there(page, selector):
    """The worker makes the picture anew: look again until it is there."""
    look_again(page, page.locator(selector).count)


def numbers(page, prefix):
    sides = ("left", "top", "width", "height")
    return [float(page.input_value(f"[name={prefix}-{side}]")) for side in sides]


def test_part_is_hidden_with_the_keyboard(editor):
    editor.get_by_role("button", name="Скриване на част").press("Enter")
    box = editor.locator(".edit-box.hide:visible")
    expect(box).to_be_focused()
    assert numbers(editor, "hide-0") == [40, 40, 20, 20]

    for key in ("ArrowLeft", "ArrowLeft", "ArrowDown", "Shift+ArrowRight"):
        editor.keyboard.press(key)

    assert numbers(editor, "hide-0") == [38, 41, 21, 20]
    expect(editor.locator("[data-told]")).to_contain_text("38")
    assert breaches(editor) == []

    editor.keyboard.press("Delete")
    expect(editor.locator(".edit-box.hide:visible")).to_have_count(0)
    editor.keyboard.press("Enter")
    editor.select_option("[name=turn]", "1")
    editor.locator(".edit .yes-button").press("Enter")

    editor.wait_for_url("**/change/#photo-*")
    until_there(editor, ".review-photo:has(.edit-link .quiet) img")
    expect(editor.get_by_text("редактирана").first).to_be_visible()


def test_part_is_drawn_and_pulled_with_a_pointer(editor):
    new = f"hide-{editor.locator('.edit-box.hide:visible').count()}"
    stage = editor.locator("[data-stage] img").bounding_box()

    def at(left, top):
        return stage["x"] + stage["width"] * left, stage["y"] + stage["height"] * top

    editor.mouse.move(*at(0.1, 0.2))
    editor.mouse.down()
    editor.mouse.move(*at(0.3, 0.3))
    editor.mouse.move(*at(0.5, 0.6))
    editor.mouse.up()
    drawn = numbers(editor, new)
    assert drawn == pytest.approx([10, 20, 40, 40], abs=1)

    editor.mouse.move(*at(0.3, 0.4))
    editor.mouse.down()
    editor.mouse.move(*at(0.4, 0.5))
    editor.mouse.up()

    assert numbers(editor, new) == pytest.approx([20, 30, 40, 40], abs=1)
