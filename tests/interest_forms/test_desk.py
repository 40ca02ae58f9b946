"""The desk without a reload: decisions told, the next loaded, the last taken back."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hub.shared.models import AuditEntry
from interest_forms.models import LastDecision, Message
from partners.models import Membership
from places.actions import approve_photos
from places.models import Photo
from tests.factories import (
    MembershipFactory,
    UserFactory,
)
from tests.interest_forms.desk import member, page, sent

pytestmark = pytest.mark.django_db


def decide(client, submission, query="", **data):
    """What the desk's script is answered."""
    url = reverse("admin:interest_forms_submission_decide", args=[submission.pk])
    headers = {"accept": "application/json", "accept-language": "en"}
    return client.post(url + query, data, headers=headers).json()


def undo(client):
    url = reverse("admin:interest_forms_submission_undo")
    headers = {"accept": "application/json", "accept-language": "en"}
    return client.post(url, headers=headers).json()


def kept(photo):
    fields = ("state", "reason", "decided_by_id", "decided")
    return Photo.objects.filter(pk=photo.pk).values_list(*fields).get()


def test_part_of_a_page_is_the_desk_alone(client, moderator, place):
    submission = sent(place)

    body = client.get(page(submission, "?part")).content.decode()

    assert body.strip().startswith('<div id="desk"')
    assert body.strip().endswith("</div>")
    assert "csrfmiddlewaretoken" in body


@pytest.mark.parametrize("waiting", [1, 3])
def test_part_takes_a_fixed_number_of_queries(
    client, moderator, place, waiting, django_assert_num_queries
):
    submission, *_others = [sent(place) for _ in range(waiting)]
    client.get(page(submission, "?part"))

    with django_assert_num_queries(23):
        client.get(page(submission, "?part"))


def test_script_is_told_what_happened_and_where_to_go_on(client, moderator, place):
    first, second = sent(place, days=2), sent(place, days=1)

    told = decide(client, first, act="approve")

    assert told["level"] == "success"
    assert told["url"] == page(second)
    assert told["undo"]
    assert told["standing"] == "1 of 1"
    assert "1" in told["counters"]


def test_desk_counts_what_she_decided_today(client, moderator, place):
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        approve_photos(Photo.objects.filter(submission=sent(place)), by=moderator)
    approve_photos(Photo.objects.filter(submission=sent(place)), by=UserFactory())
    first, second = sent(place), sent(place)
    assert client.get("/admin/").context["queue"]["today"] == 0

    for one in (first, second):
        told = decide(client, one, act="approve")

    assert "today: 2 reviewed" in told["counters"]
    assert "today: 1 reviewed" in undo(client)["counters"]


def test_the_next_one_is_behind_the_decided_not_the_first_of_all(
    client, moderator, place
):
    skipped, decided, after = (sent(place, days=days) for days in (3, 2, 1))

    assert decide(client, decided, act="approve")["url"] == page(after)
    assert decide(client, after, act="approve")["url"] == page(skipped)


def test_the_list_s_filter_goes_along(client, moderator, place):
    first = sent(place, days=3, language="el")
    sent(place, days=2, language="bg")
    greek = sent(place, days=1, language="el")
    query = "?_changelist_filters=language__exact%3Del"

    told = decide(client, first, query, act="approve")

    assert told["url"] == page(greek, query)


@pytest.mark.parametrize("filters", [{"group__id__exact": "x"}, {"lane": "\0"}])
def test_filter_that_makes_no_sense_stops_nobody(client, moderator, place, filters):
    submission = sent(place)

    query = urlencode({"_changelist_filters": urlencode(filters)})
    told = decide(client, submission, f"?{query}", act="approve")

    assert told["level"] == "success"


def test_empty_queue_is_told(client, moderator, place):
    submission = sent(place)

    told = decide(client, submission, act="approve")

    assert "The queue is empty" in told["text"]
    assert told["url"] == page(submission)


@pytest.mark.parametrize(
    "pressed",
    [
        {"act": "approve"},
        {"act": "decline", "reason": "blurred"},
        {"act": "ask", "question": "Кое село?"},
    ],
    ids=lambda pressed: pressed["act"],
)
def test_undo_restores_exactly_what_was(client, moderator, place, pressed):
    submission = sent(place)
    photo = submission.photos.get()
    yesterday = timezone.now() - timedelta(days=1)
    Photo.objects.update(decided=yesterday, decided_by=member(place, "Иван"))
    before = kept(photo)

    decide(client, submission, **pressed)
    assert kept(photo) != before
    told = undo(client)

    assert kept(photo) == before
    assert told["url"] == page(submission)
    assert not Message.objects.exists()
    assert AuditEntry.objects.filter(verb="photo.undo", actor=moderator).count() == 1


def test_only_the_last_is_taken_back_and_only_once(client, moderator, place):
    first, second = sent(place, days=2), sent(place, days=1)
    decide(client, first, act="approve")
    decide(client, second, act="approve")

    undo(client)
    again = undo(client)

    states = Photo.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["approved", "pending"]
    assert again["level"] == "warning"


def test_what_another_moderator_decided_since_stays(client, moderator, place):
    submission = sent(place)
    decide(client, submission, act="approve")
    client.force_login(member(place, "Иван"))
    decide(client, submission, act="hide")
    client.force_login(moderator)

    told = undo(client)

    assert submission.photos.get().state == "hidden"
    assert told["level"] == "warning"


def test_photo_of_a_group_she_has_left_is_not_taken_back(client, moderator, place):
    submission = sent(place)
    decide(client, submission, act="approve")
    MembershipFactory(user=moderator)
    Membership.objects.filter(group=place.group).delete()

    undo(client)

    assert submission.photos.get().state == "approved"


def test_question_that_may_have_been_read_is_not_withdrawn(
    client, moderator, place, settings
):
    settings.HUB_UNDO_SECONDS = 10
    submission = sent(place)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        decide(client, submission, act="ask", question="Кое село?")
        clock.shift(20)
        undo(client)

    assert Message.objects.exists()
    assert submission.photos.get().state == "needs_info"


def test_answered_question_stays(client, moderator, place):
    submission = sent(place)
    decide(client, submission, act="ask", question="Кое село?")
    client.post(submission.get_absolute_url(), {"act": "answer", "text": "Белчин"})

    undo(client)

    assert Message.objects.count() == 2


def test_undo_is_not_offered_for_ever(client, moderator, place):
    submission = sent(place)
    decide(client, submission, act="approve")
    LastDecision.objects.update(at=timezone.now() - timedelta(minutes=11))

    undo(client)

    assert submission.photos.get().state == "approved"


@pytest.mark.parametrize(
    ("pressed", "words"),
    [
        ({"act": "approve"}, "See it on its page"),
        ({"act": "decline", "reason": "blurred"}, "blurred or too dark"),
        ({"act": "ask", "question": "Кое село е?"}, "Кое село е?"),
    ],
    ids=lambda value: value["act"] if isinstance(value, dict) else "",
)
def test_sender_sees_nothing_for_ten_seconds(
    client, moderator, place, settings, pressed, words
):
    settings.HUB_UNDO_SECONDS = 10
    submission = sent(place, language="en")
    receipt = submission.get_absolute_url()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        decide(client, submission, **pressed)
        at_once = client.get(receipt).content.decode()
        clock.shift(11)
        later = client.get(receipt).content.decode()

    assert words not in at_once
    assert "waiting for review" in at_once
    assert words in later


def test_of_two_moderators_the_second_is_told_who_was_faster(client, moderator, place):
    submission = sent(place)
    decide(client, submission, act="approve")
    client.force_login(member(place, "Иван"))

    told = decide(client, submission, act="decline", reason="blurred")

    assert submission.photos.get().state == "approved"
    assert "Елена" in told["text"]
    assert told["url"] == page(submission)


def test_standing_is_counted_only_so_far(client, moderator, place, monkeypatch):
    monkeypatch.setattr("interest_forms.queue.COUNTED", 2)
    first, second, third = (sent(place, days=days) for days in (3, 2, 1))

    sent(place)
    filtered = "&_changelist_filters=lane%3Dwaiting"

    def told(submission, query=""):
        headers = {"accept-language": "en"}
        answer = client.get(page(submission, "?part" + query), headers=headers)
        return answer.context["standing"]

    assert told(first) == "1 of 4"
    assert told(second, filtered) == "2 of more than 2"
    assert told(third) == told(third, filtered) == ""
