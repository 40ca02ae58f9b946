"""A resident sends photographs; staff approve them; tourists see them; she is told."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, look_again, press
from tests.e2e.pictures import heic, metadata_of, rotated_jpeg
from tests.e2e.test_accessibility import breaches

PATIENCE = 30_000


def wait_for_review(page):
    """The receipt says that every photo waits for review: the worker is done."""
    preparing = page.locator("text=подготвя")
    look_again(page, lambda: not preparing.count())


def approve_all(staff, code):
    # Others may wait, too: more than a page of the queue shows.
    staff.goto(f"/admin/interest_forms/submission/?q={''.join(code.split())}")
    press(staff.get_by_role("link", name=code).first)
    button = staff.locator("button[value='approve'], button[name='approve_all']").first
    # The desk decides without leaving the page.
    with staff.expect_response(lambda answer: answer.request.method == "POST"):
        button.click()
    expect(staff.locator("[aria-busy]")).to_have_count(0)


def public_files(page):
    """Every public picture file that the page offers, with its bytes."""
    sets = page.locator(".gallery source, .gallery img").evaluate_all(
        "all => all.flatMap(one => (one.srcset || one.src).split(', '))"
    )
    names = {re.sub(r"\s.*", "", entry) for entry in sets if "/media/" in entry}
    base = re.match(r"https?://[^/]+", page.url)[0]
    for name in names:
        address = name if name.startswith("http") else base + name
        with urllib.request.urlopen(address, timeout=20) as answer:
            yield address, answer.read()


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no-script"])
def test_photo_goes_from_a_phone_to_the_page_of_its_place(
    open_browser, staff, tmp_path, with_script
):
    phone = open_browser(java_script_enabled=with_script)
    phone.goto("/bg/places/?q=самоков")
    press(phone.locator(".card a").first)
    place_url = phone.url
    phone.locator("main a[href*='/share/?place=']").first.click()

    phone.set_input_files("input[type=file]", [heic(tmp_path), rotated_jpeg(tmp_path)])
    phone.fill("[name=caption]", "Изглед от пътя")
    phone.fill("[name=sender_name]", "Мария Стоянова")
    phone.check("[name=credit_kind][value=initials]")
    phone.check("[name=consent]")
    phone.wait_for_timeout(1000)
    phone.locator(".form-foot button[type=submit]").click()
    phone.wait_for_url("**/bg/receipts/**", timeout=PATIENCE)
    code = phone.locator(".code").inner_text()
    assert re.fullmatch(r"\d{3}\s\d{3}", code)
    wait_for_review(phone)

    approve_all(staff, code)

    tourist = open_browser(viewport=DESK)
    tourist.goto(place_url)
    expect(tourist.locator(".gallery img").first).to_be_visible()
    expect(tourist.get_by_text("М. С.").first).to_be_visible()
    files = dict(public_files(tourist))
    assert len(files) >= 9
    for name, content in files.items():
        assert metadata_of(content) == {}, name
        assert b"SecretPhone" not in content
        assert b"Exif" not in content
    sizes = tourist.locator(".gallery img").evaluate_all(
        "all => all.map(one => [one.width, one.height].map(Number))"
    )
    assert sizes
    phone.reload()
    expect(phone.get_by_text("публикувана").first).to_be_visible()
    if with_script:
        take_down(tourist)


def take_down(tourist):
    """Somebody who is on the first photo has it hidden, without an account."""
    shown = tourist.locator(".gallery figure").count()
    place = tourist.url
    press(tourist.locator(".gallery a.report").first)
    tourist.check("[name=reason][value=me]")
    assert breaches(tourist) == []
    tourist.wait_for_timeout(1000)
    tourist.locator("main form [type=submit]").click()
    tourist.wait_for_url("**/bg/takedown/**", timeout=PATIENCE)
    expect(tourist.get_by_text("Снимката вече е скрита").first).to_be_visible()
    assert breaches(tourist) == []
    tourist.goto(place)
    figures = tourist.locator(".gallery figure")
    look_again(tourist, lambda: figures.count() == shown - 1)
