"""Anybody offers an object to be filmed; the group looks; she reads the answer."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from hub.shared.models import AuditEntry
from hub.shared.signed_form import new_form_key
from interest_forms.erasure import erase
from interest_forms.interest.actions import withdraw
from interest_forms.interest.eik import read_eik
from interest_forms.interest.steps import State, move
from interest_forms.models import Applicant, ExpressionOfInterest, Submission
from interest_forms.retention import apply_retention
from interest_forms.verification import findings
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    GroupSettlementFactory,
    MembershipFactory,
    OccurrenceFactory,
    SettlementFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.interest_factories import (
    ApplicantFactory,
    CallQuotaFactory,
    ExpressionOfInterestFactory,
    InterestCallFactory,
)
from tests.interest_forms.test_photo_form import picture

pytestmark = pytest.mark.django_db
BROWSER = {"Accept-Language": "bg"}
FORM = "/bg/interest/"
ABOUT_PHOTOS = {"author": "sender", "rights": "by-sa", "photos_consent": "on"}
TYPED = {
    "title": "Воденицата на Говедарци",
    "description": "Мели още.",
    "place_text": "с. Белчин",
    "sender_name": "Мария Петрова",
    "phone": "0888 123 456",
    "fixed_days": "28.08.2027",
    "materials": "Един албум.",
}


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.HUB_FORM_MIN_SECONDS = 0


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-21 12:00+02:00", tick=False) as clock:
        yield clock


@pytest.fixture
def village():
    name = {"name_bg": "Белчин", "name_en": "Belchin"}
    return GroupSettlementFactory(settlement=SettlementFactory(kind="village", **name))


def form(**changes):
    return {
        "key": new_form_key(),
        **TYPED,
        "kind": "landmark",
        "role": "owner",
        "months": ["5", "6"],
        "consent": "on",
        "act": "send",
        **changes,
    }


def send(client, page=FORM, **changes):
    return client.post(page, form(**changes), headers=BROWSER)


def test_form_is_kept_for_the_group_of_its_village_and_who_sent_it_apart(
    client, village
):
    answer = send(client, eik="000 696 327", organisation="Община", film="on")
    send(client, title="Стан", naming="on")

    row, other = ExpressionOfInterest.objects.order_by("pk")
    assert answer["Location"] == f"/bg/interest/sent/{row.token}/"
    assert "Set-Cookie" not in answer.headers
    assert (row.group, row.territory) == (village.group, village.settlement)
    assert (row.state, row.held, row.months) == ("submitted", "", [5, 6])
    agreed = [(one.film_agreed, one.naming_agreed) for one in (row, other)]
    assert agreed == [(True, False), (False, True)]
    assert row.fixed_dates.get().day == date(2027, 8, 28)
    known = Applicant.objects.values_list("name", "eik", "phone").get(form=row)
    assert known == ("Мария Петрова", "000696327", "0888 123 456")
    entry = AuditEntry.objects.filter(verb="interest.receive").first()
    assert "Мария" not in str(entry.detail)
    page = client.get(answer["Location"]).text
    assert row.spoken_code in page
    assert "28 август 2027" in page


def test_form_sent_twice_is_one_and_asks_for_little(client, village):
    bare = dict.fromkeys(TYPED, "") | {"title": "Стан", "place_text": "Белчин"}
    key = new_form_key()

    places = {send(client, key=key, **bare)["Location"] for _time in range(2)}

    assert len(places) == 1
    assert ExpressionOfInterest.objects.count() == 1
    assert not Applicant.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "title"),
        ({"kind": ""}, "kind"),
        ({"consent": ""}, "consent"),
        ({"eik": "000696328"}, "eik"),
        ({"fixed_days": "32 август"}, "fixed_days"),
        ({"from_hour": "10", "until_hour": "9"}, "until_hour"),
        ({"place_text": ""}, "place_text"),
    ],
)
def test_what_is_wrong_comes_back_with_everything_typed_and_uploaded(
    client, village, wrong, said
):
    answer = send(client, photos=[picture()], **ABOUT_PHOTOS | wrong)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [said]
    typed = {**TYPED, **wrong}.values()
    assert [words for words in typed if words not in answer.text] == []
    assert 'name="kept"' in answer.text
    assert not ExpressionOfInterest.objects.exists()


def test_photos_are_a_submission_of_their_own_with_their_own_consent(client, village):
    refused = send(client, photos=[picture()])
    send(client, photos=[picture()], **ABOUT_PHOTOS)

    assert list(refused.context["form"].errors) == [*ABOUT_PHOTOS]
    row = ExpressionOfInterest.objects.get()
    submission = Submission.objects.get()
    assert row.submission == submission
    assert submission.photos.get().caption_bg == TYPED["title"]
    # How she is reached stands in one place, from which it is purged.
    assert (submission.contact, submission.credit_kind) == ("", "none")
    assert submission.get_absolute_url() in client.get(row.get_absolute_url()).text


def test_photos_that_come_later_are_kept_unless_the_form_is_taken_back(client, village):
    stays, gone = new_form_key(), new_form_key()
    for key in (stays, gone):
        send(client, key=key)
    withdraw(ExpressionOfInterest.objects.latest("pk"))

    for key in (stays, gone):
        send(client, key=key, photos=[picture()], **ABOUT_PHOTOS)

    first, second = ExpressionOfInterest.objects.order_by("pk")
    assert first.submission.photos.count() == 1
    assert (second.state, second.submission) == ("withdrawn", None)
    assert Submission.objects.count() == 1


def test_days_of_a_feast_come_from_the_calendar(client, village):
    feast = EventFactory(published=timezone.now())
    for day in ("2025-08-15", "2027-08-15", "2028-08-15"):
        held = date.fromisoformat(day)
        OccurrenceFactory(event=feast, day=held, last_day=held)

    send(client, feast=f"e{feast.pk}", fixed_days="", kind="event")
    moved = feast.occurrences.filter(day__year=2027)
    moved.update(day=date(2027, 8, 22), last_day=date(2027, 8, 22))

    row = ExpressionOfInterest.objects.get()
    assert row.event == feast
    page = client.get(row.get_absolute_url(), headers=BROWSER)
    days = [one.day.isoformat() for one in page.context["days"]]
    assert days == ["2027-08-22", "2028-08-15"]


def test_call_shows_how_much_of_it_is_chosen_and_takes_its_kinds_alone(client):
    call = InterestCallFactory(kinds=["landmark", "story"])
    quota = CallQuotaFactory(call=call, kind="landmark", most=3)
    for state in ("accepted", "filmed", "submitted"):
        ExpressionOfInterestFactory(call=call, state=state)

    page = client.get(call.get_absolute_url())
    refused = send(client, call.get_absolute_url(), kind="product")
    send(client, call.get_absolute_url(), kind="story")

    assert f"2 от {quota.most}" in page.text
    assert list(refused.context["form"].errors) == ["kind"]
    assert ExpressionOfInterest.objects.latest("pk").group == call.group


def test_closed_call_says_when_and_leads_on(client, today):
    call = InterestCallFactory(opens="2026-01-01", closes="2026-11-21")
    late = form(kind="story")
    today.move_to("2026-11-22 09:00+02:00")

    page = client.get(call.get_absolute_url()).text
    in_time = client.post(call.get_absolute_url(), late, headers=BROWSER)
    refused = send(client, call.get_absolute_url())

    assert "21 ноември 2026" in page
    assert f"{FORM}?group={call.group.slug}" in page
    assert 'id="share-form"' not in page
    # Opened before the end, it is taken still; else it goes without the call.
    assert in_time.status_code == 302
    assert refused.status_code == 422
    assert f'action="{FORM}"' in refused.text


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_calls_take_a_fixed_number_of_queries(
    client, django_assert_num_queries, count
):
    calls = InterestCallFactory.create_batch(count)
    kinds = ("landmark", "story", "product")[:count]
    for kind in kinds:
        CallQuotaFactory(call=calls[0], kind=kind)
    client.get(FORM)

    with django_assert_num_queries(4):
        client.get(FORM)
    with django_assert_num_queries(7):
        client.get(calls[0].get_absolute_url())


def test_hidden_call_is_not_there(client):
    hidden = InterestCallFactory(is_published=False)
    shown = InterestCallFactory(name_bg="Пролетна покана")

    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "Пролетна покана" in client.get(shown.get_absolute_url()).text
    assert [*client.get(FORM).context["others"]] == [shown]


def test_form_of_a_program_is_set_apart(client, village):
    send(client, website="http://example.org")

    assert ExpressionOfInterest.objects.get().held == "honeypot"


def test_erasing_a_person_takes_her_name_from_her_forms_of_interest():
    group = MembershipFactory(role="coordinator").group
    submission = SubmissionFactory(group=group, contact="0888 123 456")
    mine = ApplicantFactory(form__group=group).form
    other = ApplicantFactory(form__group=group, phone="0899 000 000").form

    going = erase([submission], by=group.memberships.get().user)

    assert going.interests == [mine]
    assert list(Applicant.objects.values_list("form", flat=True)) == [other.pk]
    assert ExpressionOfInterest.objects.count() == 2


def test_code_on_paper_leads_to_the_receipt(client):
    row = ExpressionOfInterestFactory()

    found = client.post(
        "/bg/receipts/", {"code": row.spoken_code, "sent": "2026-11-21"}
    )

    assert found["Location"] == row.get_absolute_url()


def test_applicants_are_forgotten_on_schedule_and_words_of_what_came_to_nothing(
    today, settings
):
    done, declined, waits = (
        ApplicantFactory(form__description="Разказ.").form for _one in range(3)
    )
    by = UserFactory()
    move(done, State.ACCEPTED, by=by)
    move(declined, State.DECLINED, reason="Не.", by=by)
    today.shift(timedelta(days=settings.HUB_CONTACT_DAYS + 1))

    first = apply_retention()
    today.shift(timedelta(days=settings.HUB_INTEREST_DAYS))
    second = apply_retention()

    assert (first["applicants"], second["applicants"]) == (1, 2)
    texts = ExpressionOfInterest.objects.order_by("pk").values_list("description")
    assert [text for (text,) in texts] == ["Разказ.", "", ""]
    assert not Applicant.objects.exists()
    assert apply_retention().get("applicants") is None
    assert waits.changes.count() == 0


def test_lost_form_and_one_that_is_not_forgotten_are_found(client, village):
    send(client)
    row = ExpressionOfInterest.objects.get()
    withdraw(row)
    ApplicantFactory(form=row)
    name = f"form of interest {row.pk}"
    told = [found.text for found in findings()]
    row.delete()

    assert told == [f"{name}: its applicant is to be forgotten"]
    lost = [found.text for found in findings()]
    assert lost == [f"{name}: it is not there any more"]


@pytest.mark.parametrize(
    "number", ["000696327", "175074752", "831 902 088", "0006963270018"]
)
def test_numbers_of_organisations_are_known_by_their_check_digits(number):
    assert read_eik(number) == number.replace(" ", "")


@pytest.mark.parametrize(
    "number", ["000696328", "0006963270013", "17507475", "17507475²", "abc"]
)
def test_wrong_numbers_of_organisations_are_told(number):
    with pytest.raises(ValueError, match=number):
        read_eik(number)


def test_call_cannot_have_the_address_of_another_page():
    call = InterestCallFactory.build(group=ActionGroupFactory(), slug="schedule")

    with override("en"), pytest.raises(ValidationError) as refused:
        call.validate_constraints()

    assert refused.value.messages == [
        "A page of the portal has this address. Choose another one."
    ]
