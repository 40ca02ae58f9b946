"""What is written into the form, and what is pressed at the desk."""

from django.urls import reverse

from hub.shared.signed_form import new_form_key

BROWSER = {"Accept-Language": "bg"}
TELL = "/bg/events/tell/"


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
