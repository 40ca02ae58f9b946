"""A tour of ten villages: pasted, printed, one meeting held, closed and reported."""

import io
import zipfile
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, press, sign_in
from tests.e2e.test_accessibility import breaches
from tests.originals import drawn
from tests.pdfs import Pdf

VILLAGES = [
    *("Белчин", "Рельово", "Продановци", "Доспей", "Говедарци"),
    *("Радуил", "Широки дол", "Шипочане", "Ярлово", "Алино"),
]
PEOPLE = ("Мария Попова", "Иван Петров", "Стоян Колев")


def lines():
    """As rows of a spreadsheet are pasted; the first meeting is today."""
    today = timezone.localdate()
    days = [today + timedelta(days=7 * number) for number in range(len(VILLAGES))]
    return "\n".join(
        f"с. {village}\tчиталището\t{day:%d.%m.%Y}\t{'18:30' if number else '0:00'}"
        for number, (village, day) in enumerate(zip(VILLAGES, days, strict=True))
    )


def checked(page):
    """What is wrong here: for axe, for the CSP, for those with a narrow screen."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth")
    is_wide = wide > page.viewport_size["width"]
    return breaches(page) + [f"{page.url} is {wide} pixels wide"] * is_wide


def made_of(page):
    """The PDFs of the one kind, once the worker has made them all."""
    page.wait_for_selector("[data-watched]:not([data-unfinished])", timeout=180_000)
    packed = page.get_attribute(".print-together a", "href")
    answer = page.request.get(page.url + packed)
    with zipfile.ZipFile(io.BytesIO(answer.body())) as pack:
        return [Pdf(pack.read(name)) for name in pack.namelist()]


def enter(page, name):
    page.fill("[name=name]", name)
    page.press("[name=name]", "Enter")
    page.wait_for_selector(f".attendance-list strong:text-is('{name}')")
    # A page that is not whole yet still takes the focus to its first field.
    page.wait_for_load_state()


def test_tour_is_pasted_printed_held_and_reported(open_browser, portal):
    desk = open_browser(viewport=DESK)
    sign_in(desk, portal.email, portal.password)

    # The series, and its ten meetings from one paste.
    desk.goto("/admin/events/meetingseries/add/")
    desk.fill("[name=name_bg]", "Разкажете ни за селото")
    desk.select_option("[name=group]", label="МИГ Самоков")
    desk.fill("[name=planned]", "10")
    desk.click("[name=_continue]")
    desk.get_by_role("link", name="Добави срещи").click()
    desk.fill("#lines", lines())
    press(desk.get_by_role("button", name="Прегледай"))
    problems = checked(desk)
    press(desk.get_by_role("button", name="Създай 10 срещи"))
    assert desk.locator(".series-table tbody tr").count() == 10
    press(desk.get_by_role("button", name="Покажи го на посетителите"))
    series = desk.get_by_role("link", name="Публична страница").get_attribute("href")

    # A poster for each and one for all are asked for; meanwhile the evening comes.
    desk.get_by_role("link", name="Плакати и листове за печат").click()
    press(desk.get_by_role("button", name="Направи плакати"))

    # On a telephone: three walk in, seven heads are counted.
    page = open_browser(viewport=PHONE, storage_state=desk.context.storage_state())
    page.goto(series)
    press(page.locator(".series-dates a").first)
    number = page.url.rstrip("/").rpartition("-")[2]
    page.goto(f"/admin/events/event/{number}/change/")
    page.get_by_role("link", name="Отбележете присъствието").first.click()
    for name in PEOPLE:
        enter(page, name)
    page.fill("[name=number]", "7")
    with page.expect_navigation():
        page.press("[name=number]", "Enter")
    problems += checked(page)
    attendance = page.url

    # The signed paper is photographed, and typed from the picture: one of its two
    # people came in at the door.
    page.get_by_role("link", name="Подписани листове").click()
    photo = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": drawn(5)}
    page.set_input_files("[name=photo]", photo)
    problems += checked(page)
    press(page.locator(".attendance-form button[type=submit]"))
    # Until its script is there, the Enter key sends the whole sheet.
    page.wait_for_selector("[data-sheet][data-scripted]")
    page.fill("[name=row-0-name]", "Иван Петров")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-entries] [data-before]")
    page.keyboard.type("Елена Георгиева")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-entries] li:has-text('Елена Георгиева')")
    problems += checked(page)

    # The report begins with both figures; with it, and only with it, it was held.
    page.goto(attendance)
    page.click("a[href*='meetingreport/add/?occurrence']")
    expect(page.locator("[name=head_count]")).to_have_value("7")
    expect(page.locator("[name=unique_people]")).to_have_value("4")
    page.fill("[name=minutes]", "За чешмата и за стария мост.")
    problems += checked(page)
    press(page.locator("[name=_save]"))
    page.goto(series)
    bar = page.locator("progress")
    assert [bar.get_attribute(name) for name in ("max", "value")] == ["10", "1"]
    assert "Планирани: 10 · с дата: 10 · проведени: 1" in page.inner_text("main")
    problems += checked(page)

    # What the worker has drawn of it meanwhile.
    posters = made_of(desk)
    problems += checked(desk)
    assert [poster.language for poster in posters] == ["bg"] * 11
    told = [poster.words for poster in posters]
    assert all(any(village in words for words in told) for village in VILLAGES)
    assert problems == []
