"""Of the story of a group's year: a call, a meeting, ten forms and the choice."""

from playwright.sync_api import expect

from tests.e2e.codes import code_on
from tests.e2e.conftest import PHONE, press
from tests.e2e.plain_form import PlainForm
from tests.e2e.test_interest import sent
from tests.interest_forms.test_photo_form import picture

PATIENCE = 30_000
DESKS = "/admin/interest_forms"
VILLAGE = "Белчин"
TITLE = "Старата воденица"
ON_PAPER = ("Станът на баба", "Каменният мост", "Чешмата")
BY_PHONE = (TITLE, "Лазаруване", "Тъкане на черги")
WITHOUT_SCRIPT = "Читалищният архив"
POSTED = ("Параклисът", "Сирене от Рила", "Звънци")
ALL = (*ON_PAPER, *BY_PHONE, WITHOUT_SCRIPT, *POSTED)
ON_RESERVE = "Параклисът"
CHOSEN = frozenset(ALL) - {ON_RESERVE}
ABOUT = {"kind": "landmark", "role": "owner"}
BOXES = ("consent", "naming")


def open_call(desk):
    """The coordinator writes it and shows it; the keys of the call and its group."""
    desk.goto(f"{DESKS}/interestcall/add/")
    desk.locator("[name=name_bg]").fill("Среща в Белчин")
    desk.locator("[name=slug]").fill("sreshta-belchin")
    choice = desk.locator("[name=group] option", has_text="Самоков")
    group = choice.get_attribute("value")
    desk.locator("[name=group]").select_option(group)
    desk.locator("[name=is_published]").check()
    press(desk.locator("[name=_continue]"))
    return desk.url.split("/")[-3], group


def print_form(desk):
    """What lies on the table at the meeting; the address its code leads phones to."""
    page = desk.locator(".field-page a").get_attribute("href")
    desk.goto(f"{page}?print=1&place_text={VILLAGE}")
    read = code_on(desk)
    desk.emulate_media(media="screen")
    return read


def enter_pile(desk, call):
    """Three sheets by the keyboard, each with the photograph of what was signed."""
    desk.goto(f"{DESKS}/interestcall/enter/?call={call}")
    files = (picture(f"#88{n}422", f"{n}.jpg") for n in range(len(ON_PAPER)))
    desk.locator("#id_pile").set_input_files(sent(files))
    desk.locator("[value=pile]").press("Enter")
    desk.locator("text=3 снимки чакат").wait_for(timeout=PATIENCE)
    for title in ON_PAPER:
        desk.locator("[name=title]:focus").wait_for(timeout=PATIENCE)
        desk.wait_for_load_state()
        expect(desk.locator("[name=kept_sheets]:checked")).to_have_count(1)
        for keys in (title, "1", "3"):
            desk.keyboard.type(keys)
            desk.keyboard.press("Tab")
        if title == ON_PAPER[0]:
            desk.keyboard.type(VILLAGE)
        desk.keyboard.press("Enter")
        desk.locator(f"text=Въведено: {title},").wait_for(timeout=PATIENCE)
    expect(desk.locator("[name=kept_sheets]")).to_have_count(0)


def fill_in(phone, address, title):
    phone.goto(address)
    form = phone.locator("#share-form")
    assert form.locator("[name=place_text]").input_value() == VILLAGE
    form.locator("[name=title]").fill(title)
    for name, value in ABOUT.items():
        form.locator(f"[name={name}]").select_option(value)
    for name in BOXES:
        form.locator(f"[name={name}]").check()


def send_from_phones(open_browser, address):
    """Seven people at once. The phone of the first, with her receipt."""
    phones = [open_browser(viewport=PHONE) for _title in BY_PHONE]
    phones.append(open_browser(viewport=PHONE, java_script_enabled=False))
    for phone, title in zip(phones, (*BY_PHONE, WITHOUT_SCRIPT), strict=True):
        fill_in(phone, address, title)
    request = phones[-1].context.request
    forms = [PlainForm(request, address) for _title in POSTED]
    # Nobody sends so quickly as a program.
    phones[0].wait_for_timeout(1100)

    for phone in phones:
        phone.locator(".form-foot .button-act").click()
    for phone in phones:
        phone.wait_for_url("**/interest/sent/**", timeout=PATIENCE)
    for form, title in zip(forms, POSTED, strict=True):
        answer = form.send(title=title, **ABOUT, **dict.fromkeys(BOXES, "on"))
        assert "/interest/sent/" in answer.url
        assert title in answer.text()
    assert [phone.context.cookies() for phone in phones] == [[]] * len(phones)
    return phones[0]


def choose(desk, call):
    """On the board each is looked at; nine are accepted, one waits on the reserve."""
    desk.goto(f"{DESKS}/expressionofinterest/board/?call={call}")
    assert counts(desk) == {"submitted": len(ALL)}
    for title in ALL:
        state = "reserve" if title == ON_RESERVE else "accepted"
        card = desk.locator(".board .card", has_text=title)
        for step in ("screening", state):
            press(card.locator(f"button[value*=':{step}:']"))
    assert counts(desk) == {"accepted": len(CHOSEN), "reserve": 1}


def counts(desk):
    """How many forms are in each state, of those the board shows."""
    columns = desk.locator(".board-column h2").all()
    shown = {one.get_attribute("id"): one.locator(".badge") for one in columns}
    numbers = {name: int(badge.inner_text()) for name, badge in shown.items()}
    return {name.removeprefix("column-"): n for name, n in numbers.items() if n}
