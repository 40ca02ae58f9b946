"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import override_settings
from django.utils import translation
from xdist.scheduler.loadscope import LoadScopeScheduling

from hub.shared import memory, versions

BROWSER = "tests/e2e/"
LONGEST = (
    BROWSER,
    "tests/faults/",
    "tests/test_access.py",
    "tests/test_translations.py",
)

UNCOUNTED = (BROWSER, "tests/faults/", "tests/test_access.py")


def pytest_configure(config):
    """Side by side: each process has a Redis database of its own."""
    if process := getattr(config, "workerinput", {}).get("workerid"):
        server, _, _database = django_settings.REDIS_URL.rpartition("/")
        address = f"{server}/{int(process.removeprefix('gw')) + 1}"
        django_settings.REDIS_URL = django_settings.CELERY_BROKER_URL = address
        os.environ["REDIS_URL"] = address


def pytest_xdist_auto_num_workers():
    """One more than there are processors: who drives a browser waits half the time."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_xdist_make_scheduler(config, log):
    """A file's tests in one process; each takes on the next file when it is done."""
    config.option.loadscopereorder = False
    return Scheduling(config, log)


class Scheduling(LoadScopeScheduling):
    """All that meet the portal in a browser are one file: one portal is started."""

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        return BROWSER if file.startswith(BROWSER) else file


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What takes longest is begun first, so that no process is left with it alone.

    Counting lines takes half as long again. It is left out where other tests reach
    the same lines, or where the portal runs in programs of its own.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    for item in items:
        if item.nodeid.startswith(UNCOUNTED):
            item.add_marker("no_cover")


def folders_in(path):
    """The settings with which all files of the portal lie below this folder."""
    return {
        "HUB_ORIGINALS": path / "originals",
        "HUB_RENDITIONS": path / "renditions",
        "HUB_PAPERS": path / "papers",
        "HUB_SIGNED_SHEETS": path / "signed_sheets",
        "HUB_BASEMAPS": path / "basemap",
        "HUB_MAPS": path / "maps",
        "HUB_PACKS": path / "packs",
        "HUB_PRINTED_SHEETS": path / "printed_sheets",
    }


@pytest.fixture(autouse=True)
def files(tmp_path):
    """Originals and renditions of each test lie in a folder of its own."""
    with override_settings(**folders_in(tmp_path)):
        yield


@pytest.fixture(autouse=True)
def no_memory_of_pages():
    """No page or content version is remembered from one test to the next."""
    cache.clear()
    versions.forget()
    memory.forget_all()


@pytest.fixture(autouse=True)
def in_bulgarian():
    """Every test begins in the portal's own language."""
    with translation.override("bg"):
        yield


@pytest.fixture(scope="session")
def shared_data(request):
    """The folder of real data that stands beside a developer's checkout."""
    folder = Path(request.config.rootpath).parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the real data are not here: {folder}")
    return folder
