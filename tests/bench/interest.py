"""What the desk of those who choose costs with a hundred forms and with 100,000.

CPU seconds of this process and of the database's together, of the round that was
disturbed least; few and many take turns. `python -m tests.bench.interest` prints the
table; it fills the database it is given.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.imaging import Row
from tests.bench.million import cpu_of_database, insert

FEW, MANY = 100, 100_000
ROUNDS, REQUESTS = 12, 4
LIST = "/admin/interest_forms/expressionofinterest/"
PAGES = {"Board of forms": f"{LIST}board/", "Table of forms": LIST}
# As forms lie after a year: most have an end, some of each wait.
STATES = "submitted screening needs_info accepted reserve declined duplicate scheduled"
STATES += " filmed processed published withdrawn"
MOST = 1.5


def run() -> list[Row]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    few, many = desk_with(FEW), desk_with(MANY)
    with connection.cursor() as cursor:
        for table in ("expressionofinterest", "applicant", "callquota"):
            cursor.execute(f"VACUUM ANALYZE interest_forms_{table}")
    return [row for name in PAGES for row in compared(name, few, many)]


def desk_with(count: int) -> Client:
    """A coordinator whose group has a call with quotas, and so many forms for it."""
    factories = import_module("tests.factories")
    interest = import_module("tests.interest_factories")
    village = factories.SettlementFactory()
    member = factories.MembershipFactory(role="coordinator")
    call = interest.InterestCallFactory(group=member.group)
    quotas = apps.get_model("interest_forms", "CallQuota").objects
    for kind in ("landmark", "event", "story"):
        quotas.create(call=call, kind=kind, most=20)
    states, kinds = STATES.split(), ["landmark", "event", "story", "product"]
    forms = apps.get_model("interest_forms", "ExpressionOfInterest")
    start = (forms.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    columns = {
        "key": "gen_random_uuid()",
        "token": "'t' || n",
        "code": "lpad(n::text, 9, '0')",
        "language": "'bg'",
        "received": "now() - n * interval '1 minute'",
        "group_id": str(member.group.pk),
        "call_id": str(call.pk),
        "territory_id": str(village.pk),
        "state": _one_of(states),
        "kind": _one_of(kinds),
        "title": "'Стара воденица ' || n",
        "search": "'stara vodenitsa ' || n",
        "role": "'owner'",
        "consent_version": "'1'",
        "consented": "now()",
        **dict.fromkeys(("months", "weekdays", "offers", "signs"), "'{}'"),
        **dict.fromkeys(("is_disputed", "film_agreed", "naming_agreed"), "false"),
    }
    insert(forms, columns, start, start + count - 1)
    client = Client(SERVER_NAME="localhost")
    client.force_login(member.user)
    return client


def _one_of(values: list[str]) -> str:
    array = ", ".join(f"'{value}'" for value in values)
    return f"(ARRAY[{array}])[1 + n % {len(values)}]"


def compared(name: str, few: Client, many: Client) -> Iterator[Row]:
    """The queries of the page, and its CPU with many forms against that with few."""
    page = PAGES[name]
    many.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert re.search(rf"{LIST}\d+/change/", many.get(page).text)
        queries = len(captured)
    taken: dict[str, list[float]] = {"few": [], "many": []}
    for _round in range(ROUNDS):
        for which, client in (("few", few), ("many", many)):
            taken[which].append(spent(lambda client=client: client.get(page)))
    a, b = min(taken["many"]), min(taken["few"])
    yield Row(f"{name}, queries with 100,000", str(queries), "≤ 10", queries <= 10)
    value = f"{a / b:.2f} × ({1000 * a:.0f} ms / {1000 * b:.0f} ms)"
    what = f"{name}, CPU of 100,000 to 100"
    yield Row(what, value, f"≤ {MOST} ×", a / b <= MOST)


def spent(work: Callable[[], object]) -> float:
    """CPU seconds of one request, ours and the database's."""
    started = time.process_time() + cpu_of_database()
    for _ in range(REQUESTS):
        work()
    return (time.process_time() + cpu_of_database() - started) / REQUESTS


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
