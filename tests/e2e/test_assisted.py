"""At a meeting staff enter for somebody who has signed on paper."""

import re

from playwright.sync_api import expect

from tests.e2e.pictures import rotated_jpeg
from tests.e2e.test_accessibility import breaches

ENTER = "/admin/interest_forms/submission/add/"


def test_staff_enter_photos_with_the_signed_paper(staff, tmp_path):
    staff.goto(ENTER)
    staff.locator("#content ul a").first.click()
    staff.fill("[name=sender_name]", "Стоян Петров")
    staff.set_input_files("[name=sheets]", rotated_jpeg(tmp_path))
    staff.set_input_files("[name=photos]", rotated_jpeg(tmp_path))
    staff.click("button[value=add]")

    expect(staff.locator("[name=kept_sheets]")).to_have_count(1)
    expect(staff.locator("[name=sender_name]")).to_have_value("Стоян Петров")
    assert breaches(staff) == []
    staff.fill("fieldset.row input[name$=caption]", "Хоро на мегдана")
    staff.click("button[value=enter]")

    code = staff.locator(".slip .code")
    expect(code).to_have_text(re.compile(r"\d{3}\s\d{3}"))
    assert breaches(staff) == []
    number = code.inner_text()
    staff.get_by_role("link", name="Към изпратеното").click()
    expect(staff.locator("#desk")).to_contain_text(number)
    expect(staff.locator("#desk")).to_contain_text("Стоян Петров")
