import pytest

from tests.interest_forms.resumable.programs import WebServer
from tests.interest_forms.resumable.tus import Sender
from tests.originals import drawn


@pytest.fixture
def photo():
    """The bytes of a small photograph."""
    return drawn(7)


@pytest.fixture
def sender():
    return Sender()


@pytest.fixture
def web_server(tmp_path, transactional_db):
    server = WebServer(tmp_path)
    yield server
    server.kill()
