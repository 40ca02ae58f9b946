"""From a village meeting to a published object: what a group does all year."""

import subprocess
import sys
from datetime import date

from tests.e2e.conftest import DESK, PHONE, ROOT, sign_in
from tests.e2e.test_accessibility import breaches
from tests.interest_forms.test_photo_form import picture

PATIENCE = 30_000
TITLE = "Старата воденица"
CALL = "/bg/interest/pokana-samokov/"
DESKS = "/admin/interest_forms"
# Of a week without a holiday.
MONDAY, SATURDAY, SUNDAY = "2027-05-17", "2027-05-22", "2027-05-23"
LEFT_OUT = ("Звънци", "Чешмата", "Лазаруване")

# A crew, and of the ten forms those that the browser does not send: two on paper.
MAKE = """
import uuid
from interest_forms.models import Crew, ExpressionOfInterest
from partners.models import ActionGroup, Territory, User
group = ActionGroup.objects.get(slug="mig-samokov")
village = Territory.objects.settlements().in_group(group).filter(name_bg="Белчин")[0]
Crew.objects.create(group=group, name="Екип Рила", territory=village)
staff = User.objects.get(is_superuser=True)
titles = ["Каменният мост", "Чешмата", "Лазаруване", "Тъкане на черги",
          "Читалищният архив", "Параклисът", "Сирене от Рила", "Звънци"]
for number, title in enumerate(titles):
    ExpressionOfInterest.objects.create(
        key=uuid.uuid4(), language="bg", group=group, territory=village, title=title,
        kind="landmark", role="owner", consent_version="2026-11", state="accepted",
        entered_by=staff if number < 2 else None)
print(group.pk)
"""
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


def made(portal):
    """The key of the group; its crew and the other forms are there."""
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", MAKE]
    told = subprocess.run(
        command,
        cwd=ROOT,
        env=portal.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip()


def send_from_phone(phone):
    phone.goto(CALL)
    form = phone.locator("#share-form")
    form.locator("[name=title]").fill(TITLE)
    form.locator("[name=kind]").select_option("landmark")
    form.locator("[name=role]").select_option("owner")
    form.locator("[name=place_text]").fill("с. Белчин")
    form.locator("[name=consent]").check()
    form.locator("[name=naming]").check()
    # Nobody sends so quickly as a program.
    phone.wait_for_timeout(1100)
    phone.locator(".form-foot .button-act").click()
    phone.wait_for_url("**/interest/sent/**", timeout=PATIENCE)


def enter_from_paper(desk):
    desk.goto(f"{DESKS}/interestcall/enter/")
    desk.locator("#content a", has_text="Самоков").first.click()
    for words in ("Станът на баба", "1", "3", "Белчин"):
        desk.keyboard.type(words)
        desk.keyboard.press("Tab")
    sheet = picture("#884422", "лист.jpg")
    file = {"name": "list.jpg", "mimeType": "image/jpeg", "buffer": sheet.read()}
    desk.locator("[name=sheets]").set_input_files(file)
    desk.locator("[name=title]").press("Enter")
    desk.locator(".messagelist .success").wait_for(timeout=PATIENCE)


def accept_on_the_board(desk, group):
    for state in ("screening", "accepted"):
        desk.goto(f"{DESKS}/expressionofinterest/board/?group={group}")
        card = desk.locator(".board .card", has_text=TITLE)
        card.locator(f"button[value*=':{state}:']").click()
        desk.wait_for_load_state()


def card_of(desk, title=TITLE):
    return desk.locator(".crew-cells .slot:not(.backup)", has_text=title)


def plan_the_week(desk, group):
    """A worker plans it; one line is moved, some are left out, the rest is booked."""
    desk.goto(f"{DESKS}/weekplan/add/?group={group}&monday={MONDAY}")
    desk.locator("[name=_save]").click()
    # Nobody presses "look again".
    desk.locator(".plan-lines").wait_for(timeout=PATIENCE)
    line = desk.locator(".plan-lines tr", has_text=TITLE)
    line.locator("a[href*='/line/']").click()
    found = breaches(desk)
    desk.locator("[name=crew]").select_option(label="Екип Рила")
    desk.locator("[name=day]").fill(SATURDAY)
    desk.locator("[name=hour]").fill("10:00")
    desk.locator(".schedule-form .yes-button").click()
    assert "Екипът не работи" in desk.locator(".schedule-found").inner_text()
    desk.locator("[name=anyway]").check()
    desk.locator(".schedule-form .yes-button").click()
    desk.locator(".messagelist .success").wait_for(timeout=PATIENCE)
    assert "събота, 22 май" in line.inner_text()

    for box in desk.locator(".plan-lines [name=visit]").all():
        box.set_checked(box.get_attribute("aria-label") in LEFT_OUT)
    desk.locator("[value=drop]").click()
    desk.locator(".messagelist .success").wait_for(timeout=PATIENCE)
    desk.locator("[value=all]").click()
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
    assert desk.evaluate(AT_ONCE, [at_once, SUNDAY]) == [200, 409]

    desk.reload()
    card_of(desk).locator("summary").click()
    card_of(desk).locator("[name=day]").fill(SUNDAY)
    card_of(desk).locator("[name=hour]").fill("16:00")
    card_of(desk).locator("[value=keep]").click()
    desk.locator(".slot.backup", has_text=TITLE).wait_for(timeout=PATIENCE)
    card_of(desk).locator("summary").click()
    card_of(desk).locator("[value=rain]").click()
    kept = desk.locator(".slot.backup", has_text=TITLE)
    kept.wait_for(state="detached", timeout=PATIENCE)
    told = desk.locator(".week-told").inner_text()
    assert told.startswith(f"{TITLE}: неделя, 23 май")
    return found


def publish_plan(desk, group):
    desk.goto(f"{DESKS}/scheduleslot/changes/?group={group}")
    desk.locator(".schedule-part .yes-button").click()
    desk.locator(".messagelist li").wait_for(timeout=PATIENCE)


def film(desk, group):
    """The day has come: today, since nothing is filmed before its day."""
    today = date.today().isoformat()  # noqa: DTZ011 -- behind the portal's at most
    week = f"{DESKS}/scheduleslot/week/?group={group}&day="
    desk.goto(week + MONDAY)
    card_of(desk).locator("summary").click()
    card_of(desk).locator("[name=day]").fill(today)
    card_of(desk).locator("[value=move]").click()
    card_of(desk).wait_for(state="detached", timeout=PATIENCE)
    desk.goto(week + today)
    card_of(desk).locator("summary").click()
    card_of(desk).locator(".slot-panel a").first.click()
    part = desk.locator("details", has=desk.locator("[name=photos]"))
    part.locator("summary").click()
    desk.locator("[name=photos]").fill("42")
    desk.locator("[name=release_signed]").fill(today)
    desk.locator("[value=result]").click()
    desk.locator("[value=ready]").click()
    desk.locator(".messagelist .success").wait_for(timeout=PATIENCE)


def publish_object(desk):
    """A draft is made of the form, shown to visitors; its address in the admin."""
    desk.goto(f"{DESKS}/expressionofinterest/?q={TITLE}")
    desk.locator("#result_list a", has_text=TITLE).first.click()
    form = desk.url.split("?")[0]
    desk.locator("[name=draft-category]").select_option(index=1)
    assert not desk.locator("[name=draft-kind]").is_visible()
    desk.locator(".interest-made .yes-button").click()
    desk.wait_for_url("**/places/place/**", timeout=PATIENCE)
    place = desk.url
    desk.locator(".publish-line .yes-button").click()
    desk.wait_for_load_state()
    desk.goto(form)
    step = desk.locator(".decision", has=desk.locator("[value=published]"))
    step.locator("summary").click()
    step.locator("[type=submit]").click()
    desk.wait_for_load_state()
    return form, place


def test_from_the_meeting_to_the_published_object(open_browser, portal):
    group = made(portal)
    phone, desk = open_browser(viewport=PHONE), open_browser(viewport=DESK)
    sign_in(desk, portal.email, portal.password)

    send_from_phone(phone)
    receipt = phone.url
    enter_from_paper(desk)
    accept_on_the_board(desk, group)
    assert plan_the_week(desk, group) == []
    assert place_and_move(desk, group) == []

    # Until the plan is published, nobody is told.
    phone.goto("/bg/interest/schedule/")
    assert phone.locator("main li", has_text=TITLE).count() == 0
    publish_plan(desk, group)
    phone.goto(receipt)
    phone.locator("a[href*='/interest/schedule/']").click()
    assert breaches(phone) == []
    phone.locator("[value=confirm]").click()
    assert "23 май" in phone.locator(".lead").inner_text()
    phone.goto("/bg/interest/schedule/?group=mig-samokov")
    phone.locator("main li", has_text=TITLE).wait_for(timeout=PATIENCE)

    film(desk, group)
    form, place = publish_object(desk)
    assert desk.locator("text=публикуван").count() > 0
    desk.goto(place)
    came_from = desk.locator(f".came-from a[href='{form.removeprefix(portal.url)}']")
    assert came_from.count() == 1
    phone.goto(f"/bg/places/?q={TITLE}")
    phone.locator(".card", has_text=TITLE).first.wait_for(timeout=PATIENCE)
    phone.goto(receipt)
    assert phone.context.cookies() == []
