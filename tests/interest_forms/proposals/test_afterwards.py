"""The sender comes back to her event; what is hers is deleted in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interest_forms.models import EventProposal
from interest_forms.proposals.actions import forget_sender
from interest_forms.retention import apply_retention
from interest_forms.verification import findings
from tests.factories import (
    EventProposalFactory,
)
from tests.interest_forms.proposals.telling import send

pytestmark = pytest.mark.django_db


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
    page = client.get(receipt).text
    assert "Мария" not in page
    assert 'value="withdraw"' not in page
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
