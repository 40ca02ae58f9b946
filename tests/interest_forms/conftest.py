"""A place, and a moderator of its group who has signed in."""

import pytest

from tests.factories import PlaceFactory
from tests.interest_forms.desk import member


@pytest.fixture
def place():
    return PlaceFactory()


@pytest.fixture
def moderator(client, place):
    user = member(place)
    client.force_login(user)
    return user
