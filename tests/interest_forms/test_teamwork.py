"""Moderators together: two people for fragile places, notes, opinions, trust."""

import pytest
from django.urls import reverse

from hub.shared.models import AuditEntry
from interest_forms import queue
from interest_forms.contacts import confirm_contact
from interest_forms.models import Note, Submission, TrustedContact
from interest_forms.retention import forget_people
from interest_forms.teamwork import trust_sender
from partners.models import Membership
from places.actions import approve_photos
from places.editing import edit_photo
from places.models import Photo
from places.photos.edits import Edits
from tests.factories import (
    MembershipFactory,
    PlaceFactory,
    UserFactory,
)
from tests.interest_forms.desk import QUEUE, decide, sent

pytestmark = pytest.mark.django_db
TRUSTED = "/admin/interest_forms/trustedcontact/"
ADDRESS = "maria@example.org"


@pytest.fixture
def place():
    return PlaceFactory(needs_two_people=True)


@pytest.fixture
def submission(place):
    return sent(place)


def page(client, submission):
    name = "admin:interest_forms_submission_change"
    return client.get(reverse(name, args=[submission.pk])).content.decode()


def listed(client, team):
    return list(client.get(f"{QUEUE}?team={team}").context["cl"].result_list)


def approved(submission, by):
    approve_photos(Photo.objects.filter(submission=submission), by=by)
    return submission.photos.get()


def test_photo_of_a_fragile_place_is_shown_once_two_people_have_approved(submission):
    first, second = UserFactory(), UserFactory()

    photo = approved(submission, first)
    assert (photo.state, photo.first_approved_by) == (Photo.State.PENDING, first)
    assert approved(submission, first).state == Photo.State.PENDING

    photo = approved(submission, second)
    assert (photo.state, photo.decided_by) == (Photo.State.APPROVED, second)
    verbs = AuditEntry.objects.filter(object_id=photo.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["photo.approved", "photo.first_approval"]


def test_other_places_need_one_person():
    photo = approved(sent(PlaceFactory()), UserFactory())

    assert (photo.state, photo.first_approved_by) == (Photo.State.APPROVED, None)


def test_desk_says_that_a_second_person_is_needed(client, moderator, submission):
    answer = decide(client, submission, act="approve")

    assert submission.photos.get().state == Photo.State.PENDING
    assert "втори човек" in answer.content.decode()


def test_list_of_photos_keeps_the_rule_too(client, moderator, submission):
    photo = submission.photos.get()

    for _time in range(2):
        client.post(
            "/admin/places/photo/", {"action": "approve", "_selected_action": photo.pk}
        )

    photo.refresh_from_db()
    assert (photo.state, photo.first_approved_by) == (Photo.State.PENDING, moderator)


def test_first_approval_ends_when_the_picture_or_the_decision_changes(submission):
    photo = approved(submission, UserFactory())

    edit_photo(photo, edits=Edits(turn=1), by=UserFactory())

    photo.refresh_from_db()
    assert photo.first_approved_by is None


def test_submission_is_given_taken_and_laid_back(client, moderator, submission):
    colleague = MembershipFactory(group=submission.group).user
    decide(client, submission, act="assign", person=colleague.pk)
    assert listed(client, "mine") == []

    decide(client, submission, act="assign", person=moderator.pk)
    assert listed(client, "mine") == [submission]

    decide(client, submission, act="assign", person="")
    assert listed(client, "mine") == []
    verb = AuditEntry.objects.filter(verb="submission.assign")
    assert verb.count() == 3


@pytest.mark.parametrize("role", [None, Membership.Role.EDITOR])
def test_nothing_is_given_to_those_who_may_not_decide(
    client, moderator, submission, role
):
    group = {"group": submission.group, "role": role} if role else {}
    stranger = MembershipFactory(**group).user

    decide(client, submission, act="assign", person=stranger.pk)

    submission.refresh_from_db()
    assert submission.assigned_to is None


def test_note_is_for_colleagues_and_never_on_the_receipt(client, moderator, submission):
    decide(client, submission, act="note", note="Познавам я от читалището.")

    assert "читалището" in page(client, submission)
    receipt = client.get(submission.get_absolute_url()).content.decode()
    assert "читалището" not in receipt
    assert "читалището" not in str(AuditEntry.objects.values("detail"))

    client.force_login(MembershipFactory().user)
    name = "admin:interest_forms_submission_change"
    address = reverse(name, args=[submission.pk])
    assert client.get(address).status_code == 404


def test_notes_go_when_the_persons_time_is_over(settings, submission):
    settings.HUB_CONTACT_DAYS = 0
    Note.objects.create(submission=submission, author=UserFactory(), text="Мария")

    forget_people()

    assert not Note.objects.exists()


def test_second_opinion_is_asked_and_given(client, moderator, submission):
    decide(client, submission, act="ask_opinion")
    assert listed(client, "opinion") == []

    client.force_login(MembershipFactory(group=submission.group).user)
    assert listed(client, "opinion") == [submission]
    assert "Елена" in page(client, submission)

    decide(client, submission, act="end_opinion")
    assert listed(client, "opinion") == []


def test_trusted_sender_is_known_again_by_a_confirmed_address(
    client, moderator, submission
):
    place = submission.place
    known = sent(place, contact=ADDRESS)
    decide(client, known, act="trust")
    assert not TrustedContact.objects.exists()

    confirm_contact(known)
    decide(client, known, act="trust")
    again, elsewhere = (
        sent(place, contact=ADDRESS.upper()),
        sent(PlaceFactory(), contact=ADDRESS),
    )
    unproved = sent(place, contact=ADDRESS)
    for one in (again, elsewhere):
        confirm_contact(one)

    trusted = Submission.objects.filter(is_trusted=True)
    assert set(trusted) == {known, again}
    assert unproved not in listed(client, "trusted")
    assert ADDRESS not in TrustedContact.objects.get().digest
    assert again.photos.get().state == Photo.State.PENDING

    decide(client, again, act="distrust")
    assert not TrustedContact.objects.exists()
    assert not Submission.objects.filter(is_trusted=True).exists()


def trusted(place, contact):
    """Submissions of a sender whom the group trusts."""
    one = sent(place, contact=contact, sender_name="Мария")
    confirm_contact(one)
    trust_sender(one, by=UserFactory())
    one.refresh_from_db()
    return one


def test_trusted_senders_stand_first_and_the_desk_walks_the_same_way(client, moderator):
    place = PlaceFactory(group=moderator.memberships.get().group)
    old, new = sent(place), sent(place)
    late, later = trusted(place, ADDRESS), trusted(place, "boyan@example.org")
    order = [late, later, old, new]

    assert list(client.get(QUEUE).context["cl"].result_list) == order
    line = queue.queue_of(moderator)
    steps = [queue.position(line, one) for one in order]
    assert [one["following"] for one in steps] == [later, old, new, None]
    assert [one["previous"] for one in steps] == [None, late, later, old]
    assert [one["standing"][:1] for one in steps] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("count", [1, 3])
def test_trusted_senders_are_listed_with_what_they_sent(
    client, moderator, django_assert_num_queries, count
):
    place = PlaceFactory(group=moderator.memberships.get().group)
    for number in range(count):
        trusted(place, f"maria{number}@example.org")
    trusted(PlaceFactory(), "other@example.org")

    with django_assert_num_queries(11):
        body = client.get(TRUSTED).content.decode()

    assert body.count("Мария maria") == count
    assert "other@example.org" not in body


def test_trust_ends_from_the_list(client, moderator):
    place = PlaceFactory(group=moderator.memberships.get().group)
    mine, other = trusted(place, ADDRESS), trusted(PlaceFactory(), ADDRESS)
    rows = TrustedContact.objects.values_list("pk", flat=True)

    client.post(TRUSTED, {"action": "end", "_selected_action": list(rows)})

    assert set(Submission.objects.filter(is_trusted=True)) == {other}
    assert TrustedContact.objects.get().group == other.group
    assert AuditEntry.objects.filter(verb="trustedcontact.distrust").count() == 1
    assert "Мария" not in str(AuditEntry.objects.values_list("detail"))
    assert mine.photos.get().state == Photo.State.PENDING


def test_editor_reads_and_changes_nothing(client, submission):
    role = Membership.Role.EDITOR
    client.force_login(MembershipFactory(group=submission.group, role=role).user)

    assert decide(client, submission, act="note", note="Аз").status_code == 403
    assert not Note.objects.exists()
