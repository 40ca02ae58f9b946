"""Where was it? A place, a village, a pin, or nobody knows."""

import re

import pytest

from interest_forms.models import Submission
from tests.factories import (
    GroupSettlementFactory,
    MunicipalityFactory,
    PlaceFactory,
    SettlementFactory,
)
from tests.interest_forms.test_photo_form import SHARE, answers, opened_form, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """These tests end where the worker begins."""
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)


@pytest.fixture
def village():
    return SettlementFactory(parent=MunicipalityFactory(name_bg="Самоков"))


def choices(page):
    """What can be chosen as the place, and which of it is."""
    inputs = re.findall(r'<input[^>]*name="place"[^>]*>', page.content.decode())
    values = {re.search(r'value="(\w*)"', one)[1]: "checked" in one for one in inputs}
    return list(values), [value for value, chosen in values.items() if chosen]


def test_nobody_has_to_know_where_it_was(client):
    assert choices(client.get(SHARE)) == ([""], [""])

    client.post(SHARE, answers(opened_form(client), photos=picture(), place=""))

    submission = Submission.objects.get()
    assert (submission.place, submission.territory) == (None, None)


def test_village_is_found_and_chosen_without_script(client, village):
    place = PlaceFactory(name_bg="Църквата", territory=village)
    sent = answers(opened_form(client), act="search", place_text="белчин")
    found = client.post(SHARE, sent)
    chosen = client.post(SHARE, {**sent, "place": f"s{village.pk}"})

    assert choices(found) == ([f"s{village.pk}", str(place.pk), ""], [""])
    assert choices(chosen)[1] == [f"s{village.pk}"]


def test_photo_of_a_village_goes_to_its_group(client, village):
    joined = GroupSettlementFactory(settlement=village)
    GroupSettlementFactory()

    sent = answers(opened_form(client), photos=picture(), place=f"s{village.pk}")
    client.post(SHARE, sent)

    submission = Submission.objects.get()
    assert (submission.territory, submission.place) == (village, None)
    assert submission.group == joined.group


@pytest.mark.parametrize("value", ["s", "sx", "s0", "s" + "9" * 50])
def test_village_that_is_none_stops_no_photo(client, value):
    client.post(SHARE, answers(opened_form(client), photos=picture(), place=value))

    assert Submission.objects.get().territory is None


@pytest.mark.parametrize("count", [1, 3])
def test_suggestions_take_three_queries(
    client, village, count, django_assert_num_queries
):
    for _number in range(count):
        PlaceFactory(name_bg="Църквата", territory=village)

    with django_assert_num_queries(3):
        found = client.get("/bg/places/search.json", {"q": "белчин"}).json()

    assert len(found["places"]) == count
    name = "Белчин, общ. Самоков"
    assert found["settlements"] == [{"id": village.pk, "name": name, "country": "BG"}]


def test_village_lists_its_places(client, village):
    place = PlaceFactory(territory=village)
    PlaceFactory(name_bg="Другаде")

    found = client.get("/bg/places/search.json", {"territory": village.pk}).json()

    assert [one["id"] for one in found["places"]] == [place.pk]
