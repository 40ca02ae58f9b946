"""An event's way from a resident's phone into the calendar."""

from playwright.sync_api import expect

from tests.e2e.conftest import press, sign_in
from tests.e2e.test_accessibility import breaches

NARROW = {"width": 320, "height": 700}


def written(page):
    """Fill the form in as people do; what is understood is shown before it is sent."""
    form = page.locator("#tell-form")
    form.locator("[name=name]").fill("Събор на гайдарите")
    form.locator("[name=date-0-days]").fill("28–29 август")
    form.locator("[name=date-0-begins]").fill("18 ч.")
    press(form.locator("[value=add]"))
    form.locator("[name=date-1-days]").fill("5.9.")
    form.locator("[name=place_text]").fill("с. Белчин")
    form.locator("[name=contact]").fill("0888 123 456")
    form.locator("[name=consent]").check()
    press(form.locator(".form-foot button"))
    return page.locator(".tell-preview").inner_text()


def test_event_told_on_a_phone_without_script_comes_into_the_calendar(
    open_browser, portal
):
    phone = open_browser(viewport=NARROW, java_script_enabled=False)
    phone.goto("/bg/calendar/")
    phone.locator(".tell-us a").click()
    preview = written(phone)
    assert "28–29 август" in preview
    assert "Белчин, общ. Самоков" in preview
    phone.wait_for_timeout(1100)
    press(phone.locator("[value=send]"))
    receipt = phone.url
    assert phone.locator(".code").inner_text().replace(" ", "").isdigit()
    assert phone.context.cookies() == []

    staff = open_browser()
    sign_in(staff, portal.email, portal.password)
    staff.locator(".counters a[href*=eventproposal]").click()
    row = staff.locator("#result_list tbody tr", has_text="Събор на гайдарите")
    press(row.locator("a").first)
    assert breaches(staff) == []
    press(staff.locator("[value=approve]"))

    phone.goto(receipt)
    phone.locator(".notice.good a").click()
    expect(phone.locator("h1")).to_contain_text("Събор на гайдарите")
    phone.wait_for_load_state()
    assert "0888" not in phone.content()


def test_what_is_understood_and_the_receipt_have_no_breach_and_no_scroll(open_browser):
    page = open_browser(viewport=NARROW)
    page.goto("/bg/events/tell/")
    written(page)
    found = breaches(page)
    wide = [page.evaluate("document.documentElement.scrollWidth")]
    page.wait_for_timeout(1100)

    press(page.locator("[value=send]"))

    wide.append(page.evaluate("document.documentElement.scrollWidth"))
    assert (found + breaches(page), wide) == ([], [320, 320])
