"""Study visits, and what each guest tells of them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from events.models import VisitGuest, VisitReport
from events.tasks import forget_guests
from hub.shared.models import AuditEntry
from tests.factories import (
    EventFactory,
    MembershipFactory,
    VisitReportFactory,
)

pytestmark = pytest.mark.django_db
TOLD = {
    "organisation": "Museo del agua",
    "country": "España",
    "language": "es",
    "seen": "Las fuentes del pueblo.",
    "take_home": "Una fiesta del agua.",
    "agreed": "on",
}


@pytest.fixture
def visit():
    return EventFactory(kind="visit")


@pytest.fixture
def editor(client, visit):
    client.force_login(MembershipFactory(group=visit.group, role="editor").user)
    return client


def invited(visit):
    report = VisitReport.objects.create(event=visit, language="es")
    VisitGuest.objects.create(report=report, name="Lucía", contact="lucia@example.org")
    return report


def decide(client, report, action):
    chosen = {"action": action, "_selected_action": [report.pk]}
    client.post(reverse("admin:events_visitreport_changelist"), chosen)
    report.refresh_from_db()
    return report.state


def test_guest_is_invited_by_an_address_in_her_language(editor, visit):
    form = {"event": visit.pk, "language": "fr", "guest-0-name": "Anne"}
    form |= {"guest-TOTAL_FORMS": 1, "guest-INITIAL_FORMS": 0}

    editor.post(reverse("admin:events_visitreport_add"), form)
    report = VisitReport.objects.get()
    desk = reverse("admin:events_visitreport_change", args=[report.pk])

    assert f"{settings.SITE_URL}/fr/visits/{report.token}/" in editor.get(desk).text
    assert report.guest.name == "Anne"
    entry = AuditEntry.objects.get()
    assert entry.verb == "visitreport.add"
    assert "Anne" not in str(entry.detail)
    assert report.token not in str(entry.detail)


def test_what_a_guest_tells_is_shown_in_her_language_after_it_was_looked_at(
    client, visit
):
    report = invited(visit)

    sent = client.post(report.get_absolute_url(), TOLD, follow=True)
    before = client.get(visit.get_absolute_url()).text
    client.force_login(MembershipFactory(group=visit.group, role="editor").user)
    assert decide(client, report, "show") == "shown"
    after = client.get(visit.get_absolute_url()).text

    assert "Получихме разказа Ви" in sent.content.decode()
    assert "Las fuentes" not in before
    assert '<div class="prose" lang="es"><p>Las fuentes del pueblo.</p>' in after
    assert "Museo del agua, España" in after
    assert "Lucía" not in after
    verbs = [entry.verb for entry in AuditEntry.objects.order_by("pk")]
    assert verbs == ["visitreport.receive", "visitreport.shown"]


def test_guest_can_change_her_words_until_they_are_decided(client, visit):
    report = VisitReportFactory(event=visit, state="received")
    page = report.get_absolute_url()
    assert "Las fuentes del pueblo." in client.get(page).text

    client.post(page, TOLD | {"seen": "El molino."})
    report.refresh_from_db()
    assert report.seen == "El molino."

    VisitReport.objects.update(state="shown")
    client.post(page, TOLD | {"seen": "Otra cosa."})
    report.refresh_from_db()
    assert (report.seen, report.state) == ("El molino.", "shown")


@pytest.mark.parametrize(
    ("missing", "told"),
    [("agreed", "Без съгласието Ви"), ("seen", "Моля, напишете нещо тук.")],
)
def test_form_that_is_not_whole_comes_back_with_its_words(client, visit, missing, told):
    report = invited(visit)

    answer = client.post(report.get_absolute_url(), TOLD | {missing: ""})

    assert answer.status_code == 422
    assert told in answer.text
    assert "Una fiesta del agua." in answer.text
    report.refresh_from_db()
    assert report.state == "invited"


def test_page_of_a_guest_is_nobody_elses(client, visit):
    answer = client.get(invited(visit).get_absolute_url())

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies
    guessed = reverse("events:visit-report", args=["guessed"])
    assert client.get(guessed).status_code == 404


def test_invitation_without_an_answer_cannot_be_shown(editor, visit):
    report = invited(visit)

    assert decide(editor, report, "show") == "invited"
    with pytest.raises(IntegrityError):
        VisitReport.objects.update(state="shown")


def test_report_that_is_no_longer_shown_leaves_the_page(editor, visit):
    report = VisitReportFactory(event=visit, state="shown")
    assert report.seen in editor.get(visit.get_absolute_url()).text

    assert decide(editor, report, "decline") == "declined"

    assert report.seen not in editor.get(visit.get_absolute_url()).text


def test_guests_are_forgotten_and_their_reports_stay(visit):
    old, _unanswered, fresh = (invited(visit) for _number in range(3))
    told = {"state": "shown", "seen": "El molino.", "received": timezone.now()}
    VisitReport.objects.filter(pk=old.pk).update(**told)
    long_ago = timezone.now() - timedelta(days=settings.HUB_VISIT_GUEST_DAYS + 1)
    VisitReport.objects.exclude(pk=fresh.pk).update(created=long_ago)

    forget_guests()
    forget_guests()

    assert set(VisitReport.objects.all()) == {old, fresh}
    assert VisitGuest.objects.get().report == fresh
    assert AuditEntry.objects.get().detail == {"guests": 2, "unanswered": 1}


def test_privacy_page_tells_how_long_guests_are_known(client):
    page = client.get("/bg/privacy/").text

    assert f"учебно посещение: {settings.HUB_VISIT_GUEST_DAYS} дни" in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_visit_takes_eight_queries(
    client, visit, django_assert_num_queries, count
):
    VisitReportFactory.create_batch(count, event=visit, state="shown")

    with django_assert_num_queries(8):
        client.get(visit.get_absolute_url())
