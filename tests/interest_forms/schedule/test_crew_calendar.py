"""A crew's calendar on its telephones: what is published, and no contact in it."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse

from interest_forms.schedule.actions import (
    cancel_slot,
    keep_backup,
    move_slot,
)
from interest_forms.schedule.answers import confirm_slot
from interest_forms.schedule.calendar import make_calendar_address
from interest_forms.schedule.publishing import publish_schedule
from tests.interest_factories import (
    TUESDAY,
    hours,
)

DAY = timedelta(days=1)
PUBLIC = "/bg/interest/schedule/"

pytestmark = pytest.mark.usefixtures("before_the_season")


def vevents(client, crew):
    path = reverse("crew-calendar", args=[crew.token])
    calendar = icalendar.Calendar.from_ical(client.get(path).content)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")]
    return [
        (str(one["summary"]), str(one["status"]), one["sequence"], str(one["uid"]))
        for one in calendar.walk("VEVENT")
    ]


def test_telephone_that_has_the_calendar_is_told_whether_it_changed(
    client, crew, slot, staff
):
    make_calendar_address(crew, by=staff)
    publish_schedule(crew.group, by=staff)
    path = reverse("crew-calendar", args=[crew.token])
    known = client.get(path)["ETag"]

    again = client.get(path, headers={"if-none-match": known})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "private, no-cache"

    confirm_slot(slot, by=None)
    changed = client.get(path, headers={"if-none-match": known})
    assert b"STATUS:CONFIRMED" in changed.content


def test_crews_calendar_follows_the_published_version(client, crew, slot, staff, form):
    make_calendar_address(crew, by=staff)
    assert vevents(client, crew) == []
    publish_schedule(crew.group, by=staff)
    uid = f"crew-{crew.pk}-form-{form.pk}@127.0.0.1"
    title = "Старата воденица"
    assert vevents(client, crew) == [(title, "TENTATIVE", 1, uid)]

    confirm_slot(slot, by=None)
    assert vevents(client, crew) == [(title, "CONFIRMED", 1, uid)]

    keep_backup(slot, hours(TUESDAY + DAY), by=staff)
    move_slot(slot, crew, hours(TUESDAY + 2 * DAY), by=staff)
    assert vevents(client, crew) == [(title, "TENTATIVE", 1, uid)]
    publish_schedule(crew.group, by=staff)
    rain = f"crew-{crew.pk}-form-{form.pk}-backup@127.0.0.1"
    assert vevents(client, crew) == [
        (title, "TENTATIVE", 2, uid),
        (f"При лошо време: {title}", "TENTATIVE", 2, rain),
    ]

    cancel_slot(slot, by=staff)
    publish_schedule(crew.group, by=staff)
    assert vevents(client, crew) == [(f"Отменено: {title}", "CANCELLED", 3, uid)]


def test_new_address_closes_the_old_one(client, crew, staff):
    make_calendar_address(crew, by=staff)
    old = reverse("crew-calendar", args=[crew.token])
    assert b"BEGIN:VCALENDAR" in client.get(old).content

    make_calendar_address(crew, by=staff)

    assert client.get(old).status_code == 404


def test_no_contact_of_an_applicant_is_public_or_in_a_calendar(
    client, crew, slot, staff
):
    make_calendar_address(crew, by=staff)
    publish_schedule(crew.group, by=staff)
    pages = (
        client.get(PUBLIC).content
        + client.get(reverse("crew-calendar", args=[crew.token])).content
    )

    text = pages.decode()
    assert "Старата воденица" in text
    assert [word for word in ("Мария", "0888", "maria@") if word in text] == []
