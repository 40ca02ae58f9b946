"""The portal on a phone's own screen, and what it says of a page it does not hold."""

from playwright.sync_api import expect

from tests.e2e.test_accessibility import breaches


def test_page_that_is_not_on_the_phone_leads_to_the_form(phone):
    phone.context.set_offline(True)

    phone.goto("/bg/places/")

    assert breaches(phone) == []
    phone.locator("main a[href='/bg/share/']").click()
    expect(phone.locator("#share-form")).to_be_visible()


def test_browser_offers_to_install_the_portal(phone):
    session = phone.context.new_cdp_session(phone)

    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]

    # Test browsers keep nothing: that is what "in-incognito" says.
    assert [one["errorId"] for one in errors if one["errorId"] != "in-incognito"] == []
