"""Feasts are found by their names, in whatever script they are typed."""

import pytest

from events.models import Event
from places import publishing
from tests.factories import EventFactory, OccurrenceFactory, TraditionFactory

pytestmark = pytest.mark.django_db


def found(client, text):
    return client.get("/bg/search/", {"q": text}).content.decode()


@pytest.mark.parametrize("typed", ["лазар", "LAZAR", "Λαζαρ"])
def test_feasts_are_found_in_any_script_with_their_next_dates(client, typed):
    event = EventFactory(name_bg="Лазарски събор", name_en="")
    OccurrenceFactory(event=event, status="tentative")
    TraditionFactory(name_bg="Лазаруване", name_en="Lazaruvane")

    page = found(client, typed)

    assert "Лазаруване" in page
    assert page.index("Лазарски събор") < page.index("още непотвърдено")


def test_hidden_and_renamed_feasts_are_not_found_by_what_they_were(client):
    event = EventFactory(name_bg="Оброк")
    assert event.get_absolute_url() in found(client, "оброк")

    event.name_bg = "Сурва"
    publishing.keep(event)

    assert event.get_absolute_url() in found(client, "сурва")
    assert event.get_absolute_url() not in found(client, "оброк")

    publishing.hide(Event.objects.all())

    assert event.get_absolute_url() not in found(client, "сурва")


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_seven_queries(client, django_assert_num_queries, count):
    EventFactory.create_batch(count)
    TraditionFactory.create_batch(count)
    found(client, "събор")

    with django_assert_num_queries(7):
        client.get("/bg/search/", {"q": "събор", "page": "1"})
