"""Anybody tells the calendar of an event; a moderator decides; the sender reads it."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Occurrence
from hub.shared.models import AuditEntry
from hub.shared.signed_form import new_form_key
from interest_forms.consent import (
    CONSENT_VERSION,
    EVENT_CONSENT_VERSION,
    EVENT_TEXTS,
    consent_text,
)
from interest_forms.models import EventProposal, Submission
from interest_forms.proposals.actions import forget_sender
from interest_forms.retention import apply_retention
from interest_forms.verification import findings
from partners.models import Membership
from tests.factories import (
    EventFactory,
    EventProposalFactory,
    GroupSettlementFactory,
    MembershipFactory,
    OccurrenceFactory,
    OrganisationFactory,
    ProposedDateFactory,
    SettlementFactory,
)
from tests.originals import drawn

pytestmark = pytest.mark.django_db
BROWSER = {"Accept-Language": "bg"}
TELL = "/bg/events/tell/"


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.HUB_FORM_MIN_SECONDS = 0


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-21 12:00+02:00"):
        yield


@pytest.fixture
def village():
    name = {"name_bg": "Белчин", "name_en": "Belchin"}
    settlement = SettlementFactory(kind="village", **name)
    return GroupSettlementFactory(settlement=settlement)


@pytest.fixture
def moderator(village):
    role = Membership.Role.MODERATOR
    return MembershipFactory(group=village.group, role=role).user


def form(**changes):
    return {
        "key": new_form_key(),
        "name": "Събор на Белчин",
        "kind": "sabor",
        "place_text": "с. Белчин",
        "date-TOTAL_FORMS": "1",
        "date-INITIAL_FORMS": "0",
        "date-0-days": "събота, 28 август",
        "date-0-begins": "20 ч.",
        "date-0-ends": "02:00",
        "consent": "on",
        "act": "send",
        **changes,
    }


def send(client, page=TELL, **changes):
    return client.post(page, form(**changes), headers=BROWSER)


def decide(client, moderator, proposal, act, **data):
    client.force_login(moderator)
    url = reverse("admin:interest_forms_eventproposal_change", args=[proposal.pk])
    correction = {
        "name": proposal.name,
        "kind": proposal.kind,
        "group": proposal.group_id,
        "territory": proposal.territory_id or "",
        "venue": proposal.venue,
    }
    return client.post(url, {"act": act, **correction, **data})


def test_event_is_kept_for_the_group_of_its_village(client, village):
    answer = send(client, sender_name="Мария", contact="0888 123 456")

    proposal = EventProposal.objects.get()
    assert answer["Location"] == f"/bg/events/tell/{proposal.token}/"
    assert "Set-Cookie" not in answer.headers
    told = (proposal.group, proposal.territory, proposal.held)
    assert told == (village.group, village.settlement, "")
    held = proposal.dates.get()
    assert (held.day, held.last_day) == (date(2027, 8, 28), date(2027, 8, 29))
    assert (held.hour, held.last_hour) == (time(20), time(2))
    assert not Event.objects.exists()
    entry = AuditEntry.objects.get(verb="proposal.receive")
    assert "Мария" not in str(entry.detail)


def photo(name="събор.jpg", shade=3):
    return SimpleUploadedFile(name, drawn(shade), content_type="image/jpeg")


ABOUT_PHOTOS = {"author": "sender", "rights": "by", "photo_consent": "on"}


def test_photos_that_come_with_an_event_are_kept_and_each_receipt_leads_to_the_other(
    client, village
):
    looked = send(client, act="look", photos=[photo(), photo("2.jpg", 5)])
    kept = [token for _file, token in looked.context["kept"]]
    again = send(
        client, act="add", kept=kept, photos=[SimpleUploadedFile("а.gif", b"GIF89a")]
    )
    more = {"kept": kept, "contact": "0888 123 456", **ABOUT_PHOTOS}
    refused = send(client, kept=kept)
    sent = send(client, **more)

    assert (looked.status_code, refused.status_code) == (422, 422)
    assert "Моля, посочете кой е направил снимките" in refused.text
    assert "а.gif" in again.text
    assert all(token in again.text for token in kept)
    proposal, submission = EventProposal.objects.get(), Submission.objects.get()
    assert proposal.submission == submission
    told = (submission.group, submission.territory, submission.contact)
    assert told == (village.group, village.settlement, "0888 123 456")
    assert submission.consent_version == CONSENT_VERSION
    assert {one.caption_bg for one in submission.photos.all()} == {"Събор на Белчин"}
    assert submission.photos.count() == 2
    assert submission.get_absolute_url() in client.get(sent["Location"]).text
    receipt = client.get(submission.get_absolute_url()).text
    assert proposal.get_absolute_url() in receipt


def test_event_with_photos_sent_twice_is_one_event_with_them(client, village):
    told = form(**ABOUT_PHOTOS)
    for _time in range(2):
        client.post(TELL, {**told, "photos": [photo()]}, headers=BROWSER)

    assert EventProposal.objects.get().submission.photos.count() == 1


def test_form_is_looked_at_first_and_shows_what_the_calendar_has(client, village):
    event = EventFactory(name_bg="Летен събор", territory=village.settlement)
    hidden = EventFactory(
        name_bg="Таен събор", territory=village.settlement, published=None
    )
    for one in (event, hidden):
        OccurrenceFactory(event=one, day=date(2027, 8, 28), last_day=date(2027, 8, 28))

    page = send(client, act="look").text

    assert not EventProposal.objects.exists()
    assert "събота, 28 август 2027, 20:00–02:00" in page
    assert "Летен събор" in page
    assert "Таен събор" not in page


def test_another_date_keeps_what_was_written(client, village):
    page = send(client, act="add", name="Панаир", **{"date-0-days": "не знам"}).text

    assert 'value="Панаир"' in page
    assert 'value="не знам"' in page
    assert 'name="date-1-days"' in page
    assert "errorlist" not in page


def test_event_of_several_dates_is_one_event(client, village):
    more = {"date-TOTAL_FORMS": "3", "date-1-days": "4–5 септември", "date-2-days": ""}
    send(client, **more)

    spans = [(one.day, one.last_day, one.hour) for one in proposal_dates()]
    assert spans == [
        (date(2027, 8, 28), date(2027, 8, 29), time(20)),
        (date(2027, 9, 4), date(2027, 9, 5), None),
    ]


def proposal_dates():
    return EventProposal.objects.get().dates.all()


def test_form_that_lost_the_number_of_its_dates_keeps_the_first(client):
    send(client, **{"date-TOTAL_FORMS": "x"})

    assert proposal_dates().get().day == date(2027, 8, 28)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Please write what it is called."),
        ({"place_text": ""}, "Please write in which village or town it is."),
        ({"date-0-days": ""}, "Please write on which day it is."),
        ({"date-0-days": "петък, 28 август"}, "Saturday, 28 August 2027"),
        ({"date-0-days": "28.08.2025"}, "This day is past."),
        ({"date-0-days": "28.08.2072"}, "This day is too far away."),
        ({"date-0-begins": "вечерта"}, "Write the hour like this: 18:00."),
        ({"date-0-begins": ""}, "Say at what hour it begins, too."),
        ({"entry": "paid", "price": "безплатно"}, "Write the price in euro"),
        ({"link": "няма"}, "Write the address like this"),
        ({"consent": ""}, "we need your agreement"),
        ({"sender_name": "Ани", "under_age": "14"}, "Ask your mother, father"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, wrong, told):
    answer = send(client, "/en/events/tell/", description="Хоро на мегдана", **wrong)

    assert answer.status_code == 422
    assert told in answer.text
    assert "Хоро на мегдана" in answer.text
    assert not EventProposal.objects.exists()


def test_same_form_sent_twice_is_one_event(client, village):
    key = new_form_key()

    first, second = send(client, key=key), send(client, key=key)

    assert first["Location"] == second["Location"]
    assert EventProposal.objects.count() == 1


def test_program_is_set_apart_and_told_nothing_else(client, moderator):
    answer = send(client, website="http://spam.example")

    assert answer.status_code == 302
    assert EventProposal.objects.get().held == "honeypot"
    client.force_login(moderator)
    list_page = reverse("admin:interest_forms_eventproposal_changelist")
    assert "Събор на Белчин" not in client.get(list_page).text
    assert "Събор на Белчин" in client.get(f"{list_page}?state=held").text


def test_far_too_many_are_refused_and_what_is_written_stays(client, settings):
    settings.HUB_SUBMISSIONS_REFUSED_AFTER = 1
    send(client)

    answer = send(client, description="Хоро на мегдана")

    assert answer.status_code == 429
    assert "Хоро на мегдана" in answer.text


def test_village_is_asked_for_when_several_have_its_name(client, village):
    other = SettlementFactory(kind="village", name_bg="Белчин")
    GroupSettlementFactory(settlement=other)

    page = send(client, act="look").text
    assert f'value="s{other.pk}"' in page
    send(client, place=f"s{other.pk}", asked="с. Белчин")
    assert EventProposal.objects.get().territory == other

    # What was chosen for one name does not hold for another.
    send(client, place=f"s{other.pk}", asked="с. Белчин", place_text="Говедарци")
    assert EventProposal.objects.latest("pk").territory is None


def test_moderator_shows_it_in_the_calendar(client, village, moderator):
    organiser = OrganisationFactory(name_bg="Читалище „Отец Паисий“")
    send(
        client,
        organiser=organiser.name_bg,
        description="Хоро и курбан",
        price="5,50 €",
        entry="paid",
        link="example.org/sabor",
        contact="0888 123 456",
    )
    proposal = EventProposal.objects.get()

    decide(
        client, moderator, proposal, "approve", name="Голям събор", text="Благодаря!"
    )

    event = Event.objects.get()
    shown = client.get(event.get_absolute_url()).text
    assert event.get_absolute_url() in client.get("/bg/events/").text
    assert (event.name_bg, event.group) == ("Голям събор", village.group)
    assert (event.organiser, event.website) == (organiser, "https://example.org/sabor")
    assert "Хоро и курбан" in shown
    assert "0888" not in shown
    held = event.occurrences.get()
    assert held.starts.isoformat() == "2027-08-28T17:00:00+00:00"
    receipt = client.get(proposal.get_absolute_url()).text
    assert event.get_absolute_url() in receipt
    assert "Благодаря!" in receipt
    verbs = AuditEntry.objects.filter(actor=moderator).values_list("verb", flat=True)
    assert sorted(verbs) == ["event.add", "proposal.approved"]

    decide(client, moderator, proposal, "approve")
    assert Event.objects.count() == 1


def test_draft_is_not_shown_and_its_organiser_is_kept_in_words(client, village):
    role = Membership.Role.COORDINATOR
    coordinator = MembershipFactory(group=village.group, role=role).user
    send(client, organiser="Клуб „Момина сълза“")
    proposal = EventProposal.objects.get()

    answer = decide(client, coordinator, proposal, "draft")

    event = Event.objects.get()
    assert answer["Location"] == f"/admin/events/event/{event.pk}/change/"
    assert event.published is None
    assert "Клуб „Момина сълза“" in event.summary_bg
    receipt = client.get(proposal.get_absolute_url()).text
    assert event.get_absolute_url() not in receipt


def test_sender_reads_in_her_language_why_it_is_declined(client, village, moderator):
    send(client, "/en/events/tell/", place_text="Belchin")
    proposal = EventProposal.objects.get()
    client.cookies.clear()

    decide(client, moderator, proposal, "decline")
    assert EventProposal.objects.get().decided is None
    decide(client, moderator, proposal, "decline", answer="closed")

    receipt = client.get(proposal.get_absolute_url()).text
    assert "We show only what is open to everybody." in receipt
    assert not Event.objects.exists()


def test_moderator_says_that_it_is_known_already(client, village, moderator):
    mine = EventFactory(group=village.group, territory=village.settlement)
    OccurrenceFactory(event=mine, day=date(2027, 8, 28), last_day=date(2027, 8, 28))
    theirs = EventFactory()
    send(client)
    proposal = EventProposal.objects.get()
    client.force_login(moderator)
    page = reverse("admin:interest_forms_eventproposal_change", args=[proposal.pk])
    assert f'name="event" value="{mine.pk}"' in client.get(page).text

    decide(client, moderator, proposal, "known", event=theirs.pk)
    assert EventProposal.objects.get().decided is None
    decide(client, moderator, proposal, "known", event=mine.pk)

    assert EventProposal.objects.get().event == mine
    assert mine.get_absolute_url() in client.get(proposal.get_absolute_url()).text


def test_sender_takes_it_back_and_her_data_go_at_once(client, village):
    send(client, sender_name="Мария", contact="0888 123 456")
    proposal = EventProposal.objects.get()
    receipt = proposal.get_absolute_url()

    client.post(receipt, {"act": "withdraw"})

    proposal.refresh_from_db()
    assert (proposal.outcome, proposal.sender_name, proposal.contact) == (
        *("withdrawn", ""),
        "",
    )
    assert client.get(receipt).status_code == 200
    assert client.post(receipt, {"act": "x"}).status_code == 404


def test_receipt_is_found_again_by_the_code_on_paper(client):
    send(client)
    proposal = EventProposal.objects.get()
    sent = timezone.localdate(proposal.received).isoformat()

    answer = client.post("/bg/receipts/", {"code": str(proposal), "sent": sent})

    assert answer["Location"] == proposal.get_absolute_url()


def test_words_and_contact_are_deleted_when_their_time_is_over(settings):
    old = timezone.now() - timedelta(days=settings.HUB_CONTACT_DAYS + 1)
    hers = {"sender_name": "Мария", "contact": "0888", "description": "Хоро"}
    approved = EventProposalFactory(decided=old, outcome="approved", **hers)
    declined = EventProposalFactory(decided=old, outcome="declined", **hers)
    forgotten = EventProposalFactory(received=old, **hers)
    forget_sender(declined)
    fresh = EventProposalFactory(**hers)

    counts = apply_retention()

    left = {
        row.pk: (row.contact, row.description) for row in EventProposal.objects.all()
    }
    assert counts["tellers"] == 3
    assert left == {
        approved.pk: ("", "Хоро"),
        declined.pk: ("", ""),
        forgotten.pk: ("", ""),
        fresh.pk: ("0888", "Хоро"),
    }
    assert "tellers" not in apply_retention()


def test_lost_event_is_found_out(client):
    send(client)
    assert [str(one) for one in findings() if "event" in str(one)] == []

    EventProposal.objects.all().delete()

    assert any("event proposal" in one.text for one in findings())


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_three_as_for_one(
    client, moderator, village, count, django_assert_num_queries
):
    for _one in range(count):
        ProposedDateFactory(proposal__group=village.group)
    client.force_login(moderator)
    page = reverse("admin:interest_forms_eventproposal_changelist")
    client.get(page)

    with django_assert_num_queries(8):
        assert client.get(page).status_code == 200


def test_words_that_are_agreed_to_stand_on_the_form(client):
    words = consent_text(EVENT_CONSENT_VERSION, "ro", EVENT_TEXTS)

    assert words.sender in client.get("/ro/events/tell/").text
    dates = Occurrence.objects.all()
    assert not dates.exists()
