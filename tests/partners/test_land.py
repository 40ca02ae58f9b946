"""The land of the groups, for the map."""

import datetime as dt

import pytest
from django.utils import timezone

from partners.areas import refresh_areas
from tests.factories import (
    GroupSettlementFactory,
    SettlementFactory,
    square,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    settlement = SettlementFactory(boundary=square(23.5, 42.3))
    member = GroupSettlementFactory(settlement=settlement)
    refresh_areas()
    return member


def test_outline_of_each_group_is_named_in_the_readers_language(client, member):
    (found,) = client.get("/en/groups/land.geojson").json()["features"]

    assert found["properties"]["name"] == member.group.name_en
    assert found["geometry"]["type"] in ("Polygon", "MultiPolygon")


def test_settlements_of_a_group_are_those_of_today(client, member):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    left = GroupSettlementFactory(
        group=member.group,
        settlement=SettlementFactory(name_bg="Костенец"),
        until=yesterday,
    )

    address = f"/bg/groups/{member.group.slug}/land.geojson"
    names = [
        feature["properties"]["name"]
        for feature in client.get(address).json()["features"]
    ]

    assert names == [member.settlement.name_bg]
    assert left.settlement.name_bg not in names
