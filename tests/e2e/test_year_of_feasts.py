"""A tourist looks through a year of Samokov's feasts, in Bulgarian and in Greek."""

import re
from datetime import date, timedelta

from dateutil.easter import EASTER_ORTHODOX, easter
from django.utils import timezone, translation
from playwright.sync_api import expect

from hub.shared.days import weekday_words
from tests.e2e.conftest import DESK, press
from tests.e2e.test_accessibility import breaches

YEAR = timezone.localdate().year + 1
NAMES = {
    "bg": ("Великден", "Петровски събор", "Храмов празник на Митрополитската"),
    "el": ("Πάσχα", "Πανηγύρι των Αγίων Αποστόλων", "Πανήγυρη του Μητροπολ"),
}


def sunday_after_petrovden(year):
    """The first one after 29 June."""
    following = date(year, 6, 30)
    return following + timedelta(days=(6 - following.weekday()) % 7)


def days_in(language):
    days = (
        easter(YEAR, EASTER_ORTHODOX),
        sunday_after_petrovden(YEAR),
        date(YEAR, 8, 15),
    )
    with translation.override(language):
        return [weekday_words(day) for day in days]


def expect_the_feasts(page, language):
    for name, day in zip(NAMES[language], days_in(language), strict=True):
        row = page.locator(".year li").filter(has_text=name).filter(has_text=day)
        expect(row).not_to_have_count(0)


def test_year_of_samokovs_feasts_in_bulgarian_and_in_greek(open_browser):
    page = open_browser(viewport=DESK)
    page.goto("/bg/groups/mig-samokov/")
    press(page.get_by_role("link", name="Целият календар"))
    ways = page.get_by_role("navigation", name="Начини")
    press(ways.get_by_role("link", name="Година"))
    if f"year={YEAR}" not in page.url:
        press(page.locator("a[rel~=next]"))
    expect(page).to_have_url(re.compile(rf"year={YEAR}"))
    expect(page).to_have_url(re.compile(r"group=mig-samokov"))
    expect_the_feasts(page, "bg")
    assert breaches(page) == []

    page.get_by_role("link", name="Петровски събор").first.click()
    expect(page.locator("main")).to_contain_text("първата неделя след Петровден")
    expect(page.locator("main")).to_contain_text("още непотвърдено")
    expect(page.locator(".hours li").first).to_contain_text("10:00")
    assert breaches(page) == []
    page.go_back()
    expect(page).to_have_url(re.compile(rf"year={YEAR}"))

    greek = page.url.replace("/bg/", "/el/")
    phone = open_browser(
        viewport={"width": 320, "height": 640}, java_script_enabled=False
    )
    phone.goto(greek)
    expect_the_feasts(phone, "el")
    phone.get_by_role("link", name=NAMES["el"][1]).first.click()
    expect(phone.locator("main")).to_contain_text(days_in("el")[1])
    expect(phone.locator("main")).to_contain_text("δεν έχει επιβεβαιωθεί ακόμη")
