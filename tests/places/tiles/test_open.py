"""Open this month: the list, its chips and the tiles say the same."""

from datetime import UTC, datetime

import pytest

from tests.factories import CategoryFactory, PlaceFactory
from tests.places.tiles.conftest import total

pytestmark = pytest.mark.django_db
MEANING = "не е затворено, не е изгубено и не е извън сезона си"


@pytest.fixture
def february(time_machine):
    time_machine.move_to(datetime(2027, 2, 10, tzinfo=UTC))


@pytest.fixture
def places():
    """Two that are open, one of them in winter only; three that are not."""
    church, mill = CategoryFactory(slug="religious"), CategoryFactory(slug="industrial")
    return [
        PlaceFactory(name_bg="Неизвестно кога", category=church),
        PlaceFactory(name_bg="Зимно", category=mill, season=[12, 1, 2]),
        PlaceFactory(name_bg="Лятно", category=mill, season=[6, 7, 8]),
        PlaceFactory(name_bg="Затворено", category=church, access="closed"),
        PlaceFactory(name_bg="Изгубено", category=church, condition="lost"),
    ]


@pytest.mark.parametrize("page", ["places", "map"])
def test_list_chips_and_tiles_agree_on_what_is_open(
    client,
    february,
    places,
    tile,
    page,
):
    everything = client.get(f"/bg/{page}/").context
    answer = client.get(f"/bg/{page}/?open=1")

    assert everything["all_count"] == "5"
    assert everything["open_count"] == "2"
    assert [place.pk for place in answer.context["places"]] == [
        place.pk for place in reversed(places[:2])
    ]
    assert (answer.context["all_count"], answer.context["open_count"]) == ("2", "2")
    chips = {chip.category.slug: chip.count for chip in answer.context["chips"]}
    assert chips == {"religious": 1, "industrial": 1}
    assert total(tile(7, 72, 47, "open=1")) == 2
    assert MEANING in answer.content.decode()
    assert MEANING not in client.get(f"/bg/{page}/").content.decode()


def test_open_chip_keeps_the_other_filters_and_counts_within_them(
    client, february, places
):
    page = client.get("/bg/map/?category=industrial")

    assert page.context["open_count"] == "1"
    assert 'href="/bg/map/?category=industrial&amp;open=1"' in page.content.decode()
    chosen = client.get("/bg/map/?category=industrial&open=1")
    assert 'href="/bg/map/?category=industrial"' in chosen.content.decode()
    assert chosen.context["tiles"].endswith("?category=industrial&open=1")
    assert '<input type="hidden" name="open" value="1">' in chosen.content.decode()
