import pytest

from tests.interest_forms.resumable.tus import Sender
from tests.originals import drawn


@pytest.fixture
def photo():
    """The bytes of a small photograph."""
    return drawn(7)


@pytest.fixture
def sender():
    return Sender()
