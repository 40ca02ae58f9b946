"""No page breaks an accessibility rule that axe-core knows, nor the strict CSP.

Nor does a public page ask another host for anything, or leave a cookie.
"""

import pytest

from tests.e2e.conftest import DESK, PHONE, ROOT, sign_in

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# What passed is not sent over to us.
ASK = "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)"
# Half way from one colour to another, text may be hard to read: that is no breach.
STILL = """() => Promise.allSettled(document.getAnimations()
  .filter((one) => one instanceof CSSTransition).map((one) => one.finished))"""
PAGES = [
    "",
    "map/",
    "places/",
    "places/?q=xyzzy",
    "routes/",
    "routes/themes/",
    "products/",
    "calendar/",
    "calendar/?view=month",
    "calendar/?weekend=1",
    "events/",
    "events/tell/",
    "interest/",
    "interest/?print=1",
    "traditions/",
    "groups/",
    "packs/",
    "maps/",
    "wanted/",
    "wanted/?print=1",
    "interest/schedule/",
    "search/",
    "search/?q=rila",
    "share/",
    "receipts/",
    "about/",
    "accessibility/",
    "privacy/",
    "nowhere/",
]
ADMIN_PAGES = [
    "",
    "places/place/",
    "places/place/add/",
    "places/photo/",
    "places/category/",
    "places/route/",
    "places/route/add/",
    "places/product/add/",
    "interest_forms/submission/",
    "interest_forms/cannedwords/",
    "interest_forms/submission/add/",
    "interest_forms/takedownreport/",
    "interest_forms/eventproposal/",
    "interest_forms/expressionofinterest/",
    "interest_forms/expressionofinterest/board/",
    "interest_forms/criterion/add/",
    "interest_forms/scheduleslot/week/",
    "interest_forms/scheduleslot/changes/",
    "interest_forms/scheduleslot/calls/",
    "interest_forms/scheduleslot/month/",
    "interest_forms/weekplan/add/",
    "interest_forms/crew/add/",
    "interest_forms/unavailability/add/",
    "interest_forms/interestcall/",
    "interest_forms/interestcall/add/",
    "partners/actiongroup/",
    "partners/organisation/",
    "partners/territory/",
    "partners/user/",
]


def settled(page, address):
    """Open the page; wait for its map, where it has one, to be drawn."""
    page.goto(address)
    if page.locator("[data-map]").count():
        page.wait_for_load_state("networkidle")


def breaches(page):
    """What the browser's CSP and axe-core complain about on this page."""
    page.wait_for_load_state()
    page.evaluate(STILL)
    # What axe-core itself does to the page is not the page's doing.
    against_policy = page.evaluate("window.cspBreaches")
    page.evaluate(AXE.read_text())
    rules = [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in page.evaluate(ASK)
        for node in rule["nodes"]
    ]
    return against_policy + rules


@pytest.mark.parametrize(
    ("language", "viewport"), [("bg", PHONE), ("el", DESK)], ids=["bg-phone", "el-desk"]
)
def test_public_pages_have_no_breach(open_browser, portal, language, viewport):
    page = open_browser(viewport=viewport)
    asked = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(f"/{language}/places/")
    one_place = page.locator(".card a").first.get_attribute("href")
    page.goto(f"/{language}/groups/")
    one_group = page.locator("main a[href*='/groups/']").first.get_attribute("href")
    ones = []
    for kind in ("routes", "routes/themes", "products"):
        page.goto(f"/{language}/{kind}/")
        ones.append(page.locator(".card a").first.get_attribute("href"))
    page.goto(f"/{language}/events/?kind=conference")
    ones.append(page.locator(".dates a").first.get_attribute("href"))
    number = one_place.rstrip("/").rpartition("-")[2]
    addresses = [f"/{language}/{path}" for path in PAGES] + [
        one_place,
        one_group,
        *ones,
    ]
    addresses.append(f"/{language}/takedown/?place={number}")
    found = {}

    for address in addresses:
        settled(page, address)
        found[address] = breaches(page)

    assert {address: what for address, what in found.items() if what} == {}
    ours = (portal.url, "data:", "blob:")
    assert {url for url in asked if not url.startswith(ours)} == set()
    assert page.context.cookies() == []


def test_admin_pages_have_no_breach(open_browser, portal):
    staff = open_browser(viewport=DESK)
    sign_in(staff, portal.email, portal.password)
    found = {}
    addresses = [f"/admin/{path}" for path in ADMIN_PAGES]
    for list_page in (
        "places/place/",
        "interest_forms/submission/",
        "interest_forms/expressionofinterest/",
        "interest_forms/scheduleslot/",
    ):
        staff.goto(f"/admin/{list_page}")
        link = staff.locator("#result_list th a, #result_list td a").first
        addresses.append(link.get_attribute("href"))

    for address in addresses:
        settled(staff, address)
        found[address] = breaches(staff)

    assert {address: what for address, what in found.items() if what} == {}


def test_pages_fit_320_pixels(open_browser):
    page = open_browser(viewport={"width": 320, "height": 700})
    widths = {}

    for path in PAGES:
        page.goto(f"/bg/{path}")
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in widths.items() if width > 320} == {}


@pytest.mark.parametrize("locale", ["bg-BG", "el-GR"])
def test_table_of_forms_fits_a_small_desk(open_browser, portal, locale):
    staff = open_browser(viewport=DESK, locale=locale)
    sign_in(staff, portal.email, portal.password)

    staff.goto("/admin/interest_forms/expressionofinterest/")

    hidden = "table => table.scrollWidth - table.clientWidth"
    assert staff.locator(".results").evaluate(hidden) == 0
