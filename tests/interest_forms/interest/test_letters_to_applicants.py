"""An applicant is told of her form in her language, once, when the step has settled."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from interest_forms.interest.steps import move
from interest_forms.models import InterestLetter, InterestObject
from interest_forms.tasks import follow_interest_forms, send_interest_letter
from tests.factories import ActionGroupFactory, PlaceFactory, UserFactory
from tests.interest_factories import ApplicantFactory, ExpressionOfInterestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.HUB_SENDS_LETTERS = True


@pytest.fixture
def form():
    group = ActionGroupFactory(name_el="ΟΤΔ Ήπειρος")
    form = ExpressionOfInterestFactory(
        group=group, language="el", title="Παλιός μύλος", state="screening"
    )
    ApplicantFactory(form=form, email="maria@example.org")
    return form


def after(minutes=2):
    """What the worker does so much later."""
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        follow_interest_forms()
        for pk in InterestLetter.objects.due().values_list("pk", flat=True):
            send_interest_letter(pk)


def subjects():
    return [letter.subject for letter in mail.outbox]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("needs_info", "έχουμε μια ερώτηση"),
        ("accepted", "έγινε δεκτή"),
        ("reserve", "στους επιλαχόντες"),
        ("declined", "δεν μπορούμε"),
        ("duplicate", "ήδη"),
    ],
)
def test_applicant_reads_in_her_language_what_became_of_it(form, state, words):
    move(form, state, reason="Ο δρόμος είναι κλειστός.", by=UserFactory())

    after()

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (
        ["maria@example.org"],
        "Η δήλωσή σας: Παλιός μύλος",
    )
    told = [words, "Παλιός μύλος", "«Ο δρόμος είναι κλειστός.»", form.token]
    assert [one for one in [*told, "ΟΤΔ Ήπειρος"] if one not in letter.body] == []


def test_nothing_is_sent_before_it_has_settled_nor_twice(form):
    user = UserFactory()
    move(form, "declined", by=user)
    after(minutes=0)
    assert subjects() == []

    move(form, "accepted", by=user)
    after()
    after()
    assert len(subjects()) == 1
    assert "έγινε δεκτή" in mail.outbox[0].body


def test_what_is_taken_back_after_the_letter_waits_is_not_told(form):
    user = UserFactory()
    move(form, "accepted", by=user)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        follow_interest_forms()
        move(form, "screening", by=user)
        send_interest_letter(InterestLetter.objects.get().pk)

    assert (subjects(), InterestLetter.objects.get().state) == ([], "dropped")


def test_same_news_is_told_once_and_a_second_question_again(form):
    user = UserFactory()
    way = ["accepted", "screening", "accepted", "screening", "needs_info"]
    for state in way:
        assert move(form, state, by=user)
        after()
    move(form, "screening", by=None)
    move(form, "needs_info", by=user)
    after()

    told = [
        letter.change.after for letter in InterestLetter.objects.filter(state="sent")
    ]
    assert told == ["accepted", "needs_info", "needs_info"]


def test_who_declines_her_day_hears_no_good_news_of_it(form):
    type(form).objects.update(state="scheduled")
    form.refresh_from_db()
    assert move(form, "accepted", reason="Тогава съм на лекар.", by=None)

    after()

    assert subjects() == []


@pytest.mark.parametrize("gap", ["no address", "held", "a step that is not told"])
def test_nobody_is_written_to(form, gap):
    if gap == "no address":
        type(form.applicant).objects.update(email="")
    if gap == "held":
        type(form).objects.update(held="links")
    move(form, "withdrawn" if gap.startswith("a step") else "accepted", by=None)

    after()

    assert not InterestLetter.objects.exists()


def test_letter_that_the_server_did_not_take_waits(form, monkeypatch):
    def fail(_self):
        raise SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    move(form, "accepted", by=UserFactory())

    after()

    letter = InterestLetter.objects.get()
    assert (letter.state, letter.attempts) == ("waiting", 1)
    assert letter.not_before > timezone.now()


# ---- Published by itself


def test_form_is_published_when_its_thing_is_shown(client, form):
    coordinator = UserFactory(is_superuser=True)
    client.force_login(coordinator)
    place = PlaceFactory(group=form.group, published=None)
    InterestObject.objects.create(form=form, place=place)
    type(form).objects.update(state="processed")

    follow_interest_forms()
    form.refresh_from_db()
    assert form.state == "processed"

    client.post(f"/admin/places/place/{place.pk}/show/")
    follow_interest_forms()
    after()

    form.refresh_from_db()
    assert (form.state, form.changes.get().by) == ("published", coordinator)
    page = place.get_absolute_url().replace("/bg/", "/el/")
    assert page in mail.outbox[0].body
    assert page in client.get(form.get_absolute_url()).text
