"""A form of interest from a resident's phone, with the script and without it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.codes import code_on
from tests.e2e.conftest import look_again, sign_in
from tests.e2e.test_accessibility import breaches
from tests.interest_forms.test_photo_form import picture

NARROW = {"width": 360, "height": 760}
PATIENCE = 30_000
CALL = "/bg/interest/pokana-samokov/"


def photos():
    return sent(picture(colour, f"{name}.jpg") for colour, name in COLOURS)


def sent(files):
    """As the browser is told to choose them."""
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
        expect(page.locator("[name=title]")).to_have_value("Бабиният стан")
        expect(page.locator(".upload")).to_have_count(2)
        found += breaches(page)

    page.locator(".form-foot .button-act").click()

    page.wait_for_url("**/interest/sent/**", timeout=PATIENCE)
    wide.append(page.evaluate("document.documentElement.scrollWidth"))
    assert wide == [360, 360]
    assert (found + breaches(page) if script else []) == []
    assert page.locator(".code").inner_text().replace(" ", "").isdigit()
    assert page.context.cookies() == []
    page.locator("a[href*='/receipts/']").click()
    page.wait_for_url("**/receipts/**", timeout=PATIENCE)
    look_again(page, lambda: page.locator("main .preview img").count() == 2)


def test_what_a_quota_is_of_stands_in_whole_words_also_when_it_is_full(open_browser):
    page = open_browser(viewport=NARROW)
    page.goto(CALL)
    quota = page.locator(".quotas li").first
    page.evaluate("document.fonts.ready")
    before = quota.locator(".what").bounding_box()["height"]

    told = "6 от 3 · запълнено: новото влиза в резерва"
    quota.locator(".many").evaluate("(many, told) => (many.textContent = told)", told)

    assert quota.locator(".what").bounding_box()["height"] == before


def test_twenty_sheets_are_entered_in_a_row_without_the_mouse(open_browser, portal):
    staff = open_browser()
    # Told now, the browser surely knows by then who answers when it asks for files.
    staff.on("filechooser", lambda _chooser: None)
    sign_in(staff, portal.email, portal.password)
    staff.goto("/admin/interest_forms/interestcall/enter/")
    staff.locator("#content a").first.focus()
    with staff.expect_navigation():
        staff.keyboard.press("Enter")
    # The page itself takes the focus to its first field.
    staff.locator("[name=title]:focus").wait_for(timeout=PATIENCE)
    staff.locator("#id_pile").focus()
    with staff.expect_file_chooser() as chooser:
        staff.keyboard.press("Enter")
    sheets = (
        picture(f"hsl({18 * number}, 80%, 50%)", f"{number}.jpg")
        for number in range(20)
    )
    chooser.value.set_files(sent(sheets))
    staff.keyboard.press("Tab")
    staff.keyboard.press("Enter")
    staff.locator("text=20 снимки чакат").wait_for(timeout=PATIENCE)
    assert breaches(staff) == []

    for number in range(20):
        # The first field has the focus; digits find the boxes of the paper.
        staff.locator("[name=title]:focus").wait_for(timeout=PATIENCE)
        staff.wait_for_load_state()
        for keys in (f"Воденица {number}", "1", "3"):
            staff.keyboard.type(keys)
            staff.keyboard.press("Tab")
        if number == 0:
            staff.keyboard.type("Белчин")
        staff.keyboard.press("Enter")
        staff.locator(f"text=Въведено: Воденица {number},").wait_for(timeout=PATIENCE)

    staff.locator("[name=title]:focus").wait_for(timeout=PATIENCE)
    staff.wait_for_load_state()
    expect(staff.locator("[name=village]")).to_have_value("Белчин")
    staff.keyboard.type("Станът")
    staff.keyboard.press("Enter")
    staff.locator(".errornote").wait_for(timeout=PATIENCE)
    expect(staff.locator("[name=kind]")).to_be_focused()


def test_code_on_the_paper_opens_its_form_prefilled(open_browser, portal):
    page = open_browser()
    page.goto(f"{CALL}?print=1&place_text=Белчин")

    read = code_on(page)
    sheets = page.pdf(prefer_css_page_size=True)

    page.goto(read)
    assert b"/Count 2" in sheets
    assert read.startswith(f"{portal.url}{CALL}")
    assert page.locator("[name=place_text]").input_value() == "Белчин"
