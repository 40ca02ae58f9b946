"""What is asked of the portal in each role, and what the table of access says of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.urls import reverse

from tests.access.desk_pages import DESK_PAGES, ENTRANCE
from tests.access.desks import DESKS, READ_BY_POST
from tests.access.terms import NOBODY, SUPERUSER, VISITORS, Desk, Page, Where
from tests.access.visitors import (
    LEFT_OUT,
    PROGRAMS_DOORS,
    RECEIPTS,
    VISITORS_FORMS,
    VISITORS_PAGES,
    WORKSHOP_PAGES,
)

OPEN, ABSENT, FORBIDDEN, SIGN_IN = "open", "404", "403", "sign-in"
NO_METHOD = "405"


@dataclass
class Attempt:
    name: str
    method: str
    url: str
    # `None`: whatever is answered, no strange mark is in it and nothing is changed.
    expected: Collection[str] | None
    data: dict[str, Any] = field(default_factory=dict)
    # The sender's own: whose receipt it is.
    receipt: str = ""
    is_public: bool = False


class Mixed:
    """Own at first, then another group's: one's own submission, a strange photo."""

    def __init__(self, mine: Any, theirs: Any) -> None:
        self._mine, self._theirs, self._first = mine, theirs, ""

    def __getattr__(self, name: str) -> Any:
        self._first = self._first or name
        return getattr(self._mine if name == self._first else self._theirs, name)


class Guessed:
    """One's own things, but that each token is another."""

    def __init__(self, mine: Any) -> None:
        self._mine = mine

    def __getattr__(self, name: str) -> Any:
        return SimpleNamespace(pk=getattr(self._mine, name).pk, token="guessed")


def address(name: str, where: Where, it: Any) -> str:
    """The address, or nothing where this group has no such object."""
    try:
        found = where(it)
    except AttributeError:
        return ""
    return found if isinstance(found, str) else reverse(name, args=found)


def public_attempts(world: Any) -> Iterator[Attempt]:
    hidden = world.theirs
    query = (
        f"?place={hidden.place.pk}&group={hidden.group.slug}&q=mark"
        f"&territory={hidden.groupsettlement.settlement_id}"
    )
    for name, where in {**VISITORS_PAGES, **VISITORS_FORMS}.items():
        shown = address(name, where, world.public)
        yield Attempt(name, "get", shown, [OPEN], is_public=True)
        yield Attempt(name, "get", shown + query, None, is_public=True)
        yield Attempt(name, "post", shown, None, is_public=True)
        for it in (world.mine, world.theirs, world.nobodys):
            url = address(name, where, it)
            if url and url != shown:
                expected = None if name in LEFT_OUT else [ABSENT]
                yield Attempt(name, "get", url, expected, is_public=True)
    for name, where in PROGRAMS_DOORS.items():
        for method in ("head", "get", "post", "patch", "delete", "options"):
            url = address(name, where, world.public)
            yield Attempt(name, method, url, None, is_public=True)
    for name, where in WORKSHOP_PAGES.items():
        url = address(name, where, world.mine)
        yield Attempt(name, "get", url, [ABSENT], is_public=True)


def receipt_attempts(world: Any) -> Iterator[Attempt]:
    for name, page in RECEIPTS.items():
        mixed = Mixed(world.mine, world.theirs)
        for method in ("get", "post"):
            if getattr(page, method):
                url, data = address(name, page.where, world.mine), page.data(world.mine)
                yield Attempt(name, method, url, [OPEN], data, receipt="m")
                url, data = address(name, page.where, mixed), page.data(mixed)
                yield Attempt(name, method, url, None, data, receipt="m")
        guessed = address(name, page.where, Guessed(world.mine))
        yield Attempt(name, "get", guessed, [ABSENT])


def desk_attempts(role: str, world: Any) -> Iterator[Attempt]:
    for label, desk in DESKS.items():
        yield from class_attempts(role, world, label, desk)
    for name, page in DESK_PAGES.items():
        yield from page_attempts(role, world, name, page)
    for name, where in ENTRANCE.items():
        yield Attempt(name, "get", address(name, where, world.mine), None)


def class_attempts(role: str, world: Any, label: str, desk: Desk) -> Iterator[Attempt]:
    base = "admin:" + label.replace(".", "_")
    app, model = label.split(".")
    for door, may in (("changelist", desk.reads), ("add", desk.adds)):
        for method in ("get", "post"):
            expected = [said(role, may)]
            yield Attempt(f"{base}_{door}", method, reverse(f"{base}_{door}"), expected)
    changes = desk.reads if label in READ_BY_POST else desk.changes
    doors = [
        ("change", "get", desk.reads),
        ("change", "post", changes),
        ("delete", "get", desk.deletes),
        ("delete", "post", desk.deletes),
        ("history", "get", desk.reads),
    ]
    for whose in groups_asked(role):
        row = getattr(getattr(world, whose), model, None) or common_row(world, model)
        if row is None:
            continue
        is_own = whose == "mine" or not desk.owned
        for door, method, may in doors:
            expected = [said(role, may, is_own=is_own, hidden=role not in desk.reads)]
            url = reverse(f"{base}_{door}", args=[row.pk])
            data = {"post": "yes"} if door == "delete" else {}
            yield Attempt(f"{base}_{door}", method, url, expected, data)
        # The old address of an object leads to the one of its form, without a look.
        yield Attempt(label, "get", f"/admin/{app}/{model}/{row.pk}/", None)


def groups_asked(role: str) -> list[str]:
    """Whose objects are asked for: to superusers they are all alike."""
    return ["mine"] if role == SUPERUSER else ["mine", "theirs", "nobodys"]


def common_row(world: Any, model: str) -> Any:
    """Reference data: a settlement, a category."""
    return {
        "territory": world.mine.groupsettlement.settlement,
        "category": world.mine.place.category,
        "portal": world.public.portal,
        "basemap": world.public.basemap,
    }.get(model)


def page_attempts(role: str, world: Any, name: str, page: Page) -> Iterator[Attempt]:
    full = f"admin:{name}"
    own = address(full, page.where, world.mine)
    for method in ("get", "post"):
        may = getattr(page, method)
        for whose in groups_asked(role):
            it = getattr(world, whose)
            url = address(full, page.where, it)
            if url and (whose == "mine" or url != own):
                is_own = whose == "mine"
                expected = [said(role, may, is_own=is_own, hidden=page.hidden)]
                if may is None:
                    expected = [NO_METHOD, said(role, NOBODY, is_own=is_own)]
                yield Attempt(full, method, url, expected, page.data(it))
        mixed = Mixed(world.mine, world.theirs)
        url = address(full, page.where, mixed)
        if role != SUPERUSER:
            yield Attempt(full, method, url, None, page.data(mixed))


def said(
    role: str,
    may: Collection[str] | None,
    *,
    is_own: bool = True,
    hidden: bool = False,
) -> str:
    """What the table says that the role is answered."""
    if role in VISITORS:
        return SIGN_IN
    if role == SUPERUSER:
        is_own = True
    if not is_own or (hidden and role not in (may or ())):
        return ABSENT
    return OPEN if role in (may or ()) else FORBIDDEN
