"""A sender is advised, sends a smaller copy, and is told when she sends it again."""

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.pictures import exif
from tests.e2e.test_accessibility import breaches


@pytest.fixture
def large_photo(tmp_path):
    """Three megabytes and more, with the day and the position of a phone at Samokov."""
    path = tmp_path / "голяма.jpg"
    noise = Image.effect_noise((3200, 2400), 60).convert("RGB")
    noise.save(path, quality=90, exif=exif().tobytes())
    return path


def test_sender_is_advised_and_sends_a_smaller_copy(open_browser, large_photo):
    page = open_browser()
    page.goto("/bg/share/")
    page.fill("[name=place_text]", "рилски манстир")
    page.get_by_text("Рилски манастир", exact=True).first.click()
    page.set_input_files("input[type=file]", large_photo)
    advice = page.locator("[data-advice]")
    expect(advice).to_contain_text("км от мястото, което избрахте")
    assert breaches(page) == []

    advice.locator("input[type=checkbox]").check()
    advice.locator("button").click()
    expect(advice.locator("button")).to_have_count(0)
    page.check("[name=consent]")
    page.wait_for_timeout(1000)
    page.locator(".form-foot button[type=submit]").click()
    page.wait_for_url("**/bg/receipts/**", timeout=30_000)
    expect(page.get_by_text("6 май 2026").first).to_be_attached()

    page.goto("/bg/share/")
    page.set_input_files("input[type=file]", large_photo)
    expect(advice).to_contain_text("Вече сте изпращали", timeout=15_000)
