"""The first page of the admin: what waits, what is ahead, all lists in sections."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from hub.staff_sections import SECTIONS
from tests.factories import (
    ActionGroupFactory,
    MembershipFactory,
    OccurrenceFactory,
)
from tests.interest_factories import ExpressionOfInterestFactory, ScheduleSlotFactory

pytestmark = pytest.mark.django_db


def test_every_list_has_its_section():
    shown = [name for _title, names in SECTIONS for name in names]
    registered = {model.__name__ for model in admin.site._registry}  # noqa: SLF001 -- no public list

    assert set(shown) == registered
    assert len(shown) == len(set(shown))


@pytest.fixture
def editor():
    return MembershipFactory(role="editor")


def visit_of(group, title):
    tomorrow = timezone.now() + timedelta(days=1)
    span = DateTimeTZRange(tomorrow, tomorrow + timedelta(hours=1))
    form = ExpressionOfInterestFactory(group=group, title=title)
    return ScheduleSlotFactory(form=form, crew__group=group, span=span)


def test_first_page_tells_what_is_ahead_of_her_own_groups(client, editor):
    client.force_login(editor.user)
    hers = visit_of(editor.group, "Старата воденица")
    visit_of(ActionGroupFactory(), "Чужда чешма")
    day = timezone.localdate() + timedelta(days=3)
    meeting = OccurrenceFactory(event__group=editor.group, day=day, last_day=day)
    OccurrenceFactory(event__name="Далечен събор", day=day, last_day=day)

    page = client.get(reverse("admin:index")).content.decode()

    visit = reverse("admin:interest_forms_scheduleslot_change", args=[hers.pk])
    attendance = reverse(
        "admin:events_event_attendance", args=[meeting.event_id, meeting.pk]
    )
    assert f'<a href="{visit}">Старата воденица</a>' in page
    assert attendance in page
    assert "Чужда чешма" not in page
    assert "Далечен събор" not in page


def test_first_page_asks_the_database_as_often_for_many_visits_as_for_one(
    client, editor, django_assert_num_queries
):
    client.force_login(editor.user)
    for number in range(3):
        visit = visit_of(editor.group, f"Чешма {number}")
        visit.crew.members.create(name="Иван")

    with django_assert_num_queries(11):
        client.get(reverse("admin:index"))
