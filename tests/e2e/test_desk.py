"""The desk in a browser: keys alone, no reload, the last taken back, conflicts told."""

import re
import statistics
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, manage, sign_in
from tests.e2e.test_accessibility import breaches

QUEUE = "/admin/interest_forms/submission/"
# Submissions like the samples; the last of them with two photos.
FILL = """
import uuid
from interest_forms.models import Submission
from places.models import Photo
photo = Photo.objects.filter(state="pending", place__isnull=False).first()
other = Photo.objects.filter(state="pending").exclude(sha256=photo.sha256).first()
submission = photo.submission
for number in range(30):
    submission.pk, submission.key = None, uuid.uuid4()
    submission.code, submission.token = f"9000{number:02}", f"desk{number}"
    submission.save(force_insert=True)
    photo.pk, photo.submission = None, submission
    photo.save(force_insert=True)
other.pk, other.submission, other.place = None, submission, photo.place
other.save(force_insert=True)
"""
# A simple item, by hand; these keys are pressed by a program.
SECONDS_PER_ITEM = 8


@pytest.fixture(scope="module")
def thirty(portal):
    """Enough submissions that a moderator has something to do."""
    manage(portal.environment, "shell", "--verbosity", "0", "-c", FILL)


def open_desk(page, code=r"900 0\d\d"):
    page.goto(QUEUE)
    page.locator("#result_list a", has_text=re.compile(code)).first.click()
    page.wait_for_selector("#desk [data-key=a]")
    # Its keys are heard once its script has run.
    page.wait_for_load_state()
    page.evaluate("window.sameWindow = true")


@pytest.fixture
def desk(staff, thirty):
    """The desk with the oldest of them on it."""
    open_desk(staff)
    return staff


def code_shown(page):
    return page.locator("#desk h1").inner_text()


def press(page, key):
    """Press a key and wait until another submission stands there."""
    before = code_shown(page)
    page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('#desk h1').innerText !== before", arg=before
    )


def told(page):
    return page.locator("[data-desk-status]")


def test_twenty_are_decided_by_keys_without_a_reload(desk):
    seconds = []
    for number in range(20):
        started = time.monotonic()
        if number % 4:
            press(desk, "a")
        else:
            desk.keyboard.press("d")
            desk.keyboard.press("1")
            press(desk, "Enter")
        seconds.append(time.monotonic() - started)

    assert desk.evaluate("window.sameWindow") is True
    assert statistics.median(seconds) < SECONDS_PER_ITEM
    desk.goto(f"{QUEUE}?lane=declined")
    expect(desk.locator("#result_list a", has_text="900 0")).to_have_count(5)


def test_last_decision_is_taken_back_by_one_key(desk):
    first = code_shown(desk)
    standing = desk.locator("[data-standing]").inner_text()
    press(desk, "a")
    expect(desk.locator("#desk h1")).to_be_focused()
    expect(desk.locator("[data-standing]")).not_to_have_text(standing)

    press(desk, "z")

    assert code_shown(desk) == first
    expect(desk.locator("#desk [data-key=a]")).to_be_visible()
    assert desk.evaluate("window.sameWindow") is True


def test_letters_of_a_question_are_no_keys(desk):
    first = code_shown(desk)

    desk.keyboard.press("n")
    desk.keyboard.type("adzjk")

    question = desk.locator("[name=question]:visible")
    assert question.input_value() == "adzjk"
    assert code_shown(desk) == first

    desk.locator("#desk h1").click()
    press(desk, "j")
    press(desk, "k")
    assert question.input_value() == "adzjk"


def test_walking_the_queue_is_in_the_browser_s_history(desk):
    first, address = code_shown(desk), desk.url
    press(desk, "j")
    assert desk.url != address

    desk.go_back()

    expect(desk.locator("#desk h1")).to_have_text(first)
    assert desk.url == address


def test_second_moderator_is_told_who_was_faster(desk, portal):
    other = desk.context.new_page()
    other.goto(desk.url)
    other.wait_for_selector("#desk [data-key=a]")
    code = code_shown(desk)
    press(other, "a")

    desk.keyboard.press("d")
    desk.keyboard.press("1")
    desk.keyboard.press("Enter")

    expect(told(desk)).to_contain_text(portal.email)
    assert code_shown(desk) == code


def test_two_photos_are_shown_one_at_a_time(desk):
    open_desk(desk, "900 029")
    shown = desk.locator(".review-photo:not([hidden])")
    expect(shown).to_have_count(1)
    first = shown.get_attribute("data-photo")

    desk.keyboard.press("a")

    expect(desk.locator(f"[data-photo='{first}'] .state.approved")).to_have_count(2)
    expect(shown).to_have_count(1)
    expect(shown).not_to_have_attribute("data-photo", first)


def test_without_script_the_desk_is_a_page_for_each_step(open_browser, staff, thirty):
    plain = open_browser(viewport=DESK, java_script_enabled=False)
    plain.context.add_cookies(staff.context.cookies())
    plain.goto(QUEUE)
    plain.locator("#result_list a", has_text=re.compile(r"900 0\d\d")).first.click()
    first = code_shown(plain)

    plain.locator("button[value=approve]").first.click()
    expect(plain.locator("#desk h1")).not_to_have_text(first)
    plain.locator(".undo-button").click()

    expect(plain.locator("#desk h1")).to_have_text(first)
    expect(plain.locator("button[value=approve]").first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "viewport"), [("bg", PHONE), ("el", DESK)], ids=["bg-phone", "el-desk"]
)
def test_desk_has_no_breach_in_any_state(
    open_browser, portal, thirty, language, viewport
):
    desk = open_browser(viewport=viewport, locale=language)
    sign_in(desk, portal.email, portal.password)
    open_desk(desk)
    found = {"as it opens": breaches(desk)}
    desk.keyboard.press("n")
    found["asking"] = breaches(desk)
    desk.locator("[data-key=d]:visible").click()
    found["declining"] = breaches(desk)
    desk.locator(".compare summary").first.click()
    found["comparing"] = breaches(desk)
    press(desk, "a")
    found["decided"] = breaches(desk)
    press(desk, "z")
    found["taken back"] = breaches(desk)
    desk.goto("/admin/")
    found["first page"] = breaches(desk)
    desk.goto(QUEUE)
    desk.check("#action-toggle")
    desk.select_option("[name=action]", "decline")
    desk.locator(".actions button").click()
    desk.wait_for_selector(".bulk")
    found["many at once"] = breaches(desk)

    assert {state: what for state, what in found.items() if what} == {}
