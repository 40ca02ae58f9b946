"""The receipt: its sender sees what became of her photos, corrects and withdraws."""

import pytest
from django.utils import timezone

from interest_forms import actions
from interest_forms.actions import ask_sender
from interest_forms.models import Submission
from places.actions import approve_photos, decline_photos
from places.models import CameraRecord, Photo
from tests.factories import PhotoFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    photo = PhotoFactory(submission=SubmissionFactory())
    CameraRecord.objects.create(
        photo=photo, taken=timezone.make_aware(timezone.datetime(2024, 5, 6, 12))
    )
    return photo


def receipt(client, of, **sent):
    """The receipt's text after this was sent from it (nothing: just looked at)."""
    address = of.submission.get_absolute_url()
    if sent:
        return client.post(address, sent, follow=True).content.decode()
    return client.get(address).content.decode()


@pytest.mark.parametrize("language", ["bg", "en", "ro", "el", "fr"])
def test_receipt_speaks_the_senders_language(client, photo, language):
    Submission.objects.update(language=language)
    photo.refresh_from_db()

    address = photo.submission.get_absolute_url()

    assert address.startswith(f"/{language}/receipts/")
    assert f'lang="{language}"' in client.get(address).content.decode()


def test_receipt_says_published_and_links_to_the_place(client, photo):
    approve_photos(Photo.objects.all(), by=UserFactory())

    assert photo.place.get_absolute_url() in receipt(client, photo)


def test_receipt_tells_why_a_photo_was_declined(client, photo):
    Submission.objects.update(language="en")
    photo.submission.refresh_from_db()
    decline_photos(Photo.objects.all(), reason="blurred", by=UserFactory())

    assert "it is blurred or too dark" in receipt(client, photo)


def test_question_is_answered_and_the_photo_goes_back_to_the_queue(client, photo):
    ask_sender(
        photo.submission, Photo.objects.all(), question="Кое село е?", by=UserFactory()
    )
    assert "Кое село е?" in receipt(client, photo)

    text = receipt(client, photo, act="answer", text="Белчин")

    assert "Белчин" in text
    assert Photo.objects.get().state == "pending"


def test_answers_without_end_are_not_kept(client, photo, monkeypatch):
    monkeypatch.setattr(actions, "MOST_IN_A_ROW", 2)
    submission = photo.submission
    ask_sender(submission, submission.photos.all(), question="Къде?", by=UserFactory())
    for text in ("Белчин", "До реката", "И още"):
        answer = client.post(
            submission.get_absolute_url(), {"act": "answer", "text": text}
        )

    assert answer.status_code == 404
    kept = submission.messages.filter(author=None).values_list("text", flat=True)
    assert list(kept) == ["Белчин", "До реката"]


def test_empty_answer_is_told_and_changes_nothing(client, photo):
    ask_sender(
        photo.submission, Photo.objects.all(), question="Кое село е?", by=UserFactory()
    )

    address = photo.submission.get_absolute_url()
    page = client.post(address, {"act": "answer", "text": " "})

    assert page.status_code == 422
    assert Photo.objects.get().state == "needs_info"


def test_caption_is_corrected(client, photo):
    receipt(client, photo, act="caption", photo=photo.pk, caption="Южната стена")

    assert Photo.objects.get().caption_bg == "Южната стена"


def test_corrected_words_of_a_published_photo_are_looked_at_first(client, photo):
    approve_photos(Photo.objects.all(), by=UserFactory())

    receipt(client, photo, act="caption", photo=photo.pk, caption="Южната стена")

    assert Photo.objects.get().state == "pending"


def test_caption_that_is_too_long_is_told(client, photo):
    address = photo.submission.get_absolute_url()

    page = client.post(
        address, {"act": "caption", "photo": photo.pk, "caption": "а" * 201}
    )

    assert page.status_code == 422
    assert 'class="errorlist"' in page.content.decode()


def test_day_of_the_camera_is_public_only_when_confirmed(client, photo):
    assert Photo.objects.get().taken is None

    receipt(client, photo, act="date", photo=photo.pk)

    assert Photo.objects.get().taken.isoformat() == "2024-05-06"


def test_withdrawn_photo_leaves_its_page_at_once(client, photo):
    approve_photos(Photo.objects.all(), by=UserFactory())
    page = photo.place.get_absolute_url()
    assert photo.token in client.get(page).content.decode()

    receipt(client, photo, act="withdraw", photo=photo.pk)

    assert photo.token not in client.get(page).content.decode()


def test_receipt_of_one_cannot_touch_the_photo_of_another(client, photo):
    other = PhotoFactory(submission=SubmissionFactory())
    address = photo.submission.get_absolute_url()

    page = client.post(address, {"act": "withdraw", "photo": other.pk})

    assert page.status_code == 404
    assert Photo.objects.get(pk=other.pk).state == "pending"


def test_receipt_is_kept_by_nobody(client, photo):
    page = client.get(photo.submission.get_absolute_url())

    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def lookup(client, submission, **changes):
    sent = {
        "code": str(submission),
        "sent": timezone.localdate().isoformat(),
        **changes,
    }
    return client.post("/bg/receipts/", sent)


def test_code_and_day_from_paper_lead_to_the_receipt(client, photo):
    found = lookup(client, photo.submission)

    assert found["Location"] == photo.submission.get_absolute_url()


def test_code_with_another_day_is_not_found(client, photo):
    assert lookup(client, photo.submission, sent="2020-01-01").status_code == 404


def test_trying_codes_out_is_stopped(client, photo, settings):
    settings.HUB_LOOKUPS_PER_CLIENT = 2
    wrong = {"code": "000000"} if photo.submission.code != "000000" else {"code": "1"}
    lookup(client, photo.submission, **wrong)
    lookup(client, photo.submission, **wrong)

    assert lookup(client, photo.submission).status_code == 429
