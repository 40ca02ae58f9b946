"""A village whose group has a moderator, on a day in November."""

import pytest
import time_machine

from partners.models import Membership
from tests.factories import (
    GroupSettlementFactory,
    MembershipFactory,
    SettlementFactory,
)


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.HUB_FORM_MIN_SECONDS = 0


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-21 12:00+02:00"):
        yield


@pytest.fixture
def village():
    name = {"name_bg": "Белчин", "name_en": "Belchin"}
    settlement = SettlementFactory(kind="village", **name)
    return GroupSettlementFactory(settlement=settlement)


@pytest.fixture
def moderator(village):
    role = Membership.Role.MODERATOR
    return MembershipFactory(group=village.group, role=role).user
