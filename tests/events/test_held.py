"""What came of a meeting: minutes, decisions, photos."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from events.models import Decision, MeetingReport
from hub.shared.models import AuditEntry
from places.models import Photo
from tests.factories import (
    EventFactory,
    MeetingReportFactory,
    MembershipFactory,
    OccurrenceFactory,
    PhotoFactory,
    PlaceFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Of a meeting a week ago, with one decision."""
    event = EventFactory(kind="meeting")
    day = timezone.localdate() - timedelta(days=7)
    report = MeetingReportFactory(occurrence=OccurrenceFactory(event=event, day=day))
    Decision.objects.create(report=report, text="Да се поправи чешмата", who="Иво")
    return report


def page_of(client, report):
    return client.get(report.occurrence.event.get_absolute_url()).text


def test_visitors_learn_how_many_came_and_not_what_was_said(client, report):
    page = page_of(client, report)

    assert "проведена, 34 души" in page
    assert report.minutes not in page
    assert "Да се поправи чешмата" not in page


def test_minutes_are_shown_if_the_group_says_so_and_names_if_it_says_that_too(
    client, report
):
    MeetingReport.objects.update(shows_minutes=True)
    page = page_of(client, report)
    assert report.minutes in page
    assert "Да се поправи чешмата" in page
    assert "Иво" not in page

    MeetingReport.objects.update(shows_names=True)
    client.cookies.clear()
    event = report.occurrence.event
    french = client.get(event.get_absolute_url().replace("/bg/", "/fr/")).text
    assert "Иво" in french
    assert '<div class="prose" lang="bg">' in french


def test_names_without_the_minutes_are_not_shown(client, report):
    MeetingReport.objects.update(shows_names=True)

    assert "Иво" not in page_of(client, report)


def test_photos_of_a_meeting_are_shown_as_soon_as_they_are_public(client, report):
    photo = PhotoFactory(place=PlaceFactory(), public=True)
    waiting = PhotoFactory(place=PlaceFactory(), state=Photo.State.PENDING)
    report.photos.add(photo, waiting)

    page = page_of(client, report)

    assert photo.token in page
    assert f"/takedown/?photo={photo.pk}" in page
    assert page.count("<figure>") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_held_meeting_takes_nine_queries(
    client, report, django_assert_num_queries, count
):
    MeetingReport.objects.update(shows_minutes=True)
    report.photos.add(*PhotoFactory.create_batch(count, place=PlaceFactory()))
    Decision.objects.bulk_create(
        Decision(report=report, text="Още нещо") for _number in range(count)
    )

    with django_assert_num_queries(9):
        page_of(client, report)


def test_programme_of_a_past_conference_keeps_its_days(client):
    event = EventFactory(kind="conference")
    SessionFactory(event=event)
    with time_machine.travel("2027-04-01 12:00+03:00", tick=False):
        OccurrenceFactory(event=event, day=date(2026, 4, 30), hour=time(9))

        page = client.get(event.get_absolute_url()).text

    assert "Четвъртък, 30 април" in page


# ---- The desk


@pytest.fixture
def editor(client, report):
    group = report.occurrence.event.group
    client.force_login(MembershipFactory(group=group, role="editor").user)
    return client


LIST = "admin:events_decision_changelist"


def test_staff_see_open_decisions_the_overdue_ones_first(editor, report):
    today = timezone.localdate()
    for text, days, done in (
        ("предстои", 3, None),
        ("закъсня", -3, None),
        ("готово", -5, today),
    ):
        until = today + timedelta(days=days)
        Decision.objects.create(report=report, text=text, until=until, done=done)

    page = editor.get(reverse(LIST)).text

    places = [page.index(word) for word in ("закъсня", "предстои", "Да се поправи")]
    assert places == sorted(places)
    assert page.count("просрочено</strong>") == 1
    assert "готово" not in page
    assert "готово" in editor.get(reverse(LIST), {"state": "done"}).text


def test_decision_is_done_with_one_entry_in_the_trail(editor, report):
    decision = report.decisions.get()
    chosen = {"action": "finish", "_selected_action": [decision.pk]}

    editor.post(reverse(LIST), chosen)
    editor.post(reverse(LIST), chosen | {"state": "all"})

    decision.refresh_from_db()
    assert decision.done == timezone.localdate()
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["decision.finish"]


def test_editor_shows_the_minutes_to_visitors(editor, report):
    decision = report.decisions.get()
    parts = {
        "decisions-TOTAL_FORMS": 1,
        "decisions-INITIAL_FORMS": 1,
        "decisions-0-id": decision.pk,
        "decisions-0-report": report.pk,
        "decisions-0-text": decision.text,
        "decisions-0-until": "2027-05-01",
    }
    form = {
        "occurrence": report.occurrence_id,
        "head_count": 34,
        "minutes": "Говорихме за чешмата.",
        "shows_minutes": "on",
    }

    editor.post(
        reverse("admin:events_meetingreport_change", args=[report.pk]), form | parts
    )

    assert "Говорихме за чешмата." in page_of(editor, report)
