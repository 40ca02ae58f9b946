"""What rows, rings and claims cost beside a bare pool of two processes.

Both make the renditions of the same photographs, taking turns; of the times the best
round counts, which was disturbed least. `python -m tests.bench.worker` prints the
table; it fills the database it is given.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from multiprocessing import active_children, get_context
from pathlib import Path
from statistics import median
from typing import NamedTuple

import django
from django.apps import apps
from django.core.management import call_command

from tests.bench.imaging import ROOT, Row, as_markdown
from tests.bench.scene import landscape

ROUNDS = 8
PHOTOS = 12
PROCESSES = 2
PATIENCE = 120


class Cost(NamedTuple):
    """Of one round: by the clock, and of the processes that did the work."""

    seconds: float
    cpu: float


def run() -> list[Row]:
    """Measure, and hold the result against what is wanted."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    digests = keep_photos()
    keys = make_rows(digests)
    with worker() as main, get_context("fork").Pool(PROCESSES) as pool:
        of_pool = [child.pid or 0 for child in active_children()]
        of_worker = [main, *children_of(main)]
        pool.map(render_bare, digests[:PROCESSES], chunksize=1)
        by_worker(keys[:PROCESSES])
        bare, ours = [], []
        for _round in range(ROUNDS):
            bare.append(
                cost(lambda: pool.map(render_bare, digests, chunksize=1), of_pool)
            )
            ours.append(cost(lambda: by_worker(keys), of_worker))
    apps.get_model("places.Photo").objects.filter(pk__in=keys).delete()
    return rows(bare, ours)


def rows(bare: list[Cost], ours: list[Cost]) -> list[Row]:
    least = min(cost.seconds for cost in bare)
    most = min(cost.seconds for cost in ours)
    ratio = most / least
    cpu = median(cost.cpu for cost in ours) / median(cost.cpu for cost in bare)
    what = f"{PHOTOS} photographs of 12 MP: the worker's {{}} / that of Pool(2)"
    return [
        Row(what.format("time"), f"{ratio:.2f}", "≤ 1.10", ratio <= 1.10),
        Row(what.format("CPU"), f"{cpu:.2f}"),
        Row("The worker's time / Pool(2)'s", f"{most:.2f} s / {least:.2f} s"),
    ]


def keep_photos() -> list[str]:
    """The same landscape, with another last byte each time, among the originals."""
    file = BytesIO()
    landscape(4000, 3000).save(file, "JPEG", quality=90)
    incoming = import_module("places.photos.originals").Incoming
    digests = []
    for number in range(PHOTOS):
        original = incoming()
        original.write(file.getvalue() + bytes([number]))
        digests.append(original.keep())
    return digests


def make_rows(digests: list[str]) -> list[int]:
    photo = apps.get_model("places.Photo")
    return [
        photo.objects.create(sha256=digest, size=1, format="jpeg", state="withdrawn").pk
        for digest in digests
    ]


def render_bare(digest: str) -> None:
    """One photograph without any row."""
    imaging = import_module("places.photos.imaging")
    names = import_module("places.photos.names")
    original = import_module("places.photos.originals").path_of(digest)
    token = names.token_of(digest, 0)
    imaging.make_renditions(
        original,
        lambda width, extension: names.path_of(
            names.rendition_name(token, width, extension)
        ),
    )


def by_worker(keys: list[int]) -> None:
    """Ring for every photograph and wait for the last."""
    photos = apps.get_model("places.Photo").objects.filter(pk__in=keys)
    photos.update(state="received", recipe=0, attempts=0, lease_until=None)
    bell = import_module("hub.shared.bell")
    task = import_module("places.tasks").render_photo
    for key in keys:
        bell.ring_now(task, key)
    until(lambda: photos.filter(state="pending").count() == len(keys))


@contextmanager
def worker() -> Iterator[int]:
    """The worker as `make run` starts it; its main process."""
    heartbeats = apps.get_model("shared.Heartbeat").objects
    heartbeats.all().delete()
    command = [sys.executable, "-m", "celery", "-A", "hub", "worker"]
    options = ["--pool", "prefork", "--concurrency", str(PROCESSES)]
    process = subprocess.Popen(
        [*command, *options, "--without-mingle"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(heartbeats.exists)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def cost(act: Callable[[], object], processes: list[int]) -> Cost:
    begun, used = time.perf_counter(), sum(map(cpu_of, processes))
    act()
    spent = sum(map(cpu_of, processes)) - used
    return Cost(time.perf_counter() - begun, spent)


def cpu_of(process: int) -> float:
    """Seconds of CPU that the process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children_of(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in path.read_text().split()]


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            message = f"The worker did not finish within {PATIENCE} s."
            raise RuntimeError(message)
        time.sleep(0.05)


if __name__ == "__main__":
    print(as_markdown(run()))
