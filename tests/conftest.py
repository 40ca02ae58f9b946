"""Fixtures every test may use."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation

from hub.shared import memory, versions


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Originals and renditions of each test lie in a folder of its own."""
    settings.HUB_ORIGINALS = tmp_path / "originals"
    settings.HUB_RENDITIONS = tmp_path / "renditions"
    settings.HUB_PAPERS = tmp_path / "papers"
    settings.HUB_BASEMAPS = tmp_path / "basemap"


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
