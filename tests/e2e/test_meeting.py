"""A village meeting: the door, codes without signal, the paper, the report."""

import subprocess
import sys

import pytest

from tests.e2e.conftest import PHONE, ROOT, sign_in
from tests.originals import drawn

# A meeting of this morning for which one person has registered; says where it is.
MAKE = """
import uuid
from datetime import time
from django.utils import timezone
from events.models import *
from events.models.registrations import hash_of, receipt_token
from partners.models import ActionGroup
group, day, key = ActionGroup.objects.first(), timezone.localdate(), uuid.uuid4()
series = MeetingSeries.objects.create(
    name_bg="Обиколка", name_en="A tour", slug="a-tour", group=group, planned=10,
    published=timezone.now())
meeting = Event.objects.create(
    name_bg="Обиколка: Белчин", name_en="A tour: Belchin", slug="a-tour-belchin",
    group=group, kind="meeting", series=series, published=timezone.now())
date = Occurrence(event=meeting, day=day, last_day=day, hour=time(0))
date.set_moments()
date.save()
sheet = RegistrationSheet.objects.create(occurrence=date)
row = Registration.objects.create(
    key=key, token_hash=hash_of(receipt_token(key)), sheet=sheet, state="confirmed",
    language="bg")
Registrant.objects.create(registration=row, name="Радка Стоянова")
print(f"/admin/events/event/{meeting.pk}/dates/{date.pk}/attendance/",
      row.get_absolute_url(), series.get_absolute_url())
"""
# Chromium on Linux reads no codes: what its camera would see is said to it.
EYES = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return window.held ? [{ rawValue: window.held }] : []; }
};
navigator.mediaDevices.getUserMedia = async () =>
  document.createElement("canvas").captureStream();
HTMLMediaElement.prototype.play = async () => {};
"""


@pytest.fixture(scope="module")
def meeting(portal):
    """Where its attendance is taken, the page of who registered, and the tour's."""
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", MAKE]
    told = subprocess.run(
        command,
        cwd=ROOT,
        env=portal.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.split()


def enter(page, name):
    page.fill("[name=name]", name)
    page.keyboard.press("Enter")
    page.wait_for_selector(f".attendance-list strong:text-is('{name}')")


def test_meeting_is_held_with_codes_walk_ins_and_a_paper_sheet(
    open_browser, portal, meeting
):
    attendance, ticket, series = meeting
    page = open_browser(viewport=PHONE)
    page.add_init_script(EYES)
    sign_in(page, portal.email, portal.password)

    # A code is scanned where there is no signal, seen again, and counted once.
    page.goto(f"{attendance}scan/")
    page.click("[data-start]")
    page.context.set_offline(True)
    page.evaluate(f"window.held = location.origin + '{ticket}'")
    page.wait_for_selector("[data-list] [data-state=kept]")
    page.context.set_offline(False)
    page.wait_for_selector("[data-list] [data-state=new]:has-text('Радка Стоянова')")
    assert page.locator("[data-list] li").count() == 1
    assert "scan" not in page.evaluate("Object.keys(localStorage).join()")

    # Three walk in; the keyboard is enough.
    page.goto(attendance)
    for name in ("Мария Попова", "Иван Петров", "Стоян Колев"):
        enter(page, name)
    page.fill("[name=number]", "7")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    # The paper: two rows, one of somebody who came in at the door.
    page.goto(f"{attendance}sheets/")
    photo = {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": drawn(5)}
    page.set_input_files("[name=photo]", photo)
    page.click(".attendance-form button[type=submit]")
    page.fill("[name=row-0-name]", "Иван Петров")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-entries] [data-before]")
    page.keyboard.type("Елена Георгиева")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-entries] li:has-text('Елена Георгиева')")

    # The report begins with both figures; with it the meeting is held.
    page.goto(attendance)
    page.click("a[href*='meetingreport/add/?occurrence']")
    assert page.input_value("[name=head_count]") == "7"
    assert page.input_value("[name=unique_people]") == "5"
    page.fill("[name=minutes]", "За чешмата.")
    page.click("[name=_save]")
    page.goto(series)
    assert page.locator("progress").get_attribute("value") == "1"
    assert page.evaluate("window.cspBreaches") == []
