"""The photo form in each of its states, in each language, for those who cannot see."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.e2e.pictures import rotated_jpeg
from tests.e2e.test_accessibility import breaches
from tests.e2e.test_phone_without_signal import PATIENCE, SEND, TILES, WITH_US


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_form_has_no_breach_from_empty_to_done(open_browser, tmp_path, language):
    page = open_browser()
    page.goto(f"/{language}/share/")
    assert breaches(page) == []

    page.set_input_files("input[type=file]", rotated_jpeg(tmp_path))
    expect(page.locator(TILES)).to_have_count(1)
    assert breaches(page) == []
    expect(page.locator(WITH_US)).to_have_count(1, timeout=PATIENCE)

    page.click(SEND)
    expect(page.locator("#share-form [role=alert]")).to_be_visible(timeout=PATIENCE)
    assert breaches(page) == []

    page.check("[name=consent]")
    page.click(SEND)
    page.wait_for_url(f"**/{language}/receipts/**", timeout=PATIENCE)
    assert breaches(page) == []
