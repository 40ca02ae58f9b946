"""Editing a picture: what was made before is shown to nobody from that moment on."""

import pytest

from hub.shared.models import AuditEntry
from places.actions import add_photo, approve_photos
from places.editing import edit_photo
from places.models import Photo
from places.photos import originals, renditions
from places.photos.edits import UNEDITED, Edits
from places.tasks import remove_orphans
from tests.factories import PlaceFactory, UserFactory
from tests.originals import drawn, kept
from tests.places.test_tasks import aged

pytestmark = pytest.mark.django_db
HIDDEN = Edits.of({"hide": [[0.1, 0.1, 0.3, 0.3]]})


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What follows a commit is done, but for the bell: no worker hears it."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(autouse=True)
def nobody_hears(monkeypatch):
    monkeypatch.setattr("places.editing.ring", lambda *_args: None)


def sent(content=None):
    file, place = kept(content or drawn()), PlaceFactory()
    photo = add_photo(file, place=place, group=place.group, caption="", language="bg")
    return made(photo)


def made(photo):
    """The worker does what is due."""
    renditions.render(Photo.objects.claim(photo.pk))
    return Photo.objects.get(pk=photo.pk)


def published(photo):
    approve_photos(Photo.objects.filter(pk=photo.pk), by=UserFactory())
    return Photo.objects.get(pk=photo.pk)


def answer_for(client, photo):
    """How the public address of one of the photo's files answers."""
    answer = client.get(f"/media/photos/{photo.token}-320.webp")
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def test_unedited_files_are_gone_as_soon_as_a_part_is_hidden(client, committed):
    photo = published(sent())
    names = renditions.names_of(photo)
    assert answer_for(client, photo) == 200

    with committed():
        assert edit_photo(photo, edits=HIDDEN, by=UserFactory())

    assert answer_for(client, photo) == 404
    assert not any(renditions.path_of(name).exists() for name in names)
    assert not Photo.objects.public().exists()

    again = made(photo)
    assert list(Photo.objects.public()) == [again]
    assert again.token != photo.token
    assert answer_for(client, again) == 200
    assert answer_for(client, photo) == 404
    assert originals.path_of(photo.sha256).read_bytes() == drawn()


def test_picture_before_its_edits_has_no_public_address(client, committed):
    photo = published(sent())
    edit_photo(photo, edits=HIDDEN, by=UserFactory())
    photo = made(photo)

    before = renditions.path_of(f"{photo.token}-before.webp")

    assert before.is_file()
    assert before.name in renditions.names_of(photo)
    assert client.get(f"/media/photos/{before.name}").status_code == 404


def test_taking_the_edits_back_brings_the_first_files_again():
    photo = sent()
    edit_photo(photo, edits=HIDDEN, by=UserFactory())
    edited = made(photo)

    edit_photo(edited, edits=UNEDITED, by=UserFactory())
    again = made(edited)

    assert (again.edits, again.token) == ({}, photo.token)


def test_same_edits_twice_are_one(committed):
    photo = sent()

    assert edit_photo(photo, edits=HIDDEN, by=UserFactory())
    assert not edit_photo(photo, edits=HIDDEN, by=UserFactory())

    entry = AuditEntry.objects.get(verb="photo.edit")
    assert entry.detail == {"edits": HIDDEN.as_json()}


def test_photo_that_is_not_kept_is_not_edited():
    photo = sent()
    Photo.objects.filter(pk=photo.pk).update(state=Photo.State.WITHDRAWN)

    assert not edit_photo(photo, edits=HIDDEN, by=UserFactory())


def test_photo_approved_before_it_is_made_anew_is_shown_once_it_is():
    photo = sent()
    edit_photo(photo, edits=HIDDEN, by=UserFactory())

    photo = published(photo)
    assert not Photo.objects.public().exists()

    assert list(Photo.objects.public()) == []
    assert made(photo).state == Photo.State.APPROVED
    assert Photo.objects.public().exists()


def test_worker_that_followed_older_instructions_changes_nothing():
    photo = sent()
    Photo.objects.filter(pk=photo.pk).make_again()
    late = Photo.objects.claim(photo.pk)

    edit_photo(photo, edits=HIDDEN, by=UserFactory())
    renditions.render(late)

    photo.refresh_from_db()
    assert (photo.recipe, photo.token) == (0, "")
    assert made(photo).is_rendered


def test_twin_of_another_sender_keeps_its_files(client, committed):
    photo, twin = sent(), published(sent())
    assert photo.token == twin.token

    with committed():
        edit_photo(photo, edits=HIDDEN, by=UserFactory())

    assert answer_for(client, twin) == 200


def test_what_was_purged_of_the_camera_does_not_come_back():
    photo = sent()
    photo.camera_record.delete()

    edit_photo(photo, edits=HIDDEN, by=UserFactory())

    assert not hasattr(made(photo), "camera_record")


def test_cleaning_keeps_the_files_of_an_edited_photo():
    photo = sent()
    edit_photo(photo, edits=HIDDEN, by=UserFactory())
    photo = made(photo)
    for name in renditions.names_of(photo):
        aged(renditions.path_of(name), days=1)

    remove_orphans()

    assert renditions.exists(photo)
