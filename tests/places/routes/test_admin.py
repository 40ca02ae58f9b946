"""Staff keep routes: the form, the file, the stops, the button."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hub.shared.models import AuditEntry
from places.models import Route
from tests.factories import (
    ActionGroupFactory,
    MembershipFactory,
    PlaceFactory,
    RouteFactory,
    RouteStopFactory,
)

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data" / "gpx"


@pytest.fixture
def editor(client):
    group = ActionGroupFactory()
    client.force_login(MembershipFactory(group=group, role="editor").user)
    client.group = group
    return client


def gpx(name="mojstrovka"):
    content = (DATA / f"{name}.gpx").read_bytes()
    return SimpleUploadedFile("track.gpx", content, "application/gpx+xml")


def sent(client, *stops, url=None, **fields):
    """The form as a browser sends it, each stop a place and its words."""
    data = {
        "name_bg": "Към върха",
        "group": client.group.pk,
        "difficulty": "hard",
        "stops-TOTAL_FORMS": len(stops),
        "stops-INITIAL_FORMS": 0,
        **fields,
    }
    for number, (place, words) in enumerate(stops):
        data |= {
            f"stops-{number}-place": place.pk,
            f"stops-{number}-position": number,
            f"stops-{number}-caption_bg": words,
        }
    return client.post(url or reverse("admin:places_route_add"), data)


def errors_in(answer):
    return answer.context["adminform"].form.errors


def test_file_and_stops_make_a_route(editor):
    place = PlaceFactory(group=editor.group)

    sent(editor, (place, "Изворът"), gpx=gpx())

    route = Route.objects.get()
    assert (route.length, route.published, route.slug) == (2701, None, "kam-varha")
    assert [(s.place, s.caption_bg) for s in route.stops.all()] == [(place, "Изворът")]
    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["route.add"]


def test_new_file_replaces_the_line(editor):
    sent(editor, gpx=gpx())
    url = reverse("admin:places_route_change", args=[Route.objects.get().pk])

    sent(editor, url=url)
    assert Route.objects.get().length == 2701
    answer = sent(editor, url=url, gpx=gpx("no_elevations"))

    route = Route.objects.get()
    assert (route.length, route.ascent, route.profile) == (4577, None, [])
    assert answer.status_code == 302


def test_bad_file_is_refused_and_what_was_typed_stays(editor):
    bad = SimpleUploadedFile("track.gpx", b"<!DOCTYPE gpx []><gpx/>")

    answer = sent(editor, gpx=bad)

    assert list(errors_in(answer)) == ["gpx"]
    assert "DOCTYPE" in str(errors_in(answer)["gpx"])
    assert "Към върха" in answer.content.decode()
    assert not Route.objects.exists()


def test_large_file_is_refused_unread(editor, settings):
    settings.HUB_GPX_MAX_BYTES = 1000

    assert list(errors_in(sent(editor, gpx=gpx()))) == ["gpx"]


def test_stop_is_at_a_place_of_her_own_groups(editor):
    answer = sent(editor, (PlaceFactory(), "Чуждото"))

    assert not Route.objects.exists()
    assert answer.status_code == 200


def test_button_shows_a_route_and_hides_it_again(editor):
    route = RouteFactory(group=editor.group, published=None)
    url = reverse("admin:places_route_switch", args=[route.pk])

    editor.post(url)
    assert Route.objects.published().exists()
    editor.post(url)
    assert not Route.objects.published().exists()


def test_list_of_the_desk_takes_the_same_queries_for_any_length(
    editor, django_assert_max_num_queries
):
    for _ in range(20):
        RouteStopFactory(route__group=editor.group)

    with django_assert_max_num_queries(12):
        editor.get(reverse("admin:places_route_changelist"))
