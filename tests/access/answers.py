"""Asking, and looking at the answer: it may neither tell nor change too much."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection, transaction
from django.test import Client

from tests.access.attempts import OPEN, SIGN_IN, Attempt
from tests.access.marks import marks_in, state_of
from tests.access.terms import MEMBERS, SUPERUSER, VISITORS
from tests.access.visitors import SENDERS_READ, VISITORS_READ
from tests.factories import MembershipFactory, UserFactory


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


def groups_of(world: Any) -> list[Any]:
    return [world.public, world.mine, world.theirs, world.nobodys]


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
        if attempt.is_public and answer.wsgi_request.session.accessed:
            problems.append("looks who is asking")
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
    allowed = {("p", model, column) for model, column in readable(VISITORS_READ)}
    if attempt.receipt:
        senders = readable(SENDERS_READ)
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
