"""The photo form on a phone in a valley: nothing is lost, it is sent by itself."""

import contextlib
import functools
import re

import pytest
from playwright.sync_api import Error, expect

from tests.e2e.conftest import connect
from tests.e2e.pictures import rotated_jpeg, scene
from tests.e2e.test_accessibility import breaches

PATIENCE = 30_000
SHARE = "/bg/share/"
SEND = ".form-foot button[type=submit]"
TILES = "[data-uploads] .upload"
WITH_US = "[data-uploads] .badge.confirmed"
WAITING = "[data-notice=waiting]"
ARRIVED = "[data-arrived] a"
ONE_PHOTO = "SELECT count(*) FROM places_photo WHERE caption_bg = %s"
# Whether the phone has kept what was typed and, last, ticked.
IS_KEPT = """async (caption) => {
  const done = (request) => new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  const db = await done(indexedDB.open("megdan"));
  const drafts = await done(db.transaction("drafts").objectStore("drafts").getAll());
  db.close();
  const told = drafts.map(({ fields }) => Object.fromEntries(fields));
  return told.some((one) => one.caption === caption && one.consent);
}"""
# Counts the bytes of a photo that are sent; the line breaks after `most` pieces.
COUNT_PIECES = """
Object.assign(window, { sent: 0, pieces: 0, most: Infinity });
const ask = window.fetch;
window.fetch = async (address, options) => {
  const length = options?.method === "PATCH" ? options.body.byteLength : 0;
  if (length && ++window.pieces > window.most) throw new TypeError("broken");
  window.sent += length;
  return ask(address, options);
};
null;
"""
# The form arrives; what the server answers is lost on the way back.
LOSE_ANSWERS = """
const { fetch } = window;
window.fetch = async (address, options) => {
  const answer = await fetch(address, options);
  if (address === "/bg/share/") throw new TypeError("lost");
  return answer;
};
null;
"""
# A page of another app, for all the portal knows: it hands files over by a form.
GALLERY = """
document.body.innerHTML = `<form method="post" enctype="multipart/form-data"
  action="/bg/share/target/"><input type="file" name="photos" multiple><button>`;
"""


@pytest.fixture
def ask(portal):
    """The one value that the portal's database gives."""

    def answer(question, *values):
        name = portal.environment["DATABASE_URL"].rpartition("/")[2]
        with contextlib.closing(connect(name)) as database:
            cursor = database.cursor()
            cursor.execute(question, values)
            return cursor.fetchone()[0]

    return answer


@pytest.fixture
def photos_called(ask):
    """How many photos with this caption the portal has."""
    return functools.partial(ask, ONE_PHOTO)


def fill_in(page, caption, *photos):
    page.set_input_files("input[type=file]", photos)
    page.fill("[name=caption]", caption)
    page.check("[name=consent]")
    expect(page.locator(TILES)).to_have_count(len(photos))


def killed(page):
    """The tab is killed in the middle of what it did; another is opened later."""
    context = page.context
    with contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=2000)
    page.close()
    return context.new_page()


def wait_until(page, happened):
    """While we wait, the browser's events are heard."""
    for _ in range(240):
        if happened():
            return
        page.wait_for_timeout(500)
    pytest.fail(f"it had not happened after two minutes: {page.url}")


def large_photo(folder):
    """A photo that takes several pieces."""
    path = folder / "голяма.jpg"
    scene(1200, 900, "#336699").effect_spread(300).save(path, quality=95)
    return path


def receipt_of(page):
    page.wait_for_url("**/bg/receipts/**", timeout=PATIENCE)
    return page.locator(".code").inner_text()


def test_form_filled_in_without_signal_arrives_when_it_is_back(
    phone, tmp_path, photos_called
):
    phone.context.set_offline(True)
    phone.goto(SHARE)
    fill_in(phone, "Снимка от долината", rotated_jpeg(tmp_path))
    phone.click(SEND)
    expect(phone.locator(WAITING)).to_be_visible()
    assert breaches(phone) == []

    phone.context.set_offline(False)

    code = receipt_of(phone)
    assert re.fullmatch(r"\d{3}\s\d{3}", code)
    assert photos_called("Снимка от долината") == 1
    phone.goto(SHARE)
    phone.click("[data-receipts] summary")
    expect(phone.locator("[data-receipts] a")).to_have_text(code)
    expect(phone.locator("[name=caption]")).to_have_value("")
    assert breaches(phone) == []
    phone.click("[data-receipts] button")
    expect(phone.locator("[data-receipts]")).to_be_hidden()


def test_tab_killed_before_sending_loses_neither_words_nor_photos(
    phone, tmp_path, photos_called
):
    fill_in(phone, "Преди изпращане", rotated_jpeg(tmp_path))
    expect(phone.locator(WITH_US)).to_have_count(1, timeout=PATIENCE)
    phone.wait_for_function(IS_KEPT, arg="Преди изпращане")

    again = killed(phone)
    again.goto(SHARE)

    expect(again.locator("[data-restored]")).to_be_visible()
    expect(again.locator(TILES)).to_have_count(1)
    expect(again.locator("[name=caption]")).to_have_value("Преди изпращане")
    assert breaches(again) == []
    again.click(SEND)
    receipt_of(again)
    assert photos_called("Преди изпращане") == 1


def test_tab_killed_in_the_middle_of_a_photo_sends_only_the_rest(phone, tmp_path):
    photo = large_photo(tmp_path)
    phone.evaluate(COUNT_PIECES)
    phone.evaluate("window.most = 2")
    fill_in(phone, "Голяма снимка", photo)
    expect(phone.locator("[data-uploads] .badge.awaiting")).to_be_visible()
    phone.wait_for_function("window.pieces > window.most")
    assert breaches(phone) == []
    arrived = phone.evaluate("window.sent")

    again = killed(phone)
    again.add_init_script(COUNT_PIECES)
    again.goto(SHARE)

    expect(again.locator(WITH_US)).to_have_count(1, timeout=PATIENCE)
    assert 0 < arrived < photo.stat().st_size
    assert again.evaluate("window.sent") == photo.stat().st_size - arrived


def test_tab_killed_between_the_photos_and_the_form_sends_it_once(
    phone, tmp_path, photos_called
):
    phone.evaluate(LOSE_ANSWERS)
    fill_in(phone, "Изгубеният отговор", rotated_jpeg(tmp_path))
    phone.click(SEND)
    expect(phone.locator(WAITING)).to_be_visible(timeout=PATIENCE)

    again = killed(phone)
    again.goto(SHARE)

    expect(again.locator(ARRIVED)).to_be_visible(timeout=PATIENCE)
    assert photos_called("Изгубеният отговор") == 1
    expect(again.locator("[data-outbox]")).to_be_hidden()
    assert breaches(again) == []


def test_waiting_form_is_sent_by_the_browser_without_any_page(
    phone, portal, tmp_path, photos_called
):
    context = phone.context
    context.set_offline(True)
    phone.goto(SHARE)
    fill_in(phone, "Изпратена на заден план", large_photo(tmp_path))
    phone.click(SEND)
    expect(phone.locator(WAITING)).to_be_visible()
    phone.close()
    context.set_offline(False)
    other = context.new_page()
    other.goto("/healthz")
    session = context.new_cdp_session(other)
    found = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    wait_until(other, lambda: found)

    worker = {"origin": f"{portal.url}/", "tag": "deliver", "lastChance": False}
    worker["registrationId"] = found[0]["registrationId"]
    session.send("ServiceWorker.dispatchSyncEvent", worker)

    wait_until(other, lambda: photos_called("Изпратена на заден план"))
    assert photos_called("Изпратена на заден план") == 1
    other.goto(SHARE)
    expect(other.locator("[data-receipts]")).to_be_visible()


def share_from_gallery(page, *photos):
    page.evaluate(GALLERY)
    page.set_input_files("input[type=file]", photos)
    page.click("button")
    page.wait_for_url(re.compile(r"/bg/share/(\?.*)?$"), timeout=PATIENCE)


def test_photos_shared_from_the_gallery_stand_in_the_form(
    phone, tmp_path, photos_called
):
    phone.context.set_offline(True)

    share_from_gallery(phone, rotated_jpeg(tmp_path), large_photo(tmp_path))

    expect(phone.locator(TILES)).to_have_count(2)
    phone.context.set_offline(False)
    phone.fill("[name=caption]", "От галерията")
    phone.check("[name=consent]")
    assert photos_called("От галерията") == 0
    phone.click(SEND)
    receipt_of(phone)
    assert photos_called("От галерията") == 2


def test_photos_shared_before_there_is_a_worker_stand_in_the_form(
    open_browser, tmp_path, photos_called
):
    page = open_browser(service_workers="block")
    page.goto("/bg/receipts/")

    share_from_gallery(page, rotated_jpeg(tmp_path))

    expect(page.locator(TILES)).to_have_count(1)
    page.wait_for_url(f"**{SHARE}")
    page.fill("[name=caption]", "При първото споделяне")
    page.check("[name=consent]")
    page.wait_for_timeout(1000)
    page.click(SEND)
    receipt_of(page)
    assert photos_called("При първото споделяне") == 1


def test_form_that_is_not_complete_says_so_and_keeps_the_photos(phone, tmp_path):
    fill_in(phone, "Без съгласие", rotated_jpeg(tmp_path))
    phone.uncheck("[name=consent]")
    phone.click(SEND)

    expect(phone.locator("#share-form [role=alert]")).to_be_visible(timeout=PATIENCE)
    expect(phone.locator(TILES)).to_have_count(1)
    expect(phone.locator("[name=kept]")).to_have_count(0)
    assert breaches(phone) == []
    phone.check("[name=consent]")
    phone.click(SEND)
    receipt_of(phone)


def test_second_tab_has_a_form_of_its_own(phone, tmp_path):
    fill_in(phone, "В първия прозорец", rotated_jpeg(tmp_path))

    second = phone.context.new_page()
    second.goto(SHARE)

    expect(second.locator("[data-elsewhere]")).to_be_visible()
    expect(second.locator("[name=caption]")).to_have_value("")
    assert breaches(second) == []


# As a phone without a free byte.
FULL = """
IDBObjectStore.prototype.put = function () {
  throw new DOMException("full", "QuotaExceededError");
};
null;
"""


def test_phone_that_is_full_sends_what_it_cannot_keep(phone, tmp_path, photos_called):
    phone.evaluate(FULL)
    phone.context.set_offline(True)
    fill_in(phone, "Пълен телефон", rotated_jpeg(tmp_path))
    expect(phone.locator(TILES)).to_contain_text("телефонът е пълен")
    phone.click(SEND)
    expect(phone.locator("[data-unsafe]")).to_be_visible()
    expect(phone.locator("[data-safe]")).to_be_hidden()
    assert breaches(phone) == []

    phone.context.set_offline(False)

    receipt_of(phone)
    assert photos_called("Пълен телефон") == 1


# A portal that has lost the address of its forms: trying again would not help.
LOSE_ADDRESS = """
const { fetch } = window;
window.fetch = (address, options) =>
  fetch(address === "/bg/share/" ? "/lost/" : address, options);
null;
"""


def test_what_never_passes_is_said_and_not_tried_for_ever(phone, tmp_path):
    phone.evaluate(LOSE_ADDRESS)
    fill_in(phone, "Няма къде", rotated_jpeg(tmp_path))
    phone.click(SEND)

    expect(phone.locator("[data-notice=broken]")).to_be_visible(timeout=PATIENCE)
    expect(phone.locator(SEND)).to_be_enabled()
    expect(phone.locator(TILES)).to_have_count(1)
    assert breaches(phone) == []


def test_what_was_begun_is_deleted_by_one_tap(phone, tmp_path):
    fill_in(phone, "За изтриване", rotated_jpeg(tmp_path))
    phone.wait_for_function(IS_KEPT, arg="За изтриване")
    phone.reload()
    phone.locator("[data-restored] button").click()

    expect(phone.locator("[data-restored]")).to_be_hidden()
    phone.reload()
    expect(phone.locator("[name=caption]")).to_have_value("")
    expect(phone.locator(TILES)).to_have_count(0)


def test_code_of_a_place_scanned_without_signal_keeps_its_place(phone, tmp_path, ask):
    number = ask("SELECT min(id) FROM places_place WHERE published IS NOT NULL")
    phone.context.set_offline(True)
    phone.goto(f"{SHARE}?place={number}")
    chosen = phone.locator("[data-places] input:checked")
    expect(chosen).to_have_value(str(number))
    phone.fill("[name=place_text]", "Църквата")
    expect(phone.locator("[data-found]")).to_contain_text("няма сигнал")
    assert breaches(phone) == []
    fill_in(phone, "От кода без сигнал", rotated_jpeg(tmp_path))
    phone.wait_for_function(IS_KEPT, arg="От кода без сигнал")

    phone.reload()
    expect(chosen).to_have_value(str(number))
    phone.click(SEND)
    phone.context.set_offline(False)

    receipt_of(phone)
    found = "SELECT place_id FROM places_photo WHERE caption_bg = %s"
    assert ask(found, "От кода без сигнал") == number
