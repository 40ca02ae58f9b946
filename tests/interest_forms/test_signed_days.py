"""No paper is signed tomorrow, by the calendar of the group whose it is."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from tests.factories import MembershipFactory, ProducerFactory
from tests.interest_factories import CrewFactory, ScheduleSlotFactory, hours

AHEAD = "Този ден още не е дошъл."
# 0:30 on 11 May in Sofia, 23:30 on 10 May in Paris.
MIDNIGHT = datetime(2027, 5, 10, 21, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "is_ahead"),
    [
        ("Sofia", "2027-05-11", False),
        ("Paris", "2027-05-11", True),
        ("Sofia", "2999-01-01", True),
    ],
)
@pytest.mark.django_db
@time_machine.travel(MIDNIGHT, tick=False)
def test_day_of_signing_is_today_at_the_latest(client, zone, day, is_ahead):
    group = CrewFactory(group__time_zone=f"Europe/{zone}").group
    client.force_login(MembershipFactory(group=group).user)
    slot = ScheduleSlotFactory(crew=group.crews.get())
    producer = ProducerFactory(group=group)
    pages = [
        ("interestcall_enter", [], {"signed_on": day}),
        ("submission_add", [], {"signed_on": day}),
        ("scheduleslot_change", [slot.pk], {"act": "result", "release_signed": day}),
    ]
    pages = [(f"interest_forms_{name}", args, typed) for name, args, typed in pages]
    pages.append(("places_producer_change", [producer.pk], {"agreed": day}))

    told = [
        client.post(f"{reverse(f'admin:{name}', args=args)}?group={group.pk}", typed)
        for name, args, typed in pages
    ]

    assert [AHEAD in page.text for page in told] == [is_ahead] * len(pages)
    assert f'value="{day}"' in told[0].text


@pytest.mark.parametrize(("zone", "is_ahead"), [("Sofia", False), ("Paris", True)])
@pytest.mark.django_db
@time_machine.travel(MIDNIGHT, tick=False)
def test_day_of_a_visit_comes_by_the_clock_of_its_group(zone, is_ahead):
    visit = hours(datetime(2027, 5, 11, 8, tzinfo=UTC))
    slot = ScheduleSlotFactory(crew__group__time_zone=f"Europe/{zone}", span=visit)

    assert slot.is_ahead == is_ahead
