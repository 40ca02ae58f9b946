"""The table of access, run against every address, class and action there is."""

import logging
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import RequestFactory, override_settings
from django.urls import get_resolver, reverse

from tests.access.answers import (
    client_of,
    groups_of,
    problems_of,
    run,
    strange_marks,
    undone,
)
from tests.access.attempts import (
    Attempt,
    desk_attempts,
    public_attempts,
    receipt_attempts,
)
from tests.access.desk_pages import DESK_PAGES, ENTRANCE
from tests.access.desks import ACTIONS, DESKS, OPEN_CHOICES
from tests.access.marks import name_of, state_of
from tests.access.rows import rows_of
from tests.access.terms import ANONYMOUS, MEMBERS, ROLES, SUPERUSER
from tests.access.visitors import (
    PROGRAMS_DOORS,
    RECEIPTS,
    VISITORS_FORMS,
    VISITORS_PAGES,
    WORKSHOP_PAGES,
)
from tests.conftest import folders_in
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ADMINS = dict(admin.site._registry)  # noqa: SLF001 -- no public list


@pytest.fixture(scope="module", autouse=True)
def files(tmp_path_factory):
    """The world's files are there for as long as the world is."""
    with override_settings(**folders_in(tmp_path_factory.mktemp("world"))):
        yield


@pytest.fixture(scope="module")
def world(files, django_db_setup, django_db_blocker):
    """Three groups: published; of the members in the table; of other people. And
    things that belong to nobody. Made once: each test takes back what it does.
    """
    with django_db_blocker.unblock(), undone():
        groups = {
            "public": rows_of("p", is_published=True),
            "mine": rows_of("m"),
            "theirs": rows_of("t"),
            "nobodys": rows_of("n", has_group=False),
        }
        before = {whose: state_of(it) for whose, it in groups.items()}
        yield SimpleNamespace(**groups, before=before)


def each(roles):
    """A test for each of the roles, by its name `role`."""
    return pytest.mark.parametrize("role", roles)


@pytest.fixture(autouse=True)
def quiet(caplog):
    """A refusal is what is expected here, not worth a line each."""
    caplog.set_level(logging.CRITICAL, "django")


@each([ANONYMOUS, SUPERUSER])
def test_visitors_pages_never_look_who_is_asking_be_it(role, world):
    """So they are the same for all roles, which need not be asked one by one."""
    run(public_attempts(world), role, world)


@each(ROLES)
def test_receipts_are_for_whoever_has_the_address_be_it(role, world):
    run(receipt_attempts(world), role, world)


@each(ROLES)
def test_desk_is_as_the_table_says_for(role, world):
    run(desk_attempts(role, world), role, world)


@each(MEMBERS)
def test_searches_and_filters_tell_nothing_of_others_to(role, world):
    def searches():
        for label in DESKS:
            url = reverse(f"admin:{label.replace('.', '_')}_changelist")
            group = world.theirs.group.pk
            for query in ("q=mark", f"group__id__exact={group}", "lane=all", "e=1"):
                yield Attempt(label, "get", f"{url}?{query}", None)

    run(searches(), role, world)


@each(MEMBERS)
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


@each(MEMBERS)
def test_actions_touch_own_objects_alone_for(role, world):
    def actions():
        for label, known in ACTIONS.items():
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


@each([*MEMBERS, SUPERUSER])
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
        for label, actions in ACTIONS.items()
        if role in DESKS[label].reads
    }, "each action has a line in ACTIONS of tests/access/desks.py"


@each(MEMBERS)
def test_forms_offer_nothing_of_others_to(role, world):
    client = client_of(role, world)
    offered = set()
    for label, desk in DESKS.items():
        row = getattr(world.mine, label.split(".")[1], None)
        name = f"admin:{label.replace('.', '_')}"
        pages = [reverse(f"{name}_change", args=[row.pk])] if row else []
        pages += [reverse(f"{name}_add")] if role in desk.adds else []
        for page in pages:
            for model, form in forms_in(client.get(page)):
                offered |= choices_of_others(model, form, world)

    assert offered <= OPEN_CHOICES


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
    for label in DESKS:
        name, path = label.replace(".", "_"), label.replace(".", "/")
        doors = ("changelist", "add", "change", "delete", "history")
        own |= {f"admin:{name}_{door}" for door in doors}
        own.add(f"admin/{path}/<path:object_id>/")
    return own


def named() -> set[str]:
    desk = {
        name if name.startswith("admin/") else f"admin:{name}" for name in DESK_PAGES
    }
    visitors = {*VISITORS_PAGES, *VISITORS_FORMS, *RECEIPTS}
    few = {*WORKSHOP_PAGES, *PROGRAMS_DOORS, *ENTRANCE}
    return visitors | few | desk | djangos_own()


def test_every_address_stands_in_the_table():
    missing, gone = addresses() - named(), named() - addresses()

    assert not missing, (
        f"Nobody has said who may open {sorted(missing)}: write a line for each into"
        " its group in tests/access/ (the first lines of __init__.py show how)."
    )
    assert not gone, f"tests/access/ names what is not there: {sorted(gone)}"


def test_every_class_of_the_admin_stands_in_the_table():
    registered = {label_of(model) for model in ADMINS}

    assert registered == set(DESKS), "a line in DESKS of tests/access/desks.py"
    assert registered == set(ACTIONS), "write it into ACTIONS of tests/access/desks.py"


def test_marks_are_really_looked_for(world):
    """The table can fail: a member of the other group reads what this one may not."""
    client = client_of(SUPERUSER, world)
    url = reverse("admin:places_photo_change", args=[world.theirs.photo.pk])
    attempt = Attempt("", "get", url, None)

    text = client.get(url).getvalue().decode()

    assert ("t", "photo", "caption") in strange_marks(text, attempt, "editor", world)
    assert problems_of(attempt, "editor", world, client)


def test_page_that_looks_who_is_asking_is_found_out(world):
    client = client_of(SUPERUSER, world)
    attempt = Attempt("", "get", reverse("admin:index"), None, is_public=True)

    told = problems_of(attempt, SUPERUSER, world, client)

    assert any(problem.endswith(": looks who is asking") for problem in told)
