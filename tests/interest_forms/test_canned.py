"""Ready-made words: a group's own or the portal's, in the sender's language."""

import pytest
from django.conf import settings
from django.urls import reverse

from hub.shared.models import AuditEntry
from interest_forms.canned import adopt_words, canned_for, shipped
from interest_forms.models import CannedWords, Message
from partners.models import Membership
from places.models import Photo
from tests.factories import (
    CannedWordsFactory,
    MembershipFactory,
    PhotoFactory,
    PlaceFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
DECLINE, ASK = CannedWords.Purpose.DECLINE, CannedWords.Purpose.ASK
WORDS = "/admin/interest_forms/cannedwords/"


@pytest.fixture
def submission():
    place = PlaceFactory(name_bg="Цари Мали град", name_el="Τσάρι Μάλι γκραντ")
    made = SubmissionFactory(place=place, group=place.group, language="el")
    PhotoFactory(place=place, submission=made)
    return made


@pytest.fixture
def coordinator(client, submission):
    user = MembershipFactory(group=submission.group).user
    client.force_login(user)
    return user


def own(submission, **fields):
    return CannedWordsFactory(group=submission.group, **fields)


def decide(client, submission, **data):
    name = "admin:interest_forms_submission_decide"
    client.post(reverse(name, args=[submission.pk]), data)
    return Photo.objects.get(submission=submission)


def test_portal_brings_words_for_every_reason_and_question_in_five_languages():
    codes = {(row.purpose, row.code) for row in shipped()}

    reasons = set(Photo.Reason.values) - {"other"}
    assert codes == {(DECLINE, code) for code in reasons} | {
        (ASK, code) for code in CannedWords.Question.values
    }
    for row in shipped():
        texts = [getattr(row, f"text_{code}") for code, _name in settings.LANGUAGES]
        assert all(texts), row.code
        assert len(set(texts)) == len(texts)
        row.full_clean(exclude=["group"])


def test_words_are_in_the_senders_language_with_the_places_name(submission):
    (blurred,) = (c for c in canned_for(submission, DECLINE) if c.code == "blurred")

    assert "Τσάρι Μάλι γκραντ" in blurred.words
    assert "φωτογραφία" in blurred.words
    assert "{" not in blurred.words
    assert blurred.label == "размазана е или е твърде тъмна"


def test_braces_in_a_name_or_text_mean_nothing(submission):
    submission.place.name_el = "{0.__class__} {place}"
    own(submission, text_el="{place} {submission.contact} {")

    first = canned_for(submission, DECLINE)[0]

    assert first.words == "{0.__class__} {place} {submission.contact} {"


def test_groups_words_replace_the_portals_of_the_same_kind(submission):
    own(submission)
    own(submission, code="people", is_used=False)
    own(submission, code="other", text_bg="Не е за нас.", position=200)
    stranger = SubmissionFactory()

    mine = canned_for(submission, DECLINE)

    assert mine[0].words == "Размазана е."
    codes = [one.code for one in mine]
    assert codes.count("blurred") == 1
    assert "people" not in codes
    assert (mine[-1].label, mine[-1].code) == ("Не е за нас.", "other")
    assert "Размазана е." not in [c.words for c in canned_for(stranger, DECLINE)]


def test_sender_reads_what_was_chosen_and_the_audit_keeps_which(
    client, coordinator, submission, settings
):
    settings.HUB_UNDO_SECONDS = 0

    photo = decide(client, submission, act="decline", reason="duplicate")

    assert photo.reason == "duplicate"
    assert "Τσάρι Μάλι γκραντ" in photo.reason_text
    receipt = client.get(submission.get_absolute_url()).content.decode()
    assert photo.reason_text in receipt
    entry = AuditEntry.objects.get(verb="photo.declined")
    assert entry.detail == {"reason": "duplicate"}


def test_moderators_own_words_go_before_the_ready_made(client, coordinator, submission):
    words = {"reason": "people", "words": " Το παιδί φαίνεται. "}

    photo = decide(client, submission, act="decline", **words)

    assert (photo.reason, photo.reason_text) == ("people", "Το παιδί φαίνεται.")


def test_words_of_another_group_cannot_be_chosen(client, coordinator, submission):
    foreign = own(SubmissionFactory(), code="other")

    photo = decide(client, submission, act="decline", reason=f"own-{foreign.pk}")

    assert photo.state == Photo.State.PENDING


def test_ready_made_question_is_asked(client, coordinator, submission):
    decide(client, submission, act="ask", canned="when", question="")

    assert "1970" in Message.objects.get().text


def test_taking_back_takes_the_words_back(client, coordinator, submission):
    decide(client, submission, act="decline", reason="blurred")

    client.post(reverse("admin:interest_forms_submission_undo"))

    photo = submission.photos.get()
    assert (photo.state, photo.reason, photo.reason_text) == ("pending", "", "")


def test_group_takes_the_portals_words_over_once(client, coordinator, submission):
    own(submission, text_bg="Наш текст")

    client.post(reverse("admin:interest_forms_cannedwords_adopt"))
    adopt_words(submission.group, by=coordinator)

    rows = CannedWords.objects.filter(group=submission.group)
    assert rows.count() == len(shipped())
    assert rows.get(code="blurred").text_bg == "Наш текст"
    assert rows.get(code="when").text_fr


def test_coordinator_sees_and_changes_her_groups_words_only(
    client, coordinator, submission
):
    mine, foreign = own(submission), own(SubmissionFactory())

    listed = client.get(WORDS).context["cl"].result_list
    assert list(listed) == [mine]
    assert client.get(f"{WORDS}{foreign.pk}/change/").status_code == 404
    assert client.get(f"{WORDS}{mine.pk}/change/").status_code == 200


def test_moderator_reads_the_words_and_changes_none(client, submission):
    mine = own(submission)
    role = Membership.Role.MODERATOR
    client.force_login(MembershipFactory(group=submission.group, role=role).user)

    client.post(f"{WORDS}{mine.pk}/delete/", {"post": "yes"})
    client.post(reverse("admin:interest_forms_cannedwords_adopt"))

    assert list(CannedWords.objects.all()) == [mine]


def test_kind_must_go_with_the_purpose(client, coordinator, submission):
    fields = {"group": submission.group.pk, "position": 0, "is_used": "on"}
    texts = {f"text_{code}": "Текст" for code, _name in settings.LANGUAGES}

    wrong = {"purpose": DECLINE, "code": "when"}
    client.post(f"{WORDS}add/", {**fields, **texts, **wrong})
    assert not CannedWords.objects.exists()

    client.post(f"{WORDS}add/", {**fields, **texts, "purpose": ASK, "code": "when"})
    assert CannedWords.objects.get().code == "when"


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_words_takes_ten_queries(
    client, coordinator, submission, count, django_assert_num_queries
):
    for number in range(count):
        own(submission, code="other", text_bg=f"Текст {number}")

    with django_assert_num_queries(10):
        client.get(WORDS)
