"""A group with a place, and what its pack is when it is made."""

import gzip

import pytest

from hub.packs.files import is_kept, path_of
from hub.packs.models import OfflinePack
from hub.packs.tasks import make_pack
from hub.shared import bell
from tests.factories import ActionGroupFactory, square


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """The tasks that were asked for; no worker hears of them."""
    asked = []
    monkeypatch.setattr(
        bell,
        "_ring_now",
        lambda task, calls: asked.extend((task.name, *args) for args in calls),
    )
    return asked


@pytest.fixture
def group(db):
    return ActionGroupFactory(slug="samokov", area=square(23.55, 42.33))


@pytest.fixture
def make(group):
    """Make a pack of the group as a worker does; get the row as it is then."""

    def made(language="bg"):
        pack, _is_new = OfflinePack.objects.get_or_create(
            group=group, language=language
        )
        OfflinePack.objects.filter(pk=pack.pk).ask_again()
        make_pack(pack.pk)
        pack.refresh_from_db()
        assert (pack.state, pack.problem) == ("ready", "")
        return pack

    return made


def kept(pack, address):
    """The bytes that a phone without signal answers with."""
    digest, _size, _type, is_gzipped = pack.files[address]
    content = path_of(digest).read_bytes()
    return gzip.decompress(content) if is_gzipped else content


def all_kept(pack):
    return {address: kept(pack, address) for address in pack.files if is_kept(address)}
