"""The table of access, run against every address, class and action there is."""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, models, transaction
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from tests import access_table as table
from tests.access_rows import marks_in, name_of, rows_of, state_of
from tests.access_table import MEMBERS, NOBODY, ROLES, SUPERUSER, VISITORS
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ADMINS = dict(admin.site._registry)  # noqa: SLF001 -- no public list
OPEN, ABSENT, FORBIDDEN, SIGN_IN = "open", "404", "403", "sign-in"
NO_METHOD = "405"


@pytest.fixture
def world():
    """Three groups: published; of the members in the table; of other people. And
    things that belong to nobody.
    """
    groups = {
        "public": rows_of("p", is_published=True),
        "mine": rows_of("m"),
        "theirs": rows_of("t"),
        "nobodys": rows_of("n", has_group=False),
    }
    before = {whose: state_of(it) for whose, it in groups.items()}
    return SimpleNamespace(**groups, before=before)


@pytest.fixture(autouse=True)
def quiet(caplog):
    """A refusal is what is expected here, not worth a line each."""
    caplog.set_level(logging.CRITICAL, "django")


def client_of(role: str, world: Any) -> Client:
    client = Client()
    if role == "signed":
        client.force_login(UserFactory())
    elif role == SUPERUSER:
        client.force_login(UserFactory(is_superuser=True))
    elif role in MEMBERS:
        member = MembershipFactory(group=world.mine.group, role=role)
        client.force_login(member.user)
    return client


# ---- Attempts: what is asked, and what the table says will be answered


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


def address(name: str, where: table.Where, it: Any) -> str:
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
    for name, where in {**table.VISITORS_PAGES, **table.VISITORS_FORMS}.items():
        shown = address(name, where, world.public)
        yield Attempt(name, "get", shown, [OPEN], is_public=True)
        yield Attempt(name, "get", shown + query, None, is_public=True)
        yield Attempt(name, "post", shown, None, is_public=True)
        for it in (world.mine, world.theirs, world.nobodys):
            url = address(name, where, it)
            if url and url != shown:
                yield Attempt(name, "get", url, [ABSENT], is_public=True)
    for name, where in table.PROGRAMS_DOORS.items():
        for method in ("head", "get", "post", "patch", "delete", "options"):
            yield Attempt(name, method, address(name, where, world.public), None)
    for name, where in table.WORKSHOP_PAGES.items():
        yield Attempt(name, "get", address(name, where, world.mine), [ABSENT])
    for name, where in table.ENTRANCE.items():
        yield Attempt(name, "get", address(name, where, world.mine), None)


def receipt_attempts(world: Any) -> Iterator[Attempt]:
    for name, page in table.RECEIPTS.items():
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
    for label, desk in table.DESKS.items():
        yield from class_attempts(role, world, label, desk)
    for name, page in table.DESK_PAGES.items():
        yield from page_attempts(role, world, name, page)


def class_attempts(
    role: str, world: Any, label: str, desk: table.Desk
) -> Iterator[Attempt]:
    base = "admin:" + label.replace(".", "_")
    app, model = label.split(".")
    for door, may in (("changelist", desk.reads), ("add", desk.adds)):
        for method in ("get", "post"):
            expected = [said(role, may)]
            yield Attempt(f"{base}_{door}", method, reverse(f"{base}_{door}"), expected)
    changes = desk.reads if label in table.READ_BY_POST else desk.changes
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


def page_attempts(
    role: str, world: Any, name: str, page: table.Page
) -> Iterator[Attempt]:
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


# ---- Asking, and looking at the answer


def outcome(answer: Any, role: str) -> str:
    status = answer.status_code
    if status in (301, 302) and answer["Location"].startswith("/admin/login/"):
        return SIGN_IN
    # Who signs out without having signed in is sent to the front page of the admin.
    if status == 302 and answer["Location"] == "/admin/" and role in VISITORS:
        return SIGN_IN
    # "Not ready yet" (503) is an answer too.
    is_plain = status not in (403, 404, 405, 500)
    return OPEN if is_plain else str(status)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Writes:
    """Whether anything but a session was written meanwhile."""

    seen = False

    def __call__(self, execute, sql, params, many, context):
        is_write = sql.startswith(("INSERT", "UPDATE", "DELETE"))
        self.seen |= is_write and "django_session" not in sql
        return execute(sql, params, many, context)


def problems_of(attempt: Attempt, role: str, world: Any, client: Client) -> list[str]:
    """What the answer does that the table does not say."""
    cookies = SimpleCookie(client.cookies)
    with undone():
        writes = Writes()
        try:
            with connection.execute_wrapper(writes):
                answer = getattr(client, attempt.method)(attempt.url, attempt.data)
                text = answer.getvalue().decode(errors="replace")
        except Exception as problem:  # noqa: BLE001 -- told with the attempt
            return [f"{attempt.method} {attempt.url}: {problem!r}"]
        problems = []
        got = outcome(answer, role)
        if attempt.expected and got not in attempt.expected:
            problems.append(f"answers {got}, the table says {attempt.expected[0]}")
        if attempt.is_public and answer.cookies:
            problems.append("sets a cookie")
        strange = strange_marks(text + str(answer.headers), attempt, role, world)
        if strange:
            problems.append(f"tells {sorted(strange)}")
        if writes.seen and role != SUPERUSER:
            changed = changed_rows(attempt, role, world)
            if changed:
                problems.append(f"changes what belongs to {changed}")
    client.cookies = cookies
    head = f"{attempt.name} ({attempt.method} {attempt.url}) as {role}"
    return [f"{head}: {problem}" for problem in problems]


def strange_marks(text: str, attempt: Attempt, role: str, world: Any) -> set[Any]:
    """What stands in the answer and the role may not read."""
    if role == SUPERUSER and not attempt.is_public:
        return set()
    # What the asker wrote herself may be said back to her.
    marks = marks_in(text, groups_of(world))
    marks -= marks_in(f"{attempt.url} {attempt.data}", groups_of(world))
    allowed = {("p", model, column) for model, column in readable(table.VISITORS_READ)}
    if attempt.receipt:
        senders = readable(table.SENDERS_READ)
        allowed |= {(attempt.receipt, model, column) for model, column in senders}
    elif role in MEMBERS and not attempt.is_public:
        allowed |= {mark for mark in marks if mark[0] == "m"}
    return marks - allowed


def readable(columns: dict[str, set[str]]) -> set[tuple[str, str]]:
    return {(model, name) for model, names in columns.items() for name in names}


def changed_rows(attempt: Attempt, role: str, world: Any) -> list[str]:
    """Whose objects are not as they were."""
    closed = ["theirs", "nobodys", "public"]
    if role in VISITORS and not attempt.receipt:
        closed.append("mine")
    return [
        whose
        for whose in closed
        if state_of(getattr(world, whose)) != world.before[whose]
    ]


def run(attempts: Iterator[Attempt], role: str, world: Any) -> None:
    client = client_of(role, world)
    problems = [
        problem
        for attempt in attempts
        for problem in problems_of(attempt, role, world, client)
    ]
    assert not problems, "\n".join(problems)


# ---- The tests


@pytest.mark.parametrize("role", ROLES)
def test_visitors_pages_are_the_same_for(role, world):
    run(public_attempts(world), role, world)


@pytest.mark.parametrize("role", ROLES)
def test_receipts_are_for_whoever_has_the_address_be_it(role, world):
    run(receipt_attempts(world), role, world)


@pytest.mark.parametrize("role", ROLES)
def test_desk_is_as_the_table_says_for(role, world):
    run(desk_attempts(role, world), role, world)


@pytest.mark.parametrize("role", MEMBERS)
def test_searches_and_filters_tell_nothing_of_others_to(role, world):
    def searches():
        for label in table.DESKS:
            url = reverse(f"admin:{label.replace('.', '_')}_changelist")
            group = world.theirs.group.pk
            for query in ("q=mark", f"group__id__exact={group}", "lane=all", "e=1"):
                yield Attempt(label, "get", f"{url}?{query}", None)

    run(searches(), role, world)


@pytest.mark.parametrize("role", MEMBERS)
def test_lookups_beside_forms_offer_nothing_of_others_to(role, world):
    def lookups():
        url = reverse("admin:autocomplete")
        for model in ADMINS:
            for one in model._meta.get_fields():  # noqa: SLF001 -- the public way
                if isinstance(one, models.ForeignKey | models.ManyToManyField):
                    query = {
                        "app_label": model._meta.app_label,  # noqa: SLF001 -- as above
                        "model_name": name_of(model),
                        "field_name": one.name,
                        "term": "",
                    }
                    yield Attempt(f"{model}.{one.name}", "get", url, None, query)

    run(lookups(), role, world)


@pytest.mark.parametrize("role", MEMBERS)
def test_actions_touch_own_objects_alone_for(role, world):
    def actions():
        for label, known in table.ACTIONS.items():
            model = label.split(".")[1]
            url = reverse(f"admin:{label.replace('.', '_')}_changelist")
            rows = [getattr(it, model, None) for it in groups_of(world)]
            ids = [row.pk for row in rows if row]
            for action in known:
                data = {"action": action, "_selected_action": ids, "post": "yes"}
                yield Attempt(
                    f"{label} {action}", "post", f"{url}?lane=all", None, data
                )

    run(actions(), role, world)


def groups_of(world: Any) -> list[Any]:
    return [world.public, world.mine, world.theirs, world.nobodys]


@pytest.mark.parametrize("role", [*MEMBERS, SUPERUSER])
def test_actions_are_offered_as_the_table_says_to(role, world):
    request = RequestFactory().get("/")
    request.user = UserFactory(is_superuser=role == SUPERUSER)
    if role != SUPERUSER:
        MembershipFactory(user=request.user, group=world.mine.group, role=role)

    offered = {
        label_of(model): set(desk.get_actions(request))
        for model, desk in ADMINS.items()
        if desk.has_view_permission(request)
    }

    assert offered == {
        label: {name for name, may in actions.items() if role in may}
        for label, actions in table.ACTIONS.items()
        if role in table.DESKS[label].reads
    }, "each action has a line in ACTIONS of tests/access_table.py"


@pytest.mark.parametrize("role", MEMBERS)
def test_forms_offer_nothing_of_others_to(role, world):
    client = client_of(role, world)
    offered = set()
    for label, desk in table.DESKS.items():
        row = getattr(world.mine, label.split(".")[1], None)
        name = f"admin:{label.replace('.', '_')}"
        pages = [reverse(f"{name}_change", args=[row.pk])] if row else []
        pages += [reverse(f"{name}_add")] if role in desk.adds else []
        for page in pages:
            for model, form in forms_in(client.get(page)):
                offered |= choices_of_others(model, form, world)

    assert offered <= table.OPEN_CHOICES


def forms_in(answer: Any) -> Iterator[tuple[Any, Any]]:
    """The forms of a page of the admin, those of its parts included."""
    context = answer.context or {}
    if "adminform" not in context:
        return
    form = context["adminform"].form
    yield form._meta.model, form  # noqa: SLF001 -- no public way
    for part in context["inline_admin_formsets"]:
        yield part.formset.model, part.formset.empty_form


def choices_of_others(model: Any, form: Any, world: Any) -> set[tuple[str, str]]:
    """Fields in which another group's object can be chosen."""
    found = set()
    for name, choice in form.fields.items():
        queryset = getattr(choice, "queryset", None)
        if queryset is None or name == model._meta.pk.name:  # noqa: SLF001 -- as above
            continue
        for it in (world.theirs, world.nobodys):
            row = getattr(it, name_of(queryset.model), None)
            if row and queryset.filter(pk=row.pk).exists():
                found.add((name_of(model), name))
    return found


# ---- Nothing is left out


def label_of(model: Any) -> str:
    return model._meta.label_lower  # noqa: SLF001 -- the public way


@cache
def addresses() -> frozenset[str]:
    """Every address of the portal by its full name, or by its pattern without one."""

    def walk(resolver: Any, path: str, space: str) -> Iterator[str]:
        for one in resolver.url_patterns:
            here = path + str(one.pattern)
            if hasattr(one, "url_patterns"):
                inner = f"{space}{one.namespace}:" if one.namespace else space
                yield from walk(one, here, inner)
            else:
                yield f"{space}{one.name}" if one.name else here

    return frozenset(walk(get_resolver(), "", ""))


def djangos_own() -> set[str]:
    """The addresses that the admin has for each class."""
    own = set()
    for label in table.DESKS:
        name, path = label.replace(".", "_"), label.replace(".", "/")
        doors = ("changelist", "add", "change", "delete", "history")
        own |= {f"admin:{name}_{door}" for door in doors}
        own.add(f"admin/{path}/<path:object_id>/")
    return own


def named() -> set[str]:
    desk = {
        name if name.startswith("admin/") else f"admin:{name}"
        for name in table.DESK_PAGES
    }
    visitors = {*table.VISITORS_PAGES, *table.VISITORS_FORMS, *table.RECEIPTS}
    few = {*table.WORKSHOP_PAGES, *table.PROGRAMS_DOORS, *table.ENTRANCE}
    return visitors | few | desk | djangos_own()


def test_every_address_stands_in_the_table():
    missing, gone = addresses() - named(), named() - addresses()

    assert not missing, (
        f"Nobody has said who may open {sorted(missing)}: write a line for each into"
        " its group in tests/access_table.py (its first lines show how)."
    )
    assert not gone, f"tests/access_table.py names what is not there: {sorted(gone)}"


def test_every_class_of_the_admin_stands_in_the_table():
    registered = {label_of(model) for model in ADMINS}

    assert registered == set(table.DESKS), "write it into DESKS of access_table.py"
    assert registered == set(table.ACTIONS), "write it into ACTIONS of access_table.py"


def test_marks_are_really_looked_for(world):
    """The table can fail: a member of the other group reads what this one may not."""
    client = client_of(SUPERUSER, world)
    url = reverse("admin:places_photo_change", args=[world.theirs.photo.pk])
    attempt = Attempt("", "get", url, None)

    text = client.get(url).getvalue().decode()

    assert ("t", "photo", "caption") in strange_marks(text, attempt, "editor", world)
    assert problems_of(attempt, "editor", world, client)
