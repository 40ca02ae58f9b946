"""The picture editor, by its numbers: as it works without JavaScript."""

import pytest
from django.urls import reverse

from partners.models import Membership
from places.actions import add_photo
from places.models import Photo
from places.photos import renditions
from tests.factories import MembershipFactory, PlaceFactory, SubmissionFactory
from tests.originals import drawn, kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    place = PlaceFactory()
    submission = SubmissionFactory(group=place.group, place=place)
    photo = add_photo(
        kept(drawn()),
        place=place,
        group=place.group,
        caption="",
        language="bg",
        submission=submission,
    )
    return made(photo)


@pytest.fixture
def moderator(client, photo):
    member = MembershipFactory(group=photo.group, role=Membership.Role.MODERATOR)
    client.force_login(member.user)
    return member.user


def made(photo):
    renditions.render(Photo.objects.claim(photo.pk))
    return Photo.objects.get(pk=photo.pk)


def page(photo, name="edit"):
    name = f"admin:interest_forms_submission_{name}"
    return reverse(name, args=[photo.submission_id, photo.pk])


def area(prefix, *values):
    sides = ("left", "top", "width", "height")
    return {
        f"{prefix}-{side}": value for side, value in zip(sides, values, strict=True)
    }


def test_numbers_become_instructions(client, moderator, photo):
    numbers = {
        "turn": 1,
        "tilt": -1.5,
        **area("crop", 10, 0, 90, 100),
        **area("hide-0", 5, 5, 20, 30.5),
    }

    answer = client.post(page(photo), numbers, follow=True)

    photo.refresh_from_db()
    assert photo.edits == {
        "turn": 1,
        "tilt": -1.5,
        "crop": [0.1, 0.0, 0.9, 1.0],
        "hide": [[0.05, 0.05, 0.2, 0.305]],
    }
    assert answer.redirect_chain[-1][0].endswith(
        f"/submission/{photo.submission_id}/change/#photo-{photo.pk}"
    )
    made(photo)
    assert 'value="30.5"' in client.get(page(photo)).content.decode()


@pytest.mark.parametrize(
    "numbers",
    [
        {"tilt": 45},
        area("hide-0", 90, 0, 20, 20),
        area("hide-3", 1, 1, "", 5),
        area("crop", 0, 0, 1, 1),
    ],
)
def test_wrong_numbers_are_told_and_kept(client, moderator, photo, numbers):
    answer = client.post(page(photo), {"turn": 2, **numbers})

    photo.refresh_from_db()
    assert answer.status_code == 422
    assert photo.edits == {}
    body = answer.content.decode()
    assert body.count("errorlist") == 1
    assert '<option value="2" selected>' in body


def test_picture_goes_back_to_what_it_was(client, moderator, photo):
    client.post(page(photo), {"turn": 2})
    made(photo)

    client.post(page(photo), {"turn": 2, "act": "reset"})

    photo.refresh_from_db()
    assert photo.edits == {}


def test_editor_draws_on_the_picture_as_it_came(client, moderator, photo):
    plain = client.get(page(photo, "before")).content
    client.post(page(photo), {"turn": 1})
    assert client.get(page(photo, "before")).status_code == 404
    assert client.get(page(photo)).status_code == 200
    made(photo)

    answer = client.get(page(photo, "before"))

    assert answer.content[:4] == plain[:4] == b"RIFF"
    assert "private" in answer["Cache-Control"]


def test_photo_of_another_submission_is_not_edited(client, moderator, photo):
    other = SubmissionFactory(group=photo.group)

    def answer(submission):
        name = "admin:interest_forms_submission_edit"
        return client.get(reverse(name, args=[submission.pk, photo.pk])).status_code

    assert (answer(other), answer(photo.submission)) == (404, 200)


def test_senders_receipt_shows_the_edited_picture(client, moderator, photo):
    client.post(page(photo), {"turn": 1})
    photo = made(photo)
    receipt = photo.submission.get_absolute_url()

    body = client.get(receipt).content.decode()

    assert f"photos/{photo.pk}-320.webp?v={photo.token}" in body
