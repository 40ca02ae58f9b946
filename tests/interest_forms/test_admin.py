"""The queue, the page of one submission, and the decisions."""

import pytest

from hub.shared.models import AuditEntry
from interest_forms.models import Message, Submission
from partners.models import Membership
from places.models import CameraRecord, Photo
from tests.factories import (
    SAMOKOV,
    MembershipFactory,
    PhotoFactory,
    PlaceFactory,
    SubmissionFactory,
)
from tests.interest_forms.desk import QUEUE, decide, page, sent, states

pytestmark = pytest.mark.django_db


def test_queue_holds_what_waits_the_oldest_first(client, moderator, place):
    young, old = sent(place, days=1), sent(place, days=9)
    decided = sent(place)
    decided.photos.update(state=Photo.State.APPROVED)
    held = sent(place, held=Submission.Held.TOO_FAST)

    listed = list(client.get(QUEUE).context["cl"].result_list)
    in_held_lane = list(client.get(QUEUE + "?lane=held").context["cl"].result_list)
    everything = list(client.get(QUEUE + "?lane=all").context["cl"].result_list)

    assert listed == [old, young]
    assert in_held_lane == [held]
    assert len(everything) == 4


@pytest.mark.parametrize(
    ("days", "kind", "words"),
    [(0, "fresh", "today"), (3, "slow", "3 days"), (7, "late", "7 days")],
)
def test_age_is_told_by_word_sign_and_colour(
    client, moderator, place, days, kind, words
):
    sent(place, days=days)

    body = client.get(QUEUE, headers={"accept-language": "en"}).content.decode()

    badge = body[body.index(f'class="age {kind}"') :][:300]
    assert words in badge
    assert "<svg" in badge


def test_every_page_counts_what_waits_for_long(client, moderator, place):
    for days in (0, 4, 8):
        sent(place, days=days)
    sent(place, held=Submission.Held.HONEYPOT)

    queue = client.get("/admin/").context["queue"]
    none = {"reports": 0, "events": 0, "interest": 0, "today": 0}

    assert queue == {"waiting": 3, "amber": 2, "red": 1, "held": 1, **none}


@pytest.mark.parametrize("count", [1, 3])
def test_queue_takes_fourteen_queries(
    client, moderator, place, count, django_assert_num_queries
):
    for _number in range(count):
        sent(place, photos=2)

    with django_assert_num_queries(14):
        client.get(QUEUE)


def test_two_photos_of_one_submission_are_decided_differently(client, moderator, place):
    submission = sent(place, photos=2)
    first, second = submission.photos.order_by("pk")

    decide(client, submission, act="approve", photo=first.pk)
    decide(client, submission, act="decline", photo=second.pk, reason="blurred")

    assert states(submission) == ["approved", "declined"]
    second.refresh_from_db()
    assert (second.reason, second.decided_by) == ("blurred", moderator)
    verbs = AuditEntry.objects.values_list("verb", flat=True)
    assert sorted(verbs) == ["photo.approved", "photo.declined"]


def test_declining_without_a_reason_changes_nothing(client, moderator, place):
    submission = sent(place)

    decide(client, submission, act="decline")

    assert states(submission) == ["pending"]


def test_question_is_kept_and_an_empty_one_refused(client, moderator, place):
    submission = sent(place)

    decide(client, submission, act="ask", question="  ")
    assert states(submission) == ["pending"]

    decide(client, submission, act="ask", question="Коя година е?")
    assert states(submission) == ["needs_info"]
    assert Message.objects.get().text == "Коя година е?"


def test_second_moderator_is_told_who_decided(client, moderator, place):
    submission = sent(place)
    decide(client, submission, act="approve")
    other = MembershipFactory(group=place.group).user
    client.force_login(other)

    answer = decide(client, submission, act="decline", reason="blurred")

    assert states(submission) == ["approved"]
    assert "Елена" in str(next(iter(answer.context["messages"])))


def test_photo_without_a_place_is_approved_after_one_is_chosen(
    client, moderator, place
):
    submission = SubmissionFactory(group=place.group)
    PhotoFactory(place=None, group=place.group, submission=submission)

    decide(client, submission, act="approve")
    assert states(submission) == ["pending"]

    decide(client, submission, act="place", place=place.pk)
    decide(client, submission, act="approve")
    assert states(submission) == ["approved"]


def test_place_of_another_group_cannot_be_chosen(client, moderator, place):
    submission = sent(place)

    decide(client, submission, act="place", place=PlaceFactory().pk)

    submission.refresh_from_db()
    assert submission.place == place


def test_published_photo_is_hidden_and_reopened(client, moderator, place):
    submission = sent(place)

    seen = []
    for act in ("approve", "hide", "reopen"):
        decide(client, submission, act=act)
        seen += states(submission)

    assert seen == ["approved", "hidden", "pending"]


def test_after_the_last_decision_the_next_submission_follows(client, moderator, place):
    first, second = sent(place, days=2), sent(place, days=1)

    answer = decide(client, first, act="approve")

    assert answer.redirect_chain[-1][0] == page(second)
    assert answer.context["undo"].submission == first


def test_held_submission_is_released(client, moderator, place):
    submission = sent(place, held=Submission.Held.TOO_FAST)

    decide(client, submission, act="release")

    assert list(Submission.objects.in_queue()) == [submission]


def test_caption_is_written_in_the_senders_language(client, moderator, place):
    submission = sent(place, language="el")
    photo = submission.photos.get()

    decide(client, submission, act="caption", photo=photo.pk, caption="Η πύλη")

    photo.refresh_from_db()
    assert photo.caption_el == "Η πύλη"


def test_page_tells_how_far_the_camera_was(client, moderator, place):
    submission = sent(place)
    point = SAMOKOV.clone()
    point.y += 0.01
    CameraRecord.objects.create(photo=submission.photos.get(), point=point)

    found = client.get(page(submission)).context["photos"][0]

    assert found["metres"] == pytest.approx(1111, abs=3)
    assert found["is_far"]


def test_editor_sees_the_queue_and_decides_nothing(client, place):
    role = Membership.Role.EDITOR
    client.force_login(MembershipFactory(group=place.group, role=role).user)
    submission = sent(place)

    assert client.get(page(submission)).status_code == 200
    assert decide(client, submission, act="approve").status_code == 403
    assert states(submission) == ["pending"]
