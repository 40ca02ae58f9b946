"""What the work led to: thanks from receipts, counts of a moderator's own groups."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from hub.shared.models import AuditEntry
from interest_forms.impact import wait_words
from interest_forms.models import Submission
from places.actions import approve_photos, decline_photos
from places.models import Photo
from tests.factories import (
    PlaceFactory,
    UserFactory,
)
from tests.interest_forms import desk

pytestmark = pytest.mark.django_db


def sent(place, hours=1, **fields):
    return desk.sent(place, received=timezone.now() - timedelta(hours=hours), **fields)


def approve(submission, by):
    approve_photos(submission.photos.all(), by=by)


def thank(client, submission):
    return client.post(submission.get_absolute_url(), {"act": "thank"})


def test_thanks_are_offered_once_something_is_published(client, place):
    submission = sent(place, language="en")
    address = submission.get_absolute_url()
    assert "Say thank you" not in client.get(address).content.decode()

    approve(submission, UserFactory())
    assert "Say thank you" in client.get(address).content.decode()

    thank(client, submission)
    thank(client, submission)
    assert "Your thanks have reached" in client.get(address).content.decode()
    assert AuditEntry.objects.filter(verb="submission.thank").count() == 1


def test_nobody_is_thanked_for_what_is_not_published(client, place):
    submission = sent(place)

    thank(client, submission)

    assert Submission.objects.get().thanked is None


def test_first_page_tells_what_the_work_led_to(client, moderator, place):
    for hours in (2, 4, 30):
        approve(sent(place, hours=hours), moderator)
    approve(sent(place), UserFactory())
    decline_photos(sent(place).photos.all(), reason="blurred", by=moderator)
    Photo.objects.order_by("pk").last().submission.photos.update(
        decided=timezone.now() - timedelta(days=9)
    )
    thank(client, Submission.objects.order_by("pk").first())
    approve(sent(PlaceFactory()), moderator)

    impact = client.get("/admin/").context["impact"]

    assert (impact["mine"], impact["all"], impact["thanks"]) == (3, 4, 1)
    assert impact["wait"].total_seconds() == pytest.approx(3 * 3600, abs=60)


def test_first_page_without_work_says_nothing_wrong(client, moderator):
    answer = client.get("/admin/", headers={"accept-language": "en"})

    assert answer.context["impact"]["wait"] is None
    assert "What your work led to" in answer.content.decode()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (10, "less than an hour"),
        (60, "1 hour"),
        (47 * 60, "47 hours"),
        (72 * 60, "3 days"),
    ],
)
def test_wait_is_told_in_hours_then_in_days(minutes, words):
    with translation.override("en"):
        assert wait_words(timedelta(minutes=minutes)) == words


# ---- The sender's history on the desk


def history(client, submission):
    address = reverse("admin:interest_forms_submission_change", args=[submission.pk])
    return client.get(address).context["history"]


def test_desk_tells_what_became_of_the_same_person_s_photos(client, moderator, place):
    contact = {"contact": "0888 123 456"}
    approve(sent(place, photos=2, **contact), moderator)
    declined = sent(place, **contact)
    decline_photos(declined.photos.all(), reason="blurred", by=moderator)
    sent(place, contact="0888 999 999")
    sent(PlaceFactory(), **contact)

    told = history(client, sent(place, **contact))

    assert told == {"sent": 3, "approved": 2, "declined": 1, "withdrawn": 0}


def test_same_name_counts_only_where_no_contact_was_given(client, moderator, place):
    sent(place, sender_name="Мария", contact="m@example.org")
    sent(place, sender_name="Мария")

    assert history(client, sent(place, sender_name="Мария"))["sent"] == 1
    assert history(client, sent(place)) == {}
