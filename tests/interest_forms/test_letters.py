"""E-mails: only to an address that its owner confirmed, in the sender's language."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from hub.shared.models import AuditEntry
from interest_forms import mailing, tasks
from interest_forms.actions import ask_sender, release_submission
from interest_forms.contacts import confirm_contact
from interest_forms.mailing import ask_for_confirmation, link_of
from interest_forms.models import Letter, Submission
from places.actions import approve_photos, decline_photos, reopen_photos
from places.models import Photo
from tests.factories import (
    LetterFactory,
    MembershipFactory,
    PhotoFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "maria.secret@example.org"
LETTERS = "/admin/interest_forms/letter/"


@pytest.fixture(autouse=True)
def rings(monkeypatch):
    """The bell is heard at once."""
    monkeypatch.setattr(
        tasks, "ring_for_each", lambda task, keys: list(map(task, keys))
    )
    monkeypatch.setattr(tasks, "rings_waiting", lambda: 0)


@pytest.fixture
def submission():
    made = SubmissionFactory(contact=ADDRESS, language="fr")
    PhotoFactory.create_batch(2, submission=made, place__group=made.group)
    return made


@pytest.fixture
def confirmed(submission):
    confirm_contact(submission)
    return submission


def after(seconds):
    """The beat of that later moment, and how many letters have gone out by then."""
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds)):
        tasks.send_due_letters()
    return len(mail.outbox)


def test_address_is_asked_about_once_and_the_letter_tells_a_stranger_nothing(
    submission,
):
    ask_for_confirmation(submission)
    ask_for_confirmation(submission)

    assert after(0) == after(0) == 1
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert "Quelqu’un" in letter.body
    link = re.search(r"http\S+/fr/mail/\S+/", letter.body)[0]
    assert letter.extra_headers["List-Unsubscribe"] == f"<{link}>"
    assert submission.token not in letter.body
    assert str(submission) not in letter.body


@pytest.mark.parametrize(
    ("contact", "held"), [("0888 123 456", ""), ("", ""), (ADDRESS, "honeypot")]
)
def test_nobody_is_asked_without_an_address_or_by_a_program(contact, held):
    assert ask_for_confirmation(SubmissionFactory(contact=contact, held=held)) is None


def test_held_submission_is_asked_when_it_is_released():
    submission = SubmissionFactory(contact=ADDRESS, held="too_fast")

    release_submission(submission, by=UserFactory())

    assert Letter.objects.get().kind == Letter.Kind.CONFIRM


def test_one_address_is_not_flooded_from_many_forms():
    for _form in range(5):
        ask_for_confirmation(SubmissionFactory(contact=ADDRESS))

    assert Letter.objects.count() == mailing.QUESTIONS_A_DAY


def test_opening_the_link_changes_nothing_and_the_button_does(client, submission):
    link = link_of(submission)

    assert client.get(link).status_code == 200
    submission.refresh_from_db()
    assert submission.contact_confirmed is None

    answer = client.post(link, {"act": "confirm"})
    client.post(link, {"act": "confirm"})
    submission.refresh_from_db()
    assert submission.gets_letters
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies
    assert AuditEntry.objects.filter(verb="submission.confirm_contact").count() == 1


def test_stranger_says_no_and_her_address_is_forgotten(client, submission):
    link = link_of(submission)
    ask_for_confirmation(submission)

    client.post(link, {"act": "refuse"})

    submission.refresh_from_db()
    assert (submission.contact, after(0)) == ("", 0)
    assert client.get(link).status_code == 404


def test_forged_link_leads_nowhere(client, submission):
    link = link_of(submission)

    assert client.post(link[:-3] + "xx/", {"act": "confirm"}).status_code == 404
    submission.refresh_from_db()
    assert submission.contact_confirmed is None


def test_decision_is_told_once_after_a_minute(confirmed):
    first, second = confirmed.photos.order_by("pk")
    approve_photos(Photo.objects.filter(pk=first.pk), by=UserFactory())
    assert after(120) == 0
    photo = Photo.objects.filter(pk=second.pk)
    decline_photos(photo, reason="blurred", by=UserFactory())

    assert after(30) == 0
    assert after(90) == after(120) == 1
    body = mail.outbox[0].body
    assert "1 photo est publiée" in body
    assert confirmed.get_absolute_url() in body


def test_decision_that_was_taken_back_is_not_told(confirmed):
    approve_photos(Photo.objects.filter(submission=confirmed), by=UserFactory())
    reopen_photos(Photo.objects.filter(submission=confirmed), by=UserFactory())

    assert after(120) == 0


def test_question_is_told_and_dropped_once_it_is_answered(confirmed):
    photos = Photo.objects.filter(submission=confirmed)
    ask_sender(confirmed, photos, question="Кога?", by=UserFactory())

    assert after(30) == 0
    assert after(90) == 1
    assert "Кога?" not in mail.outbox[0].body

    late = LetterFactory(submission=confirmed)
    photos.update(state=Photo.State.PENDING)
    assert after(90) == 1
    late.refresh_from_db()
    assert late.state == Letter.State.DROPPED


@pytest.mark.parametrize("change", [{"contact_confirmed": None}, {"contact": ""}])
def test_nothing_is_sent_without_a_confirmed_address(confirmed, change):
    approve_photos(Photo.objects.filter(submission=confirmed), by=UserFactory())
    Submission.objects.filter(pk=confirmed.pk).update(**change)

    assert after(120) == 0


def test_no_more_letters_means_none(client, confirmed):
    client.post(link_of(confirmed), {"act": "refuse"})
    approve_photos(Photo.objects.filter(submission=confirmed), by=UserFactory())

    assert after(120) == 0
    confirmed.refresh_from_db()
    assert confirmed.contact == ADDRESS


@pytest.mark.parametrize(
    ("fault", "state", "problem"),
    [
        (SMTPRecipientsRefused({ADDRESS: (550, b"no")}), "quarantined", "refused"),
        (SMTPServerDisconnected(ADDRESS), "waiting", ""),
    ],
)
def test_letter_that_cannot_be_sent_waits_or_is_given_up_and_no_log_names_her(
    submission, monkeypatch, caplog, fault, state, problem
):
    def fail(*_args):
        raise fault

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    letter = ask_for_confirmation(submission)

    tasks.send_letter(letter.pk)

    letter.refresh_from_db()
    assert (letter.state, letter.problem) == (state, problem)
    assert letter.lease_until is None
    assert ADDRESS not in caplog.text


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_letters_takes_ten_queries(
    client, count, submission, django_assert_num_queries
):
    client.force_login(MembershipFactory(group=submission.group).user)
    for _number in range(count):
        LetterFactory(submission__group=submission.group)

    with django_assert_num_queries(10):
        answer = client.get(LETTERS)

    assert len(answer.context["cl"].result_list) == count


def test_without_a_mail_server_letters_wait_and_the_staff_is_told(
    client, confirmed, settings
):
    settings.HUB_SENDS_LETTERS = False
    client.force_login(MembershipFactory(group=confirmed.group).user)
    approve_photos(Photo.objects.all(), by=UserFactory())

    assert after(120) == 0
    assert Letter.objects.get().state == Letter.State.WAITING
    assert "EMAIL_URL" in client.get(LETTERS).content.decode()

    settings.HUB_SENDS_LETTERS = True
    assert after(120) == 1
    assert "EMAIL_URL" not in client.get(LETTERS).content.decode()


def test_letter_that_killed_its_worker_three_times_is_given_up(submission):
    past = timezone.now() - timedelta(seconds=1)
    letter = LetterFactory(submission=submission, attempts=3, lease_until=past)

    tasks.send_letter(letter.pk)

    letter.refresh_from_db()
    assert (letter.state, letter.problem) == ("quarantined", "not_sent")


@pytest.mark.parametrize("language", ["bg", "en", "ro", "el", "fr"])
@pytest.mark.parametrize("kind", Letter.Kind.values)
def test_letters_are_written_in_five_languages(language, kind):
    submission = SubmissionFactory(contact=ADDRESS, language=language)

    letter = mailing.written(LetterFactory(submission=submission, kind=kind))

    assert f"/{language}/" in letter.body
    assert "&" not in letter.body
    assert letter.subject
    assert "\n\n\n\n" not in letter.body
