"""What a member of staff sees of her own group, beside what the table of access says.

That another group's things are told by no door is run in `tests/test_access.py`.
"""

import pytest
from django.urls import reverse

from partners.models import Membership
from places.models import Photo, Place
from places.photos.names import path_of
from tests.access.desks import DESKS
from tests.access.marks import marks_in
from tests.access.rows import rows_of
from tests.access.terms import STAFF
from tests.factories import MembershipFactory, PhotoFactory, UserFactory

pytestmark = pytest.mark.django_db
OWNED = [label for label, desk in DESKS.items() if desk.owned and desk.reads == STAFF]


@pytest.fixture
def mine():
    return rows_of("m")


@pytest.fixture
def theirs():
    return rows_of("t")


@pytest.fixture
def coordinator(client, mine):
    role = Membership.Role.COORDINATOR
    member = MembershipFactory(group=mine.group, role=role)
    client.force_login(member.user)
    return member.user


def groups_told(answer, *known):
    """Whose marks stand in the answer."""
    return {whose for whose, _model, _column in marks_in(answer.text, known)}


@pytest.mark.no_cover  # counted by others; it would take half as long again
def test_lists_and_tables_hold_own_things_alone(client, coordinator, mine, theirs):
    wrong = []
    for label in OWNED:
        own, other = (getattr(it, label.rpartition(".")[2]) for it in (mine, theirs))
        name = label.replace(".", "_")
        url = reverse(f"admin:{name}_changelist")
        chosen = {"action": "export", "_selected_action": [own.pk, other.pk]}

        listed = {
            row
            for row in (own, other)
            if reverse(f"admin:{name}_change", args=[row.pk]) in client.get(url).text
        }
        table = client.post(url, chosen).text.splitlines()

        if listed != {own} or len(table) != len(["head", own]):
            wrong.append(label)

    assert wrong == []


def test_place_cannot_be_given_to_another_group(client, coordinator, mine, theirs):
    url = reverse("admin:places_place_change", args=[mine.place.pk])
    form = {
        "name_bg": "Ново",
        "category": mine.place.category_id,
        "point_lon": "23.5",
        "point_lat": "42.3",
        "precision": "exact",
    }

    refused = client.post(url, {**form, "group": theirs.group.pk})
    kept = client.post(url, {**form, "group": mine.group.pk})

    assert [refused.status_code, kept.status_code] == [200, 302]
    place = Place.objects.get(pk=mine.place.pk)
    assert (place.name_bg, place.group) == ("Ново", mine.group)


def test_twins_of_another_group_are_not_told(client, coordinator, mine, theirs):
    Photo.objects.filter(pk=theirs.photo.pk).update(sha256=mine.photo.sha256)
    twin = PhotoFactory(place=mine.place, sha256=mine.photo.sha256)
    ids = [mine.submission.pk]

    answer = client.get(reverse("admin:interest_forms_submission_change", args=ids))

    assert f"/admin/places/photo/{twin.pk}/" in answer.text
    assert f"/photo/{theirs.photo.pk}/" not in answer.text


def test_superuser_sees_the_things_of_every_group(client, mine, theirs):
    nobodys = rows_of("n", has_group=False)
    client.force_login(UserFactory(is_superuser=True))

    answer = client.get(reverse("admin:places_place_changelist"))

    assert groups_told(answer, mine, theirs, nobodys) == {"m", "t", "n"}


@pytest.mark.parametrize(("asked", "given"), [(320, 320), (2000, 2000), (1, 320)])
def test_picture_has_the_size_asked_for(client, coordinator, mine, asked, given):
    Photo.objects.filter(pk=mine.photo.pk).update(width=2400, height=1600)
    path = path_of(mine.photo.rendition_name(given, "webp"))
    path.write_bytes(b"RIFF of this size")

    url = reverse("admin:places_photo_picture", args=[mine.photo.pk, asked])

    assert client.get(url).content == b"RIFF of this size"
