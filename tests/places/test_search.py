"""Names are found in any script, in any order of words, and with typing errors."""

import pytest
from django.utils import timezone

from hub.shared.models import Word
from partners.models import Territory
from places.actions import save_place
from places.models import Place
from tests.factories import PlaceFactory, SettlementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(django_capture_on_commit_callbacks):
    """Keep a published place under these names, as staff do."""

    def make(name_bg, name_en="", **fields):
        place = PlaceFactory.build(
            name_bg=name_bg,
            name_en=name_en,
            category=PlaceFactory().category,
            group=None,
            published=timezone.now(),
            **fields,
        )
        with django_capture_on_commit_callbacks(execute=True):
            return save_place(place)

    return make


def found(text):
    return [place.name_bg for place in Place.objects.matching(text).order_by("pk")]


@pytest.mark.parametrize(
    "typed",
    [
        "samokov",
        "САМОКОВ",
        "Σαμοκόβ",
        "Сaмоков",
        "самоквo",
        "samokvo",
        "самокоф",
        "мост самоков",
        "самоков мост",
        "мо са",
    ],
)
def test_place_is_found_however_it_is_typed(keep, typed):
    keep("Мостът в Самоков")
    keep("Църквата в Белчин")

    assert found(typed) == ["Мостът в Самоков"]


def test_word_that_is_in_a_name_is_taken_as_it_was_typed(keep):
    keep("Белчин")
    keep("Белчински бани")
    keep("Белица")

    assert found("белчинск") == ["Белчински бани"]
    assert found("белчин") == ["Белчин", "Белчински бани"]


@pytest.mark.parametrize("typed", ["!!!", "„“", " - ", "👍"])
def test_text_without_a_word_finds_nothing_anywhere(client, keep, typed):
    keep("Белчин")
    SettlementFactory()

    assert not Place.objects.matching(typed).exists()
    assert not Territory.objects.matching(typed).exists()
    for page in ("places/", "search/", "map/"):
        answer = client.get(f"/bg/{page}", {"q": typed})
        assert answer.context["places"] == []
    asked = client.get("/bg/places/search.json", {"q": typed})
    assert asked.json()["places"] == []


def test_settlement_is_found_with_a_typing_error():
    belchin = SettlementFactory(search="belchin")
    SettlementFactory(search="samokov")
    Word.objects.bulk_create([Word("belchin"), Word("samokov")])

    assert list(Territory.objects.matching("белчн")) == [belchin]


def test_words_are_known_once_the_name_is_kept(keep):
    keep("Стар мост", "Old bridge")

    words = Word.objects.order_by("word").values_list("word", flat=True)
    assert list(words) == ["bridge", "most", "old", "star"]


@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_nine_queries(client, keep, count, django_assert_num_queries):
    for number in range(count):
        keep(f"Мостът в Самоков {number}")

    with django_assert_num_queries(9):
        client.get("/bg/search/", {"q": "самоквo мост"})
