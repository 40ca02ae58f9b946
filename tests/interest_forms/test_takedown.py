"""Anybody has a picture taken down; it goes at once, and is answered."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hub.shared.models import AuditEntry
from hub.shared.signed_form import new_form_key
from interest_forms.models import Submission, TakedownReport
from interest_forms.tasks import apply_retention, forget_clients
from partners.models import Membership
from places.models import Photo
from tests.factories import (
    MembershipFactory,
    PhotoFactory,
    PlaceFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
BROWSER = {"Accept-Language": "bg"}
LIST = "/admin/interest_forms/takedownreport/"


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.HUB_FORM_MIN_SECONDS = 0


@pytest.fixture
def photo():
    place = PlaceFactory()
    submission = SubmissionFactory(group=place.group)
    return PhotoFactory(place=place, public=True, submission=submission)


@pytest.fixture
def moderator(photo):
    role = Membership.Role.MODERATOR
    return MembershipFactory(group=photo.group, role=role).user


def send(
    client,
    photo,
    reason="me",
    language="bg",
    address="192.0.2.1",
    headers=BROWSER,
    **changes,
):
    """Report the photo; the answer to the form."""
    sent = {"key": new_form_key(), "reason": reason, **changes}
    page = f"/{language}/takedown/?photo={photo.pk}"
    return client.post(page, sent, REMOTE_ADDR=address, headers=headers)


def state(photo):
    return Photo.objects.get(pk=photo.pk).state


def settle(client, report, act, **data):
    url = reverse("admin:interest_forms_takedownreport_change", args=[report.pk])
    return client.post(url, {"act": act, **data})


@pytest.mark.parametrize("reason", ["me", "child", "rights"])
def test_picture_is_hidden_at_once_for_a_person_or_a_right(client, photo, reason):
    page = photo.place.get_absolute_url()
    assert photo.token in client.get(page).text

    answer = send(client, photo, reason)

    assert photo.token not in client.get(page).text
    report = TakedownReport.objects.get()
    assert answer["Location"] == f"/bg/takedown/{report.token}/"
    assert (report.group, report.has_hidden) == (photo.group, True)
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["photo.hidden", "report.receive"]


@pytest.mark.parametrize("reason", ["sacred", "wrong", "other"])
def test_picture_is_looked_at_first_for_other_reasons(client, photo, reason):
    send(client, photo, reason)

    assert state(photo) == "approved"
    assert TakedownReport.objects.waiting().count() == 1


def test_page_of_a_place_offers_its_public_pictures(client, photo):
    hidden = PhotoFactory(place=photo.place, state=Photo.State.HIDDEN)
    address = f"/en/takedown/?place={photo.place.pk}"
    page = client.get(address).text
    assert photo.token in page
    assert hidden.token not in page

    sent = {"key": new_form_key(), "reason": "me", "picture": photo.pk}
    client.post(address, sent, headers=BROWSER)

    assert state(photo) == "hidden"


def test_report_about_a_page_hides_no_picture(client, photo):
    address = f"/en/takedown/?place={photo.place.pk}"

    client.post(address, {"key": new_form_key(), "reason": "rights"})

    assert state(photo) == "approved"
    assert TakedownReport.objects.get().place == photo.place


def test_every_public_picture_leads_to_the_form(client, photo):
    page = client.get(photo.place.get_absolute_url()).text

    assert f"/takedown/?photo={photo.pk}" in page
    assert f"/takedown/?place={photo.place.pk}" in page


@pytest.mark.parametrize(
    "query", ["", "?photo=x", "?photo=99999", "?place=" + "9" * 30]
)
def test_form_about_nothing_is_not_found(client, query):
    assert client.get(f"/en/takedown/{query}").status_code == 404


def test_picture_nobody_may_see_cannot_be_reported(client):
    waiting, shown = PhotoFactory(), PhotoFactory(public=True)

    def answer(photo):
        return client.get(f"/en/takedown/?photo={photo.pk}").status_code

    assert (answer(waiting), answer(shown)) == (404, 200)


def test_hidden_picture_is_not_shown_by_the_form(client, photo):
    send(client, photo)

    page = client.get(f"/en/takedown/?photo={photo.pk}")

    assert page.status_code == 200
    assert photo.token not in page.text


def test_same_form_sent_twice_is_one_report(client, photo):
    key = new_form_key()

    first, second = send(client, photo, key=key), send(client, photo, key=key)

    assert first["Location"] == second["Location"]
    assert TakedownReport.objects.count() == 1


def test_missing_reason_is_told_and_words_are_kept(client, photo):
    page = send(client, photo, reason="", text="Това съм аз", language="bg")

    assert page.status_code == 422
    assert "Това съм аз" in page.text
    assert 'class="errorlist"' in page.text


def test_report_without_a_browsers_languages_hides_nothing(client, photo):
    send(client, photo, headers={})

    assert state(photo) == Photo.State.APPROVED
    assert TakedownReport.objects.get().held == "program"


@pytest.mark.parametrize("held", ["honeypot", "too_fast"])
def test_report_of_a_program_is_kept_and_hides_nothing(client, photo, settings, held):
    if held == "too_fast":
        settings.HUB_FORM_MIN_SECONDS = 3
        send(client, photo)
    else:
        send(client, photo, website="http://spam.example")

    assert state(photo) == "approved"
    assert TakedownReport.objects.get().held == held


def test_one_client_cannot_hide_a_whole_gallery(client, photo, settings):
    settings.HUB_HIDINGS_PER_CLIENT = 2
    photos = [photo, *PhotoFactory.create_batch(2, place=photo.place, public=True)]

    for one in photos:
        send(client, one)
    states = [state(one) for one in photos]
    send(client, photos[2], address="198.51.100.7")

    assert states == ["hidden", "hidden", "approved"]
    assert state(photos[2]) == "hidden"


def test_many_clients_together_cannot_hide_everything(client, photo, settings):
    settings.HUB_HIDINGS_IN_ALL = 1
    other = PhotoFactory(place=photo.place, public=True)

    send(client, photo, address="192.0.2.1")
    send(client, other, address="192.0.2.2")

    assert (state(photo), state(other)) == ("hidden", "approved")


def test_far_too_many_reports_are_refused_with_their_words(client, photo, settings):
    settings.HUB_REPORTS_REFUSED_AFTER = 1
    send(client, photo, "other")

    page = send(client, photo, "other", text="Още нещо")

    assert page.status_code == 429
    assert "Още нещо" in page.text
    assert TakedownReport.objects.count() == 1


def test_picture_that_a_moderator_kept_is_not_hidden_again(client, photo, moderator):
    send(client, photo)
    client.force_login(moderator)
    settle(client, TakedownReport.objects.get(), "restore", answer="agreed")
    assert state(photo) == "approved"

    send(client, photo)

    assert state(photo) == "approved"
    assert TakedownReport.objects.waiting().count() == 1


def test_answer_stands_on_the_receipt_in_the_reporters_language(
    client, photo, moderator
):
    address = send(client, photo, language="en")["Location"]
    assert "The picture is hidden now" in client.get(address).text
    client.force_login(moderator)

    settle(
        client,
        TakedownReport.objects.get(),
        "remove",
        answer="removed",
        text="We are sorry.",
    )

    page = client.get(address).text
    assert "We have taken the picture down for good." in page
    assert "We are sorry." in page
    declined = Photo.objects.get()
    assert (declined.state, declined.reason) == ("declined", "people")
    entry = AuditEntry.objects.get(verb="report.removed")
    assert (entry.actor, entry.detail) == (moderator, {})


def test_code_and_day_lead_to_the_answer(client, photo):
    address = send(client, photo)["Location"]
    report = TakedownReport.objects.get()
    day = timezone.localdate().isoformat()

    found = client.post("/bg/receipts/", {"code": str(report), "sent": day})

    assert found["Location"] == address


def test_receipt_of_a_report_is_kept_by_nobody(client, photo):
    page = client.get(send(client, photo)["Location"])

    assert page["Cache-Control"] == "private, no-store"
    assert dict(client.cookies) == {}


def test_queue_of_reports_is_oldest_first_and_counted_in_the_header(
    client, photo, moderator
):
    send(client, photo, "other")
    send(client, photo, "wrong")
    first, second = TakedownReport.objects.order_by("pk")
    client.force_login(moderator)

    answer = client.get(LIST)

    assert list(answer.context["cl"].result_list) == [first, second]
    assert answer.context["queue"]["reports"] == 2
    settle(client, first, "answer", text="Благодарим Ви.")
    assert list(client.get(LIST).context["cl"].result_list) == [second]


@pytest.mark.parametrize("count", [1, 3])
def test_queue_of_reports_takes_ten_queries(
    client, photo, moderator, count, django_assert_num_queries
):
    for _number in range(count):
        send(client, photo, "other")
    client.force_login(moderator)

    with django_assert_num_queries(10):
        client.get(LIST)


def test_decision_without_an_answer_changes_nothing(client, photo, moderator):
    send(client, photo)
    client.force_login(moderator)

    settle(client, TakedownReport.objects.get(), "restore", answer="", text=" ")

    assert state(photo) == "hidden"
    assert TakedownReport.objects.waiting().exists()


def test_second_moderator_is_told_and_changes_nothing(client, photo, moderator):
    send(client, photo)
    report = TakedownReport.objects.get()
    client.force_login(moderator)
    settle(client, report, "remove", answer="removed")

    settle(client, report, "restore", answer="agreed")

    assert state(photo) == "declined"


def test_editor_reads_reports_and_decides_nothing(client, photo):
    role = Membership.Role.EDITOR
    client.force_login(MembershipFactory(group=photo.group, role=role).user)
    send(client, photo)
    report = TakedownReport.objects.get()

    answer = settle(client, report, "restore", answer="agreed")

    assert answer.status_code == 403
    assert state(photo) == "hidden"


def test_report_follows_its_picture_to_another_group(client, photo, moderator):
    send(client, photo)
    other = MembershipFactory(role=Membership.Role.MODERATOR)
    Photo.objects.update(group=other.group)
    report = TakedownReport.objects.get()

    client.force_login(moderator)
    assert settle(client, report, "remove", answer="removed").status_code == 404
    client.force_login(other.user)
    settle(client, report, "remove", answer="removed")
    assert state(photo) == "declined"


def test_words_of_a_reporter_go_a_year_after_the_answer(client, photo):
    address = send(client, photo, text="Аз съм Мария", contact="0888")["Location"]
    by = UserFactory(is_superuser=True)
    client.force_login(by)
    settle(client, TakedownReport.objects.get(), "remove", answer="removed", text="Да")

    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        forget_clients()
        apply_retention()

    report = TakedownReport.objects.get()
    words = (report.text, report.contact, report.answer_text, report.client_key)
    assert words == ("", "", "", "")
    assert client.get(address).status_code == 200


def test_place_page_of_another_place_keeps_its_pictures(client, photo):
    other = PhotoFactory(place=PlaceFactory(), public=True)

    send(client, photo)

    assert state(other) == "approved"


def test_withdrawal_is_answered_and_seen_by_the_moderators(client, photo, moderator):
    Submission.objects.update(language="en")
    receipt = Submission.objects.get().get_absolute_url()

    client.post(receipt, {"act": "withdraw", "photo": photo.pk})

    page = client.get(receipt).text
    assert "No page shows it any more." in page
    assert "We delete the file after" in page
    client.force_login(moderator)
    lane = client.get("/admin/interest_forms/submission/?lane=withdrawn")
    assert list(lane.context["cl"].result_list) == [photo.submission]
