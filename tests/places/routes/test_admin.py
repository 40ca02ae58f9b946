"""Staff keep routes: the form, the file, the stops, the button."""

import re
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


def change_page(route):
    return reverse("admin:places_route_change", args=[route.pk])


def test_drawn_line_is_kept_without_heights_and_can_be_taken_away(editor):
    place = PlaceFactory(group=editor.group)

    sent(editor, (place, ""), drawn="42.337, 23.558\r\n42.346, 23.558\r\n")

    route = Route.objects.get()
    assert (route.length, route.ascent, route.profile) == (1000, None, [])
    drawn = editor.get(change_page(route)).context["adminform"].form["drawn"].value()
    assert drawn == "42.337000, 23.558000\n42.346000, 23.558000"

    moved = editor.post(
        change_page(route), sent_again(drawn.replace("\n", "\r\n"), editor.group)
    )
    assert moved.status_code == 302
    assert Route.objects.get().length == 1000
    editor.post(change_page(route), sent_again("", editor.group))
    assert Route.objects.get().line is None


def sent_again(drawn, group):
    return {
        "name_bg": "Към върха",
        "group": group.pk,
        "drawn": drawn,
        "stops-TOTAL_FORMS": 0,
        "stops-INITIAL_FORMS": 0,
    }


def test_small_recorded_line_is_not_touched_by_saving_other_words(editor):
    sent(editor, gpx=gpx())
    route = Route.objects.get()

    form = editor.get(change_page(route)).context["adminform"].form
    editor.post(change_page(route), sent_again(form["drawn"].value(), editor.group))

    again = Route.objects.get()
    assert again.line.coords == route.line.coords
    assert again.ascent == route.ascent is not None


def test_wrong_row_is_told_and_all_rows_stay(editor):
    answer = sent(editor, drawn="42.337, 23.558\nпри чешмата")

    assert "2" in str(errors_in(answer)["drawn"])
    assert "при чешмата" in answer.content.decode()
    assert not Route.objects.exists()


def test_line_comes_from_the_file_or_from_the_map(editor):
    answer = sent(editor, gpx=gpx(), drawn="42, 23\n43, 23")

    assert list(errors_in(answer)) == ["drawn"]
    assert not Route.objects.exists()


def token_in(answer):
    return re.search(r'name="gpx_kept" value="([^"]+)"', answer.content.decode())[1]


def test_file_survives_a_problem_in_another_field(editor):
    answer = sent(editor, gpx=gpx(), name_bg="")

    assert "track.gpx" in answer.content.decode()
    again = sent(editor, gpx_kept=token_in(answer), difficulty="x")
    assert "track.gpx" in again.content.decode()
    assert sent(editor, gpx_kept=token_in(again)).status_code == 302
    assert Route.objects.get().length == 2701


def test_kept_file_can_be_left_out_and_a_forged_one_is_none(editor):
    token = token_in(sent(editor, gpx=gpx(), name_bg=""))

    sent(editor, gpx_kept=token, gpx_without="on")
    sent(editor, gpx_kept=f"{token}x")

    assert [route.line for route in Route.objects.all()] == [None, None]


def test_places_of_her_groups_are_offered_as_stops_unless_kept_back(editor):
    mine = PlaceFactory(group=editor.group, published=None, name_bg="Чешмата")
    PlaceFactory(group=editor.group, precision="1km")
    PlaceFactory()
    west, south, east, north = mine.point.buffer(0.01).extent
    url = reverse("admin:places_route_places")

    here = editor.get(f"{url}?bbox={west},{south},{east},{north}").json()["places"]
    elsewhere = editor.get(f"{url}?bbox=1,1,2,2").json()["places"]

    assert [(place["id"], place["name"]) for place in here] == [(mine.pk, "Чешмата")]
    assert elsewhere == []
