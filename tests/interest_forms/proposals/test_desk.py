"""A moderator decides on an event that somebody told."""

from datetime import date

import pytest
from django.urls import reverse

from events.models import Event
from hub.shared.models import AuditEntry
from interest_forms.models import EventProposal
from partners.models import Membership
from tests.factories import (
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    OrganisationFactory,
    ProposedDateFactory,
)
from tests.interest_forms.proposals.telling import decide, send

pytestmark = pytest.mark.django_db


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


def test_program_is_set_apart_and_told_nothing_else(client, moderator):
    answer = send(client, website="http://spam.example")

    assert answer.status_code == 302
    assert EventProposal.objects.get().held == "honeypot"
    client.force_login(moderator)
    list_page = reverse("admin:interest_forms_eventproposal_changelist")
    assert "Събор на Белчин" not in client.get(list_page).text
    assert "Събор на Белчин" in client.get(f"{list_page}?state=held").text


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
        assert client.get(page).text.count("Събор на Белчин") == count
