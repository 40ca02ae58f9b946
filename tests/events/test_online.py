"""Events that are held online: said everywhere, but the link nowhere."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from events.models import OnlineAccess
from hub.shared.models import AuditEntry
from hub.shared.versions import raise_versions
from tests.events.test_linked import linked
from tests.factories import (
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    RegistrationFactory,
    RegistrationSheetFactory,
    SettlementFactory,
)

pytestmark = pytest.mark.django_db
LINK = "https://talk.example.org/secret-room"


@pytest.fixture
def event():
    with time_machine.travel("2027-02-01 12:00+02:00", tick=False):
        event = EventFactory(kind="workshop", attended="online")
        OnlineAccess.objects.create(event=event, link=LINK, words="Парола 1234")
        OccurrenceFactory(event=event, day=date(2027, 2, 8))
        yield event


def test_search_engines_learn_that_it_is_online_and_not_the_link(client, event):
    found = linked(client, event)[0]

    assert found["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")
    assert found["location"]["@type"] == "VirtualLocation"
    assert found["location"]["url"].endswith(event.get_absolute_url())


def test_what_is_held_on_the_spot_and_online_has_both_places(client, event):
    event.attended, event.territory = "both", SettlementFactory()
    event.save()

    found = linked(client, event)[0]

    assert found["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")
    kinds = [one["@type"] for one in found["location"]]
    assert kinds == ["Place", "VirtualLocation"]


def test_pages_and_feeds_say_online_and_never_tell_the_link(client, event):
    page = client.get(event.get_absolute_url()).text
    told = [
        page,
        client.get("/bg/events/").text,
        client.get("/bg/calendar/?view=list").text,
        client.get(reverse("events-feed", args=["bg"])).getvalue().decode(),
    ]

    assert "Провежда се онлайн." in page
    assert "Europe/Sofia" in page
    for text in told:
        assert "Онлайн" in text
        assert "talk.example.org" not in text
        assert "1234" not in text


def test_editor_enters_the_link_and_no_trail_holds_it(client, event, caplog):
    membership = MembershipFactory(group=event.group, role="editor")
    client.force_login(membership.user)
    access = event.online_access
    form = {
        "name_bg": event.name_bg,
        "kind": "workshop",
        "group": event.group_id,
        "attended": "online",
        "online_access-TOTAL_FORMS": 1,
        "online_access-INITIAL_FORMS": 1,
        "online_access-0-id": access.pk,
        "online_access-0-event": event.pk,
        "online_access-0-link": f"{LINK}-2",
    }
    form |= {
        f"{part}-{name}": 0
        for part in ("rule", "occurrences")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    with caplog.at_level("DEBUG"):
        client.post(reverse("admin:events_event_change", args=[event.pk]), form)

    access.refresh_from_db()
    assert access.link == f"{LINK}-2"
    entry = AuditEntry.objects.get()
    assert entry.verb == "event.change"
    assert "talk.example.org" not in str(entry.detail)
    assert "talk.example.org" not in caplog.text


def test_link_stands_on_the_receipt_of_those_who_have_a_seat(client, event):
    hint = "Връзката виждат записалите се."
    assert hint not in client.get(event.get_absolute_url()).text
    sheet = RegistrationSheetFactory(occurrence=event.occurrences.get())
    raise_versions([event.group_id])
    assert hint in client.get(event.get_absolute_url()).text
    seated = RegistrationFactory(sheet=sheet)
    waiting = RegistrationFactory(sheet=sheet, state="waiting")

    receipt = client.get(seated.get_absolute_url()).text

    assert f'href="{LINK}"' in receipt
    assert "Парола 1234" in receipt
    assert "talk.example.org" not in client.get(waiting.get_absolute_url()).text
    form = client.get(reverse("events:registration-create", args=[sheet.occurrence_id]))
    assert "talk.example.org" not in form.text
