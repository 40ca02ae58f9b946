"""One seat for two: registered by phone, given back, offered to the next, and taken."""

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, press
from tests.e2e.test_accessibility import breaches


def test_seat_that_is_given_back_goes_to_the_next_in_line(open_browser, staff):
    staff.goto("/admin/events/registrationsheet/add/")
    dates = staff.locator("#id_occurrence option[value]:not([value=''])")
    number = dates.last.get_attribute("value")
    staff.select_option("#id_occurrence", number)
    staff.fill("#id_capacity", "1")
    staff.fill("#id_questions-0-text_bg", "Ще останете ли за обяда?")
    press(staff.locator("[name=_continue]"))

    def registered(name, language):
        """Her receipt, and what is wrong with the form for those who do not see it."""
        page = open_browser(viewport=PHONE)
        page.goto(f"/{language}/register/{number}/")
        found = breaches(page)
        page.fill("[name=name]", name)
        page.get_by_label("Ще останете ли за обяда?").fill("да")
        # Nobody sends so quickly as a program.
        page.wait_for_timeout(1100)
        page.click("main [type=submit]")
        page.wait_for_url(f"**/{language}/registrations/*/")
        return page, found + breaches(page)

    ana, problems = registered("Ана", "bg")
    eleni, more = registered("Ελένη", "el")
    expect(eleni.get_by_text("Είστε στη λίστα αναμονής")).to_be_visible()

    ana.click("[value=cancel]")
    expect(ana.get_by_text("Записването Ви е отказано")).to_be_visible()
    eleni.reload()
    eleni.click("[value=accept]")
    expect(eleni.get_by_text("Έχετε εγγραφεί")).to_be_visible()

    staff.reload()
    expect(staff.locator("#people-title")).to_contain_text("1 от 1")
    assert problems + more + breaches(staff) == []
