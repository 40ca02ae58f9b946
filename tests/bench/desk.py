"""What the moderators' desk costs with twenty submissions waiting and with 20,000.

CPU seconds of this process, of the round that was disturbed least, for the list; wall
time, the median, for what a moderator waits for. All that is compared takes turns.
`python -m tests.bench.desk` prints the table; it fills the database it is given.
"""

import os
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.bench.imaging import Row

FEW, MANY = 20, 20_000
ROUNDS, REQUESTS = 12, 5
DECISIONS = 40
BULK = 100
# Seconds.
LONGEST = 0.15
QUEUE = "/admin/interest_forms/submission/"


def run() -> list[Row]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    few, many = desk_with(FEW), desk_with(MANY)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE places_photo")
        cursor.execute("VACUUM ANALYZE interest_forms_submission")
    return [*listing(few, many), stepping(many), bulk(many)]


def desk_with(waiting: int) -> Client:
    """A moderator whose group has so many submissions, each with one photo."""
    factories = import_module("tests.factories")
    place = factories.PlaceFactory(category__slug=f"c{waiting}")
    moderator = factories.MembershipFactory(group=place.group).user
    model = apps.get_model("interest_forms", "Submission")
    photo = apps.get_model("places", "Photo")
    now = timezone.now()
    rows = model.objects.bulk_create(
        model(
            key=uuid.uuid4(),
            code=f"{(waiting * 7 + number) % 1_000_000:06}",
            language="bg",
            group=place.group,
            place=place,
            received=now - timedelta(minutes=number),
            author="sender",
            rights="by-sa",
            consent_version="1",
            contact=f"0888 {number % 5000}",
        )
        for number in range(waiting)
    )
    photo.objects.bulk_create(
        factories.PhotoFactory.build(
            place=place, group=place.group, submission=row, sha256=uuid.uuid4().hex * 2
        )
        for row in rows
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(moderator)
    return client


def listing(few: Client, many: Client) -> Iterator[Row]:
    """The queue's list: its queries, and its CPU against that of a short queue."""
    with CaptureQueriesContext(connection) as captured:
        assert many.get(QUEUE).status_code == 200
        queries = len(captured)
    taken: dict[str, list[float]] = {"few": [], "many": []}
    for _round in range(ROUNDS):
        for name, client in (("few", few), ("many", many)):
            started = time.process_time()
            for _ in range(REQUESTS):
                client.get(QUEUE)
            taken[name].append((time.process_time() - started) / REQUESTS)
    a, b = min(taken["many"]), min(taken["few"])
    yield Row("Queue of 20,000, queries", str(queries), "≤ 25", queries <= 25)
    value = f"{a / b:.2f} × ({1000 * a:.0f} ms / {1000 * b:.0f} ms)"
    yield Row("Queue, CPU of 20,000 to 20 waiting", value, "≤ 1.5 ×", a / b <= 1.5)


def stepping(client: Client) -> Row:
    """From the key to the next item: the decision is kept, the next part is there."""
    model = apps.get_model("interest_forms", "Submission")
    headers = {"accept": "application/json"}
    here = model.objects.order_by("received").first().pk

    def step() -> None:
        nonlocal here
        url = reverse("admin:interest_forms_submission_decide", args=[here])
        told = client.post(url, {"act": "approve"}, headers=headers).json()
        client.get(told["url"] + "?part")
        here = int(told["url"].split("/")[-3])

    median = statistics.median(timed(step) for _ in range(DECISIONS))
    value = f"{1000 * median:.0f} ms"
    what = "Decision and next item, 20,000 waiting"
    return Row(what, value, "≤ 150 ms", median <= LONGEST)


def bulk(client: Client) -> Row:
    photos = apps.get_model("places", "Photo").objects.pending()
    ids = list(photos.order_by("-pk").values_list("pk", flat=True)[:BULK])
    name = "admin:interest_forms_submission_bulk"
    data: dict[str, Any] = {"act": "approve", "photo": ids}
    seconds = timed(lambda: client.post(reverse(name), data))
    approved = photos.model.objects.filter(pk__in=ids, state="approved").count()
    met = seconds <= 3 and approved == BULK
    return Row("100 approvals at once", f"{seconds:.2f} s", "≤ 3 s", met)


def timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    for row in run():
        print(row.what, row.value, row.wanted, row.met, sep=" | ")
