"""Editors' work on places."""

import pytest
from django.urls import reverse

from hub.shared.models import AuditEntry
from partners.models import Membership
from places.models import Place
from tests.factories import (
    ActionGroupFactory,
    MembershipFactory,
    PhotoFactory,
    PlaceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def member(place, role):
    return MembershipFactory(group=place.group, role=role).user


def form_of(place, **changes):
    return {
        "name_bg": place.name_bg,
        "category": place.category_id,
        "group": place.group_id,
        "point_lon": "23.5",
        "point_lat": "42.3",
        "precision": "exact",
        **changes,
    }


def change(client, place, **changes):
    url = reverse("admin:places_place_change", args=[place.pk])
    return client.post(url, form_of(place, **changes))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Membership.Role.EDITOR, 302),
        (Membership.Role.COORDINATOR, 302),
        (Membership.Role.MODERATOR, 403),
    ],
)
def test_editors_change_places_and_moderators_do_not(client, role, status):
    place = PlaceFactory()
    client.force_login(member(place, role))

    assert change(client, place, name_bg="Ново име").status_code == status
    changed = Place.objects.get(pk=place.pk).name_bg == "Ново име"
    assert changed == (status == 302)


def test_change_is_noted_once_and_the_point_is_moved(client):
    place = PlaceFactory()
    client.force_login(member(place, Membership.Role.EDITOR))

    change(client, place)

    assert list(AuditEntry.objects.values_list("verb", flat=True)) == ["place.change"]
    assert Place.objects.get(pk=place.pk).public_point.coords == (23.5, 42.3)


@pytest.mark.parametrize(("lon", "lat"), [("", "42"), ("181", "42"), ("", "")])
def test_impossible_position_is_refused(client, lon, lat):
    place = PlaceFactory()
    client.force_login(member(place, Membership.Role.EDITOR))

    answer = change(client, place, point_lon=lon, point_lat=lat)

    assert answer.status_code == 200
    assert "point" in answer.context["adminform"].form.errors


def test_button_hides_a_place_and_shows_it_again(client):
    place = PlaceFactory()
    client.force_login(member(place, Membership.Role.EDITOR))
    url = reverse("admin:places_place_switch", args=[place.pk])

    client.post(url)
    assert not Place.objects.published().exists()
    client.post(url)
    assert Place.objects.published().exists()


def test_photos_follow_a_place_to_another_group(client):
    place, other = PlaceFactory(), ActionGroupFactory()
    photo = PhotoFactory(place=place)
    client.force_login(UserFactory(is_superuser=True))

    change(client, place, group=other.pk)

    photo.refresh_from_db()
    assert photo.group == other


def test_moderator_cannot_press_the_button_that_shows_a_place(client):
    place = PlaceFactory()
    member = MembershipFactory(group=place.group, role="moderator")
    client.force_login(member.user)
    url = reverse("admin:places_place_switch", args=[place.pk])

    assert client.post(url).status_code == 403
    assert Place.objects.published().count() == 1

    Membership.objects.update(role="editor")
    assert client.post(url).status_code == 302
    assert Place.objects.published().count() == 0
