"""A group, one who chooses for it, and a village of its land."""

import pytest
from django.contrib.gis.geos import Point

from tests.factories import ActionGroupFactory, MembershipFactory, SettlementFactory


@pytest.fixture
def group():
    return ActionGroupFactory()


@pytest.fixture
def coordinator(client, group):
    user = MembershipFactory(group=group, role="coordinator").user
    client.force_login(user)
    return user


@pytest.fixture
def village():
    return SettlementFactory(name_bg="Белчин", point=Point(23.36, 42.36, srid=4326))
