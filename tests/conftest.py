"""Fixtures every test may use."""

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.utils import translation
from xdist.scheduler.loadfile import LoadFileScheduling

from hub.shared import memory, versions

BROWSERS = "tests/e2e/"


def pytest_configure(config):
    """Side by side: each process has a Redis database of its own."""
    if process := getattr(config, "workerinput", {}).get("workerid"):
        server, _, _database = django_settings.REDIS_URL.rpartition("/")
        address = f"{server}/{int(process.removeprefix('gw')) + 1}"
        django_settings.REDIS_URL = django_settings.CELERY_BROKER_URL = address
        os.environ["REDIS_URL"] = address


class OneProcessForBrowsers(LoadFileScheduling):
    """Side by side: a file's tests in one process, and all that share the portal."""

    def _split_scope(self, nodeid):
        return BROWSERS if nodeid.startswith(BROWSERS) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config, log):
    return OneProcessForBrowsers(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What runs in browsers takes longest, and is begun first."""
    items.sort(key=lambda item: not item.nodeid.startswith(BROWSERS))


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Originals and renditions of each test lie in a folder of its own."""
    settings.HUB_ORIGINALS = tmp_path / "originals"
    settings.HUB_RENDITIONS = tmp_path / "renditions"
    settings.HUB_PAPERS = tmp_path / "papers"
    settings.HUB_BASEMAPS = tmp_path / "basemap"
    settings.HUB_MAPS = tmp_path / "maps"
    settings.HUB_PACKS = tmp_path / "packs"


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
