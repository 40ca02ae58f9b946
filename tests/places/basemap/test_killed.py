"""A worker that dies in the middle takes tilemaker with it, and loses nothing."""

import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from hub.shared import bell
from places.models import Basemap
from tests.faults.programs import until
from tests.places.basemap.conftest import ANDORRA

WORKER = """
import django; django.setup()
from django.conf import settings
from pathlib import Path
settings.DATABASES["default"]["NAME"] = {name!r}
settings.HUB_BASEMAPS = Path({folder!r})
from places.tasks import build_basemap
build_basemap({pk})
"""


@pytest.mark.skipif(not shutil.which("tilemaker"), reason="there is no tilemaker")
def test_killed_worker_leaves_the_map_before_and_the_work_to_the_next(
    transactional_db, settings, client, ask, work, stand_in, monkeypatch, tmp_path
):
    old, basemap = work(ask()), ask()
    real_path = os.environ["PATH"]
    stand_in(f"echo $$ > {tmp_path}/pid; exec sleep 60")
    code = WORKER.format(
        name=connection.settings_dict["NAME"],
        folder=str(settings.HUB_BASEMAPS),
        pk=basemap.pk,
    )
    with subprocess.Popen([sys.executable, "-c", code]) as worker:  # noqa: S603 -- ours
        until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
        worker.kill()
    tilemaker = Path("/proc", (tmp_path / "pid").read_text().strip())

    until(lambda: not is_alive(tilemaker))
    shown = client.get("/basemap/shown.json").json()["tiles"]
    assert shown == f"/basemap/{old.name}.pmtiles"
    assert Basemap.objects.claim(basemap.pk) is None
    Basemap.objects.filter(pk=basemap.pk).update(lease_until=timezone.now())
    monkeypatch.setenv("PATH", real_path)
    assert work(basemap).state == Basemap.State.READY
    assert basemap.attempts == 2


@pytest.mark.skipif(not shutil.which("tilemaker"), reason="there is no tilemaker")
def test_command_waits_and_says_what_became_of_it(transactional_db, monkeypatch):
    monkeypatch.setattr(
        bell, "_ring_now", lambda task, calls: [task(*args) for args in calls]
    )
    said = StringIO()

    call_command("build_basemap", ANDORRA, "--wait", stdout=said)

    _waits, state, size = said.getvalue().splitlines()
    assert state == "ready: 100 %"
    assert size.startswith(f"{Basemap.objects.get().size:,} bytes in ")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="tilemaker is not installed"):
        call_command("build_basemap", ANDORRA, "--wait", stdout=said)


def is_alive(process):
    """A zombie waits to be noticed by whoever inherited it."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
