"""Base maps on the superusers' desk, and the files that belong to them."""

import os
import time

import pytest
from django.urls import reverse

from places.basemap import files
from places.models import Basemap
from tests.factories import BasemapFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:places_basemap_changelist")
DAY_AGO = time.time() - files.STRAY_SECONDS - 60


@pytest.fixture
def act(client):
    """Choose maps in the list and an action; get what the page says then."""
    client.force_login(UserFactory(is_superuser=True))

    def chosen(action, *basemaps):
        data = {"action": action, "_selected_action": [one.pk for one in basemaps]}
        answer = client.post(LIST, data, follow=True)
        return [str(message) for message in answer.context["messages"]]

    return chosen


def test_list_takes_as_many_queries_with_one_map_as_with_three(
    client, django_assert_num_queries
):
    client.force_login(UserFactory(is_superuser=True))
    # What a process reads once.
    client.get(LIST)
    for count in (1, 3):
        BasemapFactory.create_batch(count - Basemap.objects.count())
        with django_assert_num_queries(7):
            assert client.get(LIST).text.count("region-") >= count


def test_map_without_its_file_is_not_shown(act):
    basemap = BasemapFactory()

    (told,) = act("show", basemap)

    assert "Нищо не е променено" in told
    assert not Basemap.objects.filter(is_shown=True).exists()


def test_one_map_at_a_time_is_shown(act):
    assert act("show", BasemapFactory(), BasemapFactory()) == [
        "Изберете една готова основна карта."
    ]


def test_shown_map_is_taken_off(act):
    basemap = BasemapFactory()
    Basemap.objects.show(basemap)

    act("hide", basemap)

    assert not Basemap.objects.filter(is_shown=True).exists()


def test_work_is_cancelled_and_taken_up_again(act, rung):
    basemap = BasemapFactory(state="waiting")

    act("cancel", basemap)
    basemap.refresh_from_db()
    assert basemap.state == "cancelled"

    act("resume", basemap)
    basemap.refresh_from_db()
    assert basemap.state == "waiting"


def test_files_that_no_map_needs_are_found_and_removed():
    ready, waiting = BasemapFactory(), BasemapFactory(state="waiting")
    kept = [ready.path, waiting.extract]
    strays = [waiting.path, ready.extract, ready.work_path("store") / "a"]
    for path in [*kept, *strays]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"tiles")
        os.utime(path, (DAY_AGO, DAY_AGO))
    os.utime(ready.work_path("store"), (DAY_AGO, DAY_AGO))

    assert len(list(files.findings())) == len(strays)
    files.remove_strays()

    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in strays)
    ready.path.unlink()
    assert [one.text for one in files.findings()] == [
        f"base map {ready.name}: its file is missing"
    ]
