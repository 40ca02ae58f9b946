"""The crews' week under a real mouse: what is dragged, dropped, and pressed twice."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, sign_in
from tests.e2e.test_interest_story import DESKS, PATIENCE, press

# A card's own form says where it stands.
WHERE = ("crew", "day")


@pytest.fixture
def week(open_browser, portal):
    """The week of the demonstration's visit, which lasts longer than half an hour."""
    page = open_browser(viewport=DESK)
    sign_in(page, portal.email, portal.password)
    page.goto(f"{DESKS}/scheduleslot/week/")
    later = page.locator(".week-empty a")
    if later.count():
        press(later)
    return page


def hour_of(page):
    """As the card's own form has it."""
    return page.locator(".crew-cells .slot [name=hour]").first.input_value()


def take_up(card):
    """With the mouse; where that is, in pixels."""
    card.scroll_into_view_if_needed()
    box = card.locator("header").bounding_box()
    across, from_top = box["x"] + 30, box["y"] + 5
    card.page.mouse.move(across, from_top)
    card.page.mouse.down()
    return across, from_top


def carry(page, down):
    """Take the visit up, and move it so many pixels down."""
    across, from_top = take_up(page.locator(".crew-cells .slot").first)
    page.mouse.move(across, from_top + down, steps=5)


def told(page):
    words = page.locator(".week-told p")
    words.wait_for(timeout=PATIENCE)
    return words.inner_text()


def test_visit_is_dragged_to_the_next_half_hour_that_it_covers_itself(week):
    before = datetime.strptime(hour_of(week), "%H:%M")  # noqa: DTZ007 -- an hour
    row = week.locator(".crew-week:has(.slot) .crew-hours li").nth(1).bounding_box()

    carry(week, row["height"])
    week.mouse.up()
    week.locator(".week-told .icon").wait_for(timeout=PATIENCE)

    after = (before + timedelta(minutes=30)).strftime("%H:%M")
    assert hour_of(week) == after
    assert after in told(week)


def test_escape_leaves_what_the_mouse_carries_where_it_was(week):
    before = hour_of(week)

    carry(week, 120)
    assert week.locator(".carried").count() == 1
    week.keyboard.press("Escape")
    week.mouse.up()

    assert week.locator(".carried, .lifted").count() == 0
    assert told(week) == "Остава, където беше."
    assert hour_of(week) == before


@pytest.fixture
def visit(week):
    """The visit at 11:00, for an hour and a half; it goes back to where it was."""
    card = week.locator(".crew-cells .slot")
    before = hour_of(week)
    give_hour(card, "11:00")
    yield card
    give_hour(card, before)


def give_hour(card, hour):
    card.locator("summary").click()
    card.locator("[name=hour]").fill(hour)
    card.locator("[value=move]").click()
    expect(card.page.locator(".week-told")).to_contain_text(f"{hour}–")


def is_at(visit):
    """What is told of it when it is in the way."""
    crew = visit.locator("[name=crew] option:checked").text_content()
    title = visit.locator("h5").inner_text()
    return f"{crew} тогава е при „{title}“ (11:00–12:30). Изберете друг час."


def test_mouse_is_told_which_visit_is_in_the_way(week, visit):
    waits = week.locator(".slot.waiting").first

    take_up(waits)
    there = visit.bounding_box()
    bottom = there["y"] + there["height"] - 10
    week.mouse.move(there["x"] + 10, bottom, steps=5)
    week.mouse.up()
    dropped = told(week)
    waits.locator("[data-lift-button]").click()
    visit.locator("header").click()
    clicked = told(week)

    assert dropped == clicked == is_at(visit)
    assert waits.get_attribute("class") == "slot waiting lifted"


def test_refusal_of_the_database_names_the_visit_until_it_is_read(week, visit):
    """Half an hour is left before it, too little for what is put there."""
    refused = week.locator(".week-refused")
    button = week.locator(".slot.waiting [data-lift-button]").first
    crew, day = (visit.locator(f"[name={name}]").input_value() for name in WHERE)
    before = week.locator(f"[data-crew='{crew}'][data-day='{day}'][data-hour='10:30']")

    def put_there():
        button.press("Enter")
        before.press("Enter")
        expect(refused).to_have_text(is_at(visit))
        expect(refused).to_be_focused()

    put_there()
    week.keyboard.press("Escape")
    expect(refused).to_have_count(0)
    expect(button).to_be_focused()

    put_there()
    give_hour(visit, "11:30")
    expect(refused).to_have_count(0)


def test_button_pressed_twice_is_sent_once(week):
    sent = []
    week.on("request", lambda one: sent.append(one) if one.method == "POST" else None)
    card = week.locator(".crew-cells .slot").first
    card.locator("summary").click()

    card.locator("[value=move]").dblclick()
    week.locator(".week-told .icon").wait_for(timeout=PATIENCE)

    assert len(sent) == 1


def test_visit_that_could_not_be_sent_stays_as_it_is_also_in_its_form(week):
    before = hour_of(week)
    week.route("**/week/*/", lambda route: route.abort())

    carry(week, 120)
    week.mouse.up()

    assert told(week).startswith("Порталът не отговори.")
    assert hour_of(week) == before


def test_round_of_a_day_is_printed_without_the_administration_around_it(week):
    around = week.locator("#header, #nav-sidebar, .breadcrumbs, .schedule-nav a")
    press(week.locator(".crew-round").first)
    seen = [one.is_visible() for one in around.all()]

    week.emulate_media(media="print")

    assert any(seen)
    assert not any(one.is_visible() for one in around.all())
    assert week.locator(".round-stops").is_visible()
    assert week.locator("#content-start").bounding_box()["width"] == DESK["width"]
