"""The news of the portal as Atom."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from places import publishing
from places.models import Place
from tests.factories import (
    EventFactory,
    OccurrenceFactory,
    PhotoFactory,
    PlaceFactory,
    TraditionFactory,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, query="", language="bg"):
    answer = client.get(f"/feeds/{language}/news.atom{query}")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314 -- our own answer


def titles(client, query="", language="bg"):
    return [one.text for one in read(client, query, language).iter(f"{ATOM}title")][1:]


def test_news_tell_what_was_published_and_what_is_called_off_newest_first(client):
    now = timezone.now()
    place = PlaceFactory(name_bg="Извор & <чешма>", published=now - timedelta(days=9))
    PhotoFactory(
        place=place,
        public=True,
        caption_bg="<b>Изворът</b>\x07",
        decided=now - timedelta(days=8),
    )
    PhotoFactory(place=place, decided=now)
    event = EventFactory(place=place, published=now - timedelta(days=7))
    TraditionFactory(published=now - timedelta(days=6))
    TraditionFactory(published=None)
    OccurrenceFactory(event=event, status="cancelled", note_bg="Заради бурята.")

    feed = read(client)

    assert [one.text for one in feed.iter(f"{ATOM}title")][1:] == [
        "Отменено: Събор на Белчин",
        "Нова традиция: Лазаруване",
        "Ново събитие: Събор на Белчин",
        "Нова снимка: Извор & <чешма>",
        "Ново на картата: Извор & <чешма>",
    ]
    words = [one.text or "" for one in feed.iter(f"{ATOM}summary")]
    assert "Заради бурята." in words[0]
    assert "&lt;b&gt;Изворът&lt;/b&gt;" in words
    keys = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(set(keys)) == len(keys)
    link = feed.find(f"{ATOM}entry/{ATOM}link").get("href")
    assert link == f"http://127.0.0.1:8000{event.get_absolute_url()}"


def test_news_are_asked_for_by_group_and_place_in_every_language(client):
    mine, other = PlaceFactory(name_bg="Чешма"), PlaceFactory(name_en="Mill")
    mine_only = [f"?place={mine.pk}", f"?group={mine.group.slug}"]

    assert [titles(client, query) for query in mine_only] == [
        ["Ново на картата: Чешма"]
    ] * 2
    assert titles(client, f"?place={other.pk}", "en") == ["New on the map: Mill"]
    assert client.get("/feeds/bg/news.atom?place=0").status_code == 404
    assert client.get("/feeds/de/news.atom").status_code == 404


def test_reader_who_has_the_news_gets_no_second_copy_until_something_is_hidden(
    client, settings
):
    settings.HUB_VERSION_SECONDS = 0
    PlaceFactory()
    known = {"If-None-Match": client.get("/feeds/bg/news.atom")["ETag"]}
    assert client.get("/feeds/bg/news.atom", headers=known).status_code == 304

    publishing.hide(Place.objects.all())

    assert titles(client) == []
    assert client.get("/feeds/bg/news.atom", headers=known).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_news_take_six_queries(client, django_assert_num_queries, count):
    for _ in range(count):
        event = EventFactory(place=PlaceFactory(), tradition=TraditionFactory())
        PhotoFactory(public=True, decided=timezone.now(), place=event.place)
        OccurrenceFactory(event=event, status="moved")

    with django_assert_num_queries(6):
        assert len(titles(client)) == 5 * count


def test_pages_tell_programs_where_the_news_are(client):
    place = PlaceFactory()

    pages = [
        client.get(one.get_absolute_url()).content.decode()
        for one in (place, place.group)
    ]

    assert f'href="/feeds/bg/news.atom?place={place.pk}"' in pages[0]
    assert f'href="/feeds/bg/news.atom?group={place.group.slug}"' in pages[1]
    assert 'href="/feeds/bg/news.atom"' in pages[0]
