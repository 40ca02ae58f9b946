"""A form of interest from a resident's phone, with the script and without it."""

import pytest

from tests.e2e.conftest import sign_in
from tests.e2e.test_accessibility import breaches
from tests.interest_forms.test_photo_form import picture

NARROW = {"width": 360, "height": 760}
PATIENCE = 30_000
CALL = "/bg/interest/pokana-samokov/"


def photos():
    files = (picture(colour, f"{name}.jpg") for colour, name in COLOURS)
    return [
        {"name": file.name, "mimeType": "image/jpeg", "buffer": file.read()}
        for file in files
    ]


COLOURS = (("#884422", "стан"), ("#224488", "черга"))


def fill_in(page):
    """The four answers that are needed, two photos and a telephone."""
    form = page.locator("#share-form")
    form.locator("[name=title]").fill("Бабиният стан")
    form.locator("[name=kind]").select_option("tradition")
    form.locator("[name=role]").select_option("bearer")
    form.locator("[name=place_text]").fill("с. Белчин")
    form.locator("[name=phone]").fill("0888 123 456")
    page.locator("summary", has=page.locator("text=Негови снимки")).click()
    form.locator("[name=photos]").set_input_files(photos())
    form.locator("[name=photos_consent]").check()
    form.locator("[name=consent]").check()
    # Nobody sends so quickly as a program.
    page.wait_for_timeout(1100)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_form_with_two_photos_is_sent_from_a_phone(open_browser, script):
    page = open_browser(viewport=NARROW, java_script_enabled=script)
    page.goto(CALL)
    wide = [page.evaluate("document.documentElement.scrollWidth")]
    found = breaches(page) if script else []
    fill_in(page)
    if script:
        # What was typed is on this phone still when the page is opened again.
        page.locator(".upload").nth(1).wait_for(timeout=PATIENCE)
        page.goto(CALL)
        page.locator("[data-restored]").wait_for(timeout=PATIENCE)
        assert page.locator("[name=title]").input_value() == "Бабиният стан"
        assert page.locator(".upload").count() == 2
        found += breaches(page)

    page.locator(".form-foot .button-act").click()

    page.wait_for_url("**/interest/sent/**", timeout=PATIENCE)
    wide.append(page.evaluate("document.documentElement.scrollWidth"))
    assert wide == [360, 360]
    assert (found + breaches(page) if script else []) == []
    assert page.locator(".code").inner_text().replace(" ", "").isdigit()
    assert page.context.cookies() == []
    page.locator("a[href*='/receipts/']").click()
    assert page.locator("main img").count() + page.locator("main .photo").count() > 0


def test_pile_of_paper_is_entered_without_the_mouse(open_browser, portal):
    staff = open_browser()
    sign_in(staff, portal.email, portal.password)
    staff.goto("/admin/interest_forms/interestcall/enter/")
    staff.locator("main a, #content a").first.click()
    assert breaches(staff) == []
    codes = set()

    for title in ("Воденица", "Станът"):
        # The first field has the focus; digits find the boxes of the paper.
        for words in (title, "1", "3"):
            staff.keyboard.type(words)
            staff.keyboard.press("Tab")
        if not codes:
            staff.keyboard.type("Белчин")
        staff.locator("[name=sheets]").set_input_files(photos()[:1])
        staff.locator("[name=title]").press("Enter")
        staff.locator(".messagelist .success").wait_for(timeout=PATIENCE)
        codes.add(staff.locator(".messagelist .success").inner_text())

    assert len(codes) == 2
    assert staff.locator("[name=village]").input_value() == "Белчин"
