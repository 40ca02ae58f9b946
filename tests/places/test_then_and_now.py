"""Old pictures, and the same view today."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from hub.shared.dates import InOrder, PartialDate
from hub.shared.versions import raise_versions
from interest_forms.models import Submission
from places.actions import approve_photos, hide_photos
from places.models import Photo, PhotoPair
from places.pairs import pair_photos
from tests.factories import (
    MembershipFactory,
    PhotoFactory,
    PhotoPairFactory,
    PlaceFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
THIRTIES = PartialDate.from_edtf("193X")


def test_photo_keeps_a_date_as_well_as_it_is_known():
    photo = PhotoFactory(dated=THIRTIES)

    assert Photo.objects.get() == photo
    assert Photo.objects.get().dated == THIRTIES
    assert PhotoFactory().dated is None or Photo.objects.last().dated is None
    assert Photo.objects.get(dated=THIRTIES) == photo


def test_photos_are_sorted_by_their_old_dates():
    for edtf in ("1935~", "1944-05-24", "../1935", "193X", "1935"):
        PhotoFactory(dated=PartialDate.from_edtf(edtf))

    photos = Photo.objects.order_by(InOrder("dated"))

    dates = [photo.dated for photo in photos]
    assert dates == sorted(dates)
    assert len(dates) == 5


def test_photo_has_one_date():
    with pytest.raises(IntegrityError):
        PhotoFactory(dated=THIRTIES, taken=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("dates", "is_old"),
    [
        ({"dated": THIRTIES}, True),
        ({"taken": date(1999, 5, 6)}, True),
        ({"taken": date(2026, 5, 6)}, False),
        ({}, False),
    ],
)
def test_photo_is_old_after_twenty_years(dates, is_old):
    assert PhotoFactory(**dates).is_old == is_old


# ---- The pair


def context_of(client, place):
    return client.get(place.get_absolute_url()).context


def test_pair_is_public_when_both_photos_are(client):
    place = PlaceFactory()
    old = PhotoFactory(public=True, place=place, dated=THIRTIES)
    new = PhotoFactory(place=place)
    pair_photos(then=old, now=new)
    shown = context_of(client, place)
    assert (shown["pairs"], shown["unpaired"]) == ([], [old])

    approve_photos(Photo.objects.filter(pk=new.pk), by=UserFactory())
    shown = context_of(client, place)
    assert [(pair.then, pair.now) for pair in shown["pairs"]] == [(old, new)]
    assert shown["unpaired"] == []

    hide_photos(Photo.objects.filter(pk=old.pk), by=UserFactory())
    assert context_of(client, place)["pairs"] == []


def test_pair_that_is_not_of_one_place_any_more_is_not_shown(client):
    pair = PhotoPairFactory(public=True)
    place = pair.then.place
    assert len(context_of(client, place)["pairs"]) == 1

    Photo.objects.filter(pk=pair.now.pk).update(place=PlaceFactory())
    raise_versions([place.group_id])

    assert context_of(client, place)["pairs"] == []


def test_pairs_stand_in_the_order_of_their_old_pictures(client):
    place = PlaceFactory()
    for edtf in ("1960", "../1935", "194X"):
        PhotoPairFactory(
            public=True,
            then__place=place,
            then__dated=PartialDate.from_edtf(edtf),
        )

    shown = context_of(client, place)["pairs"]

    assert [pair.then.dated.edtf for pair in shown] == ["../1935", "194X", "1960"]


def test_page_says_when_the_old_picture_was_taken(client):
    pair = PhotoPairFactory(public=True)
    place = pair.then.place

    page = client.get(place.get_absolute_url()).content.decode()

    assert "1930-те години" in page
    assert 'type="range"' in page


def test_the_same_two_photos_are_one_pair():
    pair = PhotoPairFactory()

    assert pair_photos(then=pair.then, now=pair.now) == pair
    assert PhotoPair.objects.count() == 1


def test_only_an_older_and_a_newer_photo_of_one_place_are_a_pair():
    old = PhotoFactory(dated=THIRTIES)
    new = PhotoFactory(place=old.place, taken=date(2026, 5, 6))

    for then, now in [(old, old), (new, old), (old, PhotoFactory())]:
        with pytest.raises(ValidationError):
            pair_photos(then=then, now=now)
    pair_photos(then=old, now=new)


# ---- The form


def test_form_for_the_same_view_today_shows_the_old_picture(client):
    old = PhotoFactory(public=True, dated=THIRTIES)

    answer = client.get(f"/bg/share/?then={old.pk}")

    assert answer.context["then"] == old
    assert answer.context["chosen_place"] == old.place
    assert answer["Permissions-Policy"].startswith("camera=(self)")
    page = answer.content.decode()
    assert f'name="then" value="{old.pk}"' in page
    assert "data-camera-open" in page


@pytest.mark.parametrize("then", ["", "x", "0", "99999999999999999999", "²"])
def test_form_asks_for_no_camera_without_an_old_picture(client, then):
    hidden = PhotoFactory(dated=THIRTIES)

    for written in (then, str(hidden.pk)):
        answer = client.get(f"/bg/share/?then={written}")
        assert answer.context["then"] is None
        assert answer["Permissions-Policy"].startswith("camera=()")
        assert "data-camera-open" not in answer.content.decode()


def test_no_other_page_may_use_the_camera(client):
    assert client.get("/bg/")["Permissions-Policy"].startswith("camera=()")


# ---- The administration


@pytest.fixture
def desk(client):
    old = PhotoFactory(public=True, dated=THIRTIES)
    person = MembershipFactory(group=old.group).user
    client.force_login(person)
    return client, old


def test_staff_make_a_pair(desk):
    client, old = desk
    new = PhotoFactory(place=old.place)

    client.post(reverse("admin:places_photopair_add"), {"then": old.pk, "now": new.pk})

    pair = PhotoPair.objects.get()
    assert (pair.then, pair.now) == (old, new)
    assert client.get(reverse("admin:places_photopair_changelist")).status_code == 200


def test_staff_are_told_why_two_photos_are_no_pair(desk):
    client, old = desk
    elsewhere = PhotoFactory(place=PlaceFactory(group=old.group))

    answer = client.post(
        reverse("admin:places_photopair_add"), {"then": old.pk, "now": elsewhere.pk}
    )

    assert "едно място" in answer.content.decode()
    assert not PhotoPair.objects.exists()


def test_staff_cannot_pair_photos_of_another_group(desk):
    client, _old = desk
    theirs = PhotoPairFactory()

    client.post(
        reverse("admin:places_photopair_add"),
        {"then": theirs.then.pk, "now": theirs.now.pk},
    )

    assert PhotoPair.objects.count() == 1
    change = reverse("admin:places_photopair_change", args=[theirs.pk])
    assert client.get(change).status_code == 404


def test_staff_write_the_date_of_an_old_picture_in_words(desk):
    client, old = desk
    address = reverse("admin:places_photo_change", args=[old.pk])
    form = {"caption_bg": "Чешмата", "rights": "by-sa", "dated": "преди 1944"}

    client.post(address, form)

    assert Photo.objects.get().dated.edtf == "../1944"
    assert "преди 1944" in client.get(address).content.decode()


def test_desk_shows_which_old_picture_a_photo_answers(desk):
    client, old = desk
    submission = SubmissionFactory(group=old.group, place=old.place)
    new = PhotoFactory(place=old.place, submission=submission)
    pair = pair_photos(then=old, now=new)

    page = client.get(
        reverse("admin:interest_forms_submission_change", args=[submission.pk])
    ).content.decode()

    assert reverse("admin:places_photopair_change", args=[pair.pk]) in page
    assert Submission.objects.get().photos.get() == new
