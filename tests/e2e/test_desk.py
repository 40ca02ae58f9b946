"""The desk in a browser: keys alone, no reload, the last taken back, conflicts told."""

import statistics
import time

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import manage

QUEUE = "/admin/interest_forms/submission/"
# Twenty-two submissions like one of the samples, to pages of the demonstration.
FILL = """
import uuid
from interest_forms.models import Submission
from places.models import Photo
photo = Photo.objects.filter(state="pending", place__isnull=False).first()
submission = photo.submission
for number in range(22):
    submission.pk, submission.key = None, uuid.uuid4()
    submission.code, submission.token = f"9000{number:02}", f"desk{number}"
    submission.save(force_insert=True)
    photo.pk, photo.submission = None, submission
    photo.save(force_insert=True)
"""
SECONDS_PER_ITEM = 8


@pytest.fixture(scope="module")
def twenty(portal):
    """Enough submissions that a moderator has something to do."""
    manage(portal.environment, "shell", "--verbosity", "0", "-c", FILL)


@pytest.fixture
def desk(staff, twenty):
    """The desk with the oldest of them on it."""
    staff.goto(QUEUE)
    staff.locator("#result_list a", has_text="900 0").first.click()
    staff.wait_for_selector("#desk [data-key=a]")
    staff.evaluate("window.sameWindow = true")
    return staff


def code_shown(page):
    return page.locator("#desk h1").inner_text()


def told(page):
    return page.locator("[data-desk-status]")


def press(page, key):
    """Press a key and wait until another submission stands there."""
    before = code_shown(page)
    page.keyboard.press(key)
    expect(page.locator("#desk h1")).not_to_have_text(before)


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
    desk.goto(f"{QUEUE}?lane=declined")
    expect(desk.locator("#result_list a", has_text="900 0")).to_have_count(5)
    assert statistics.median(seconds) < SECONDS_PER_ITEM
