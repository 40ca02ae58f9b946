"""Whose photos they are, who is in them, and who has to agree before they are shown."""

import hashlib
import re

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from hub.shared.models import AuditEntry
from interest_forms.consent import CONSENT_VERSION, TEXTS, consent_text
from interest_forms.models import Submission
from interest_forms.review import review_context
from places.actions import approve_photos
from places.models import Photo
from tests.factories import (
    ActionGroupFactory,
    CountryFactory,
    MembershipFactory,
    OrganisationFactory,
    PhotoFactory,
    PlaceFactory,
    SettlementFactory,
    SubmissionFactory,
)
from tests.interest_forms.test_photo_form import SHARE, answers, opened_form, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_bell(monkeypatch):
    """These tests end where the worker begins."""
    monkeypatch.setattr("hub.shared.bell._ring_now", lambda task, args: None)


@pytest.fixture
def moderator(client):
    """She decides for the group of `waiting`."""
    return MembershipFactory().user


@pytest.fixture
def waiting(moderator):
    """A photo with other people's children, ready to be decided on."""
    group = moderator.memberships.get().group
    place = PlaceFactory(group=group)
    submission = SubmissionFactory(group=group, place=place, children="others")
    return PhotoFactory(place=place, submission=submission, awaits_guardian=True)


def send(client, **changes):
    sent = answers(opened_form(client), photos=picture(), **changes)
    return client.post(SHARE, sent)


def decide(client, photo, **data):
    name = "admin:interest_forms_submission_decide"
    address = reverse(name, args=[photo.submission_id])
    english = {"accept-language": "en"}
    answer = client.post(address, data, follow=True, headers=english)
    return answer.content.decode()


def group_in(code):
    country = CountryFactory(code=code)
    return ActionGroupFactory(organisation=OrganisationFactory(country=country))


def test_album_of_a_family_is_named_and_stands_under_the_photo(client):
    send(client, author="album", author_name="Стоян Петров")

    submission = Submission.objects.get()
    assert (submission.author, submission.author_name) == ("album", "Стоян Петров")
    assert submission.photos.get().credit == "Стоян Петров"


def test_name_of_another_author_is_forgotten_when_she_took_the_photos(client):
    send(client, author="sender", author_name="Стоян Петров")

    assert Submission.objects.get().author_name == ""
    assert Photo.objects.get().credit == "Мария Стоянова"


@pytest.mark.parametrize(
    ("people", "children", "awaits"),
    [
        ("none", "none", False),
        ("public", "none", False),
        ("agree", "own", False),
        ("agree", "others", True),
        ("none", "others", False),
    ],
)
def test_children_of_others_wait_for_their_guardian(client, people, children, awaits):
    send(client, people=people, children=children)

    assert Submission.objects.get().awaits_guardian is awaits
    assert Photo.objects.get().awaits_guardian is awaits


def test_child_in_a_photo_that_was_added_later_makes_all_wait(client):
    sent = answers(opened_form(client))
    client.post(SHARE, {**sent, "photos": picture()})

    children = {"people": "agree", "children": "others"}
    client.post(SHARE, {**sent, **children, "photos": picture("#335577")})

    waits = Photo.objects.values_list("awaits_guardian", flat=True)
    assert Submission.objects.get().awaits_guardian
    # The first is not prepared yet; what is being prepared waits as well.
    assert list(waits) == [True, True]


def test_child_who_gives_her_name_needs_a_guardians_tick(client):
    page = send(client, under_age="14")

    assert page.status_code == 422
    assert not Submission.objects.exists()
    send(client, under_age="14", guardian="on")
    submission = Submission.objects.get()
    assert (submission.under_age, submission.awaits_guardian) == (14, True)


def test_child_who_gives_no_name_is_not_asked_for_a_guardian(client):
    send(client, under_age="14", sender_name="", contact="")

    submission = Submission.objects.get()
    assert (submission.under_age, submission.awaits_guardian) == (None, False)


@pytest.mark.parametrize(
    ("code", "age"), [("BG", 14), ("GR", 15), ("FR", 15), ("RO", 16), ("DE", 16)]
)
def test_age_asked_about_is_that_of_the_groups_country(client, code, age):
    group, _elsewhere = group_in(code), group_in("XX")

    page = client.get(f"{SHARE}?group={group.slug}").content.decode()

    assert re.search(r'name="under_age"\s+value="(\d+)"', page)[1] == str(age)


@pytest.mark.parametrize(("scheme", "age"), [("elstat", 15), ("siruta", 16)])
def test_country_of_the_place_goes_before_that_of_the_group(client, scheme, age):
    group_in("BG")
    village = SettlementFactory(scheme=scheme)
    place = PlaceFactory(territory=village)

    pages = [
        client.get(f"{SHARE}?place={place.pk}").content.decode(),
        client.post(SHARE, {"place": f"s{village.pk}"}).content.decode(),
    ]

    ages = [re.search(r'name="under_age"\s+value="(\d+)"', page)[1] for page in pages]
    assert ages == [str(age)] * 2


def test_country_that_is_not_known_has_the_age_of_the_gdpr(client):
    group_in("BG"), group_in("FR")

    page = client.get(SHARE).content.decode()

    assert re.search(r'name="under_age"\s+value="(\d+)"', page)[1] == "16"


def test_law_of_the_country_is_named_in_its_own_language(client):
    group_in("GR")

    page = client.get(SHARE).content.decode()

    assert '<span lang="el">Νόμος 2121/1993</span>' in page


@pytest.mark.parametrize("code", ["", "НКЦ-1"])
def test_protected_place_is_marked_where_it_is_chosen(client, code):
    place = PlaceFactory(protection_code=code)

    page = client.get(f"{SHARE}?place={place.pk}").content.decode()
    found = client.get("/bg/places/search.json?q=манастир").json()["places"]

    assert ("data-protected" in page) is bool(code)
    assert [one["protected"] for one in found] == [bool(code)]


def test_photo_that_awaits_a_guardian_is_not_approved(client, moderator, waiting):
    client.force_login(moderator)

    text = decide(client, waiting, act="approve")

    waiting.refresh_from_db()
    assert waiting.state == "pending"
    assert "1 photo waits until you record" in text


def test_recorded_guardian_frees_the_photos(client, moderator, waiting):
    client.force_login(moderator)

    decide(client, waiting, act="guardian", said="майката, по телефона")
    decide(client, waiting, act="approve")

    waiting.refresh_from_db()
    submission = waiting.submission
    assert (waiting.state, waiting.awaits_guardian) == ("approved", False)
    assert submission.guardian_said == "майката, по телефона"
    assert submission.guardian_agreed is not None
    verbs = AuditEntry.objects.values_list("verb", flat=True)
    assert sorted(verbs) == ["photo.approved", "submission.guardian"]


@pytest.mark.parametrize("said", ["", "  ", "а" * 201])
def test_guardian_is_recorded_only_with_who_and_how(client, moderator, waiting, said):
    client.force_login(moderator)

    decide(client, waiting, act="guardian", said=said)

    waiting.refresh_from_db()
    assert waiting.awaits_guardian


def test_bulk_approval_leaves_what_awaits_a_guardian_and_says_so(
    client, moderator, waiting
):
    free = PhotoFactory(
        place=waiting.place, submission=SubmissionFactory(group=waiting.group)
    )
    client.force_login(moderator)

    answer = client.post(
        reverse("admin:places_photo_changelist"),
        {"action": "approve", "_selected_action": [waiting.pk, free.pk]},
        follow=True,
        headers={"accept-language": "en"},
    )

    states = list(Photo.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["pending", "approved"]
    assert "1 photo waits until you record" in answer.content.decode()


def test_database_refuses_to_show_what_awaits_a_guardian(moderator, waiting):
    assert approve_photos(Photo.objects.all(), by=moderator) == 0

    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.update(state=Photo.State.APPROVED)


def test_sender_and_moderator_read_the_words_that_were_agreed_to(client, moderator):
    send(client)
    submission = Submission.objects.get()
    words = consent_text(CONSENT_VERSION, "bg")

    receipt = client.get(submission.get_absolute_url()).content.decode()

    assert (submission.consent_version, submission.language) == (CONSENT_VERSION, "bg")
    assert words.sender in receipt
    assert review_context(submission, moderator)["agreed"] == words


def test_words_of_a_consent_never_change():
    found = {
        str(path.relative_to(TEXTS)): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in TEXTS.rglob("*.json")
    }

    assert found == {
        "2026-11.json": "3f9b37ad8059ba8a",
        "2026-11b.json": "288d7e958921bb66",
        "events/2026-11.json": "02b6d33ace11488b",
        "interest/2026-11.json": "c6cdb95858a2e653",
        "interest/2026-11b.json": "07489d2e3e1dc320",
    }


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_consent_is_asked_in_the_readers_language(client, language):
    page = client.get(f"/{language}/share/").content.decode()

    assert consent_text(CONSENT_VERSION, language).sender in page
