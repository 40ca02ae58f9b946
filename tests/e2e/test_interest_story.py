"""From a village meeting to a published object: what a group does all year."""

from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, press, sign_in
from tests.e2e.ten_forms import (
    CHOSEN,
    DESKS,
    ON_RESERVE,
    PATIENCE,
    TITLE,
    choose,
    enter_pile,
    open_call,
    print_form,
    send_from_phones,
)
from tests.e2e.test_accessibility import breaches


def quiet_monday(today):
    """The next one but far from today, of a week in May that has no holiday."""
    for year in (today.year, today.year + 1):
        earliest = date(year, 5, 11)
        monday = earliest + timedelta(days=-earliest.weekday() % 7)
        if monday > today + timedelta(days=14):
            break
    return monday


MONDAY = quiet_monday(timezone.localdate())
SATURDAY, SUNDAY = MONDAY + timedelta(days=5), MONDAY + timedelta(days=6)
# Given a day by hand: one came without a script, one on paper, one from a phone.
LEFT_OUT = ("Звънци", "Чешмата", "Лазаруване")
CREW = "Екип „Рила“"
WAY = [
    "получено",
    "разглежда се",
    "прието",
    "има ден за заснемане",
    "заснето",
    "обработено",
    "публикувано",
]
# Two people give two objects the same hour, at once.
AT_ONCE = """async ([titles, day]) => {
  const cards = [...document.querySelectorAll(".slot.waiting")];
  const place = (title) => {
    const card = cards.find((one) => one.querySelector("h4").textContent === title);
    const form = card.querySelector("form");
    const body = new FormData(form);
    const typed = { day, hour: "14:00", act: "move" };
    for (const name of Object.keys(typed)) body.set(name, typed[name]);
    const sent = fetch(form.action, { method: "POST", body });
    return sent.then((answer) => answer.status);
  };
  return (await Promise.all(titles.map(place))).sort();
}"""


def card_of(desk, title=TITLE):
    return desk.locator(".crew-cells .slot:not(.backup)", has_text=title)


def plan_the_week(desk, group):
    """A worker plans it; one line is moved, some are left out, the rest is booked."""
    desk.goto(f"{DESKS}/weekplan/add/?group={group}&monday={MONDAY}")
    desk.locator("[name=_save]").click()
    # Nobody presses "look again".
    desk.locator(".plan-lines").wait_for(timeout=PATIENCE)
    line = desk.locator(".plan-lines tr", has_text=TITLE)
    press(line.locator("a[href*='/line/']"))
    found = breaches(desk)
    desk.locator("[name=crew]").select_option(label=CREW)
    desk.locator("[name=day]").fill(f"{SATURDAY}")
    desk.locator("[name=hour]").fill("10:00")
    press(desk.locator(".schedule-form .yes-button"))
    expect(desk.locator(".schedule-found")).to_contain_text("Екипът не работи")
    desk.locator("[name=anyway]").check()
    press(desk.locator(".schedule-form .yes-button"))
    expect(line).to_contain_text(f"събота, {SATURDAY.day} май")

    boxes = desk.locator(".plan-lines [name=visit]").all()
    titles = [box.get_attribute("aria-label") for box in boxes]
    assert {*titles} >= CHOSEN
    assert ON_RESERVE not in titles
    for box, title in zip(boxes, titles, strict=True):
        box.set_checked(title in LEFT_OUT)
    press(desk.locator("[value=drop]"))
    press(desk.locator("[value=all]"))
    desk.locator(".plan-lines").wait_for(state="detached", timeout=PATIENCE)
    return found


def place_and_move(desk, group):
    """By keyboard; two at once; and moved by rain. What the page found amiss."""
    desk.goto(f"{DESKS}/scheduleslot/week/?group={group}&day={MONDAY}")
    first, *at_once = LEFT_OUT
    desk.locator(".slot.waiting", has_text=first).locator("[data-lift-button]").focus()
    for key in ("Enter", *["ArrowRight"] * 6, "Enter"):
        desk.keyboard.press(key)
    desk.locator(".week-told p").wait_for(timeout=PATIENCE)
    found = breaches(desk)
    assert desk.evaluate(AT_ONCE, [at_once, f"{SUNDAY}"]) == [200, 409]

    desk.reload()
    given = [card_of(desk, title).count() for title in at_once]
    assert sorted(given) == [0, 1]
    card_of(desk).locator("summary").click()
    card_of(desk).locator("[name=day]").fill(f"{SUNDAY}")
    card_of(desk).locator("[name=hour]").fill("16:00")
    card_of(desk).locator("[value=keep]").click()
    desk.locator(".slot.backup", has_text=TITLE).wait_for(timeout=PATIENCE)
    card_of(desk).locator("summary").click()
    card_of(desk).locator("[value=rain]").click()
    kept = desk.locator(".slot.backup", has_text=TITLE)
    kept.wait_for(state="detached", timeout=PATIENCE)
    told = desk.locator(".week-told")
    expect(told).to_contain_text(f"{TITLE}: неделя, {SUNDAY.day} май")
    return found


def publish_plan(desk, group):
    desk.goto(f"{DESKS}/scheduleslot/changes/?group={group}")
    press(desk.locator(".schedule-part .yes-button"))
    assert desk.locator(".messagelist li").count() == 1


def film(desk, group):
    """The day has come: today, since nothing is filmed before its day."""
    today = timezone.localdate().isoformat()
    week = f"{DESKS}/scheduleslot/week/?group={group}&day="
    desk.goto(f"{week}{MONDAY}")
    card_of(desk).locator("summary").click()
    card_of(desk).locator("[name=day]").fill(today)
    card_of(desk).locator("[value=move]").click()
    card_of(desk).wait_for(state="detached", timeout=PATIENCE)
    desk.goto(week + today)
    card_of(desk).locator("summary").click()
    press(card_of(desk).locator(".slot-panel a").first)
    part = desk.locator("details", has=desk.locator("[name=photos]"))
    part.locator("summary").click()
    desk.locator("[name=photos]").fill("42")
    desk.locator("[name=release_signed]").fill(today)
    press(desk.locator("[value=result]"))
    press(desk.locator("[value=ready]"))
    assert desk.locator(".messagelist .success").count() == 1


def publish_object(desk):
    """A draft is made of the form, shown to visitors; its address in the admin."""
    desk.goto(f"{DESKS}/expressionofinterest/?q={TITLE}")
    press(desk.locator("#result_list a", has_text=TITLE).first)
    form = desk.url.split("?")[0]
    desk.locator("[name=draft-category]").select_option(index=1)
    expect(desk.locator("[name=draft-kind]")).to_be_hidden()
    press(desk.locator(".interest-made .yes-button"))
    place = desk.url
    press(desk.locator(".publish-line .yes-button"))
    desk.goto(form)
    step = desk.locator(".decision", has=desk.locator("[value=published]"))
    step.locator("summary").click()
    press(step.locator("[type=submit]"))
    assert desk.locator(".interest-state.published").count() == 1
    return form, place


def way_of(phone):
    """The steps her form has taken, as the receipt tells them."""
    return phone.locator(".steps h3").all_inner_texts()


def test_from_the_meeting_to_the_published_object(open_browser, portal):
    desk = open_browser(viewport=DESK)
    sign_in(desk, portal.email, portal.password)

    call, group = open_call(desk)
    phone = send_from_phones(open_browser, print_form(desk))
    receipt = phone.url
    enter_pile(desk, call)
    choose(desk, call)
    assert plan_the_week(desk, group) == []
    assert place_and_move(desk, group) == []

    # Until the plan is published, nobody is told.
    phone.goto("/bg/interest/schedule/")
    assert phone.locator("main li", has_text=TITLE).count() == 0
    publish_plan(desk, group)
    phone.goto(receipt)
    press(phone.locator("a[href*='/interest/schedule/']"))
    assert breaches(phone) == []
    press(phone.locator("[value=confirm]"))
    expect(phone.locator(".lead")).to_contain_text(f"{SUNDAY.day} май")
    phone.goto("/bg/interest/schedule/?group=mig-samokov")
    phone.locator("main li", has_text=TITLE).wait_for(timeout=PATIENCE)

    film(desk, group)
    form, place = publish_object(desk)
    desk.goto(place)
    came_from = desk.locator(f".came-from a[href='{form.removeprefix(portal.url)}']")
    expect(came_from).to_contain_text(TITLE)
    phone.goto(receipt)
    assert way_of(phone) == WAY
    press(phone.locator(".notice a.button"))
    expect(phone.locator("h1")).to_have_text(TITLE)
    phone.goto(f"/bg/places/?q={TITLE}")
    phone.locator(".card", has_text=TITLE).first.wait_for(timeout=PATIENCE)
    assert phone.context.cookies() == []
