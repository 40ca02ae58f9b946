"""Codes at the door of a village meeting, also where there is no signal."""

import subprocess
import sys

import pytest
import segno

from tests.e2e.conftest import PHONE, ROOT, sign_in
from tests.e2e.test_accessibility import breaches

# A meeting of this morning for which one person has registered; says where both are.
MAKE = """
import uuid
from datetime import time
from django.utils import timezone
from events.models import *
from events.models.registrations import hash_of, receipt_token
from partners.models import ActionGroup
group, day, key = ActionGroup.objects.first(), timezone.localdate(), uuid.uuid4()
meeting = Event.objects.create(
    name_bg="Среща в Белчин", name_en="Meeting in Belchin", slug="meeting-in-belchin",
    group=group, kind="meeting", published=timezone.now())
date = Occurrence(event=meeting, day=day, last_day=day, hour=time(0))
date.set_moments()
date.save()
sheet = RegistrationSheet.objects.create(occurrence=date)
row = Registration.objects.create(
    key=key, token_hash=hash_of(receipt_token(key)), sheet=sheet, state="confirmed",
    language="bg")
Registrant.objects.create(registration=row, name="Радка Стоянова")
print(f"/admin/events/event/{meeting.pk}/dates/{date.pk}/attendance/",
      row.get_absolute_url())
"""
# Chromium on Linux reads no codes itself; its camera sees the squares that are held up.
EYES = """
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 480;
  const pen = canvas.getContext("2d");
  setInterval(() => {
    pen.fillStyle = "white";
    pen.fillRect(0, 0, 480, 480);
    pen.fillStyle = "black";
    (window.held ?? []).forEach((row, y) => row.forEach((dark, x) => {
      if (dark) pen.fillRect(60 + 8 * x, 60 + 8 * y, 8, 8);
    }));
  }, 100);
  return canvas.captureStream(10);
};
"""


@pytest.fixture(scope="module")
def meeting(portal):
    """Where its attendance is taken, and the page of who registered."""
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


def test_code_scanned_without_signal_is_kept_and_counted_once(
    open_browser, portal, meeting
):
    attendance, ticket = meeting
    page = open_browser(viewport=PHONE)
    page.add_init_script(EYES)
    sign_in(page, portal.email, portal.password)

    page.goto(f"{attendance}scan/")
    found = breaches(page)
    page.click("[data-start]")
    page.context.set_offline(True)
    square = [list(row) for row in segno.make(portal.url + ticket).matrix]
    page.evaluate("square => { window.held = square; }", square)
    page.wait_for_selector("[data-list] [data-state=kept]")
    page.context.set_offline(False)
    page.wait_for_selector("[data-list] [data-state=new]:has-text('Радка Стоянова')")

    # It goes on being seen.
    assert page.locator("[data-list] li").count() == 1
    assert "scan" not in page.evaluate("Object.keys(localStorage).join()")
    page.goto(attendance)
    assert (
        page.locator(".attendance-list strong:text-is('Радка Стоянова')").count() == 1
    )
    assert found == []
