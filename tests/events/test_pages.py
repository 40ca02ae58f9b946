"""The pages of one event and of one tradition."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Occurrence, Tradition
from hub.shared.models import AuditEntry
from places import publishing
from tests.factories import (
    ActionGroupFactory,
    EventFactory,
    MembershipFactory,
    OccurrenceFactory,
    PlaceFactory,
    TraditionFactory,
)

pytestmark = pytest.mark.django_db


def text_of(client, thing):
    return client.get(thing.get_absolute_url()).content.decode()


def test_event_tells_its_next_dates_and_not_the_past_ones(client):
    event = EventFactory()
    long_ago = date(2020, 8, 29)
    OccurrenceFactory(event=event, day=long_ago)
    soon = OccurrenceFactory(event=event, hour=time(10), last_hour=time(12))

    page = text_of(client, event)

    assert "10:00–12:00" in page
    assert str(soon.day.year) in page
    assert "2020" not in page


def test_cancelled_date_says_so_and_why(client):
    event = EventFactory()
    OccurrenceFactory(event=event, status="cancelled", note_bg="Заради бурята.")

    page = text_of(client, event)

    assert "отменено" in page
    assert "Заради бурята." in page


def test_night_is_told_as_one_evening(client):
    event = EventFactory()
    day = timezone.localdate() + timedelta(days=3)
    OccurrenceFactory(
        event=event,
        day=day,
        last_day=day + timedelta(days=1),
        hour=time(20),
        last_hour=time(2),
    )

    assert "20:00–02:00" in text_of(client, event)


def test_event_and_its_tradition_lead_to_each_other_while_both_are_shown(client):
    tradition = TraditionFactory()
    event = EventFactory(tradition=tradition, group=tradition.group)
    assert tradition.name_bg in text_of(client, event)
    assert event.name_bg in text_of(client, tradition)

    publishing.hide(Tradition.objects.all())

    assert tradition.name_bg not in text_of(client, event)


@pytest.mark.parametrize("count", [1, 3])
def test_event_page_takes_three_queries(client, django_assert_num_queries, count):
    event = EventFactory(place=PlaceFactory(), tradition=TraditionFactory())
    OccurrenceFactory.create_batch(count, event=event)

    with django_assert_num_queries(3):
        client.get(event.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_tradition_page_takes_eight_queries(client, django_assert_num_queries, count):
    tradition = TraditionFactory()
    tradition.places.add(*PlaceFactory.create_batch(count))
    EventFactory.create_batch(count, tradition=tradition)

    with django_assert_num_queries(8):
        client.get(tradition.get_absolute_url())


def test_editor_enters_an_event_and_a_day_is_enough(client):
    group = ActionGroupFactory(time_zone="Europe/Athens")
    membership = MembershipFactory(group=group, role="editor")
    client.force_login(membership.user)

    client.post(
        reverse("admin:events_event_add"),
        {
            "name_bg": "Панаир",
            "kind": "fair",
            "group": group.pk,
            "rule-TOTAL_FORMS": 0,
            "rule-INITIAL_FORMS": 0,
            "occurrences-TOTAL_FORMS": 1,
            "occurrences-INITIAL_FORMS": 0,
            "occurrences-0-day": "2027-08-28",
            "occurrences-0-hour": "20:00",
            "occurrences-0-last_hour": "01:00",
            "occurrences-0-status": "confirmed",
        },
    )

    event = Event.objects.get()
    occurrence = Occurrence.objects.get()
    assert occurrence.event == event
    assert occurrence.last_day == date(2027, 8, 29)
    assert occurrence.starts.isoformat() == "2027-08-28T17:00:00+00:00"
    assert AuditEntry.objects.get().verb == "event.add"
    assert occurrence.uid == f"date-{occurrence.pk}"
