"""Two do something at once: the second waits, and is told what it came to."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from interest_forms.interest.answers import answer
from interest_forms.interest.forgetting import forget_applicant
from interest_forms.interest.steps import move
from interest_forms.interest.triage.actions import add_note
from interest_forms.models import ProposedVisit, ScheduleLetter, WeekPlan
from interest_forms.schedule.actions import cancel_slot, place_slot
from interest_forms.schedule.call_actions import note_call
from interest_forms.schedule.occupied import Refused, hold
from interest_forms.schedule.plan_actions import move_visit
from interest_forms.schedule.publishing import publish_schedule
from tests.factories import UserFactory
from tests.interest_factories import (
    TUESDAY,
    ApplicantFactory,
    CrewFactory,
    ExpressionOfInterestFactory,
    hours,
)

DAY = timedelta(days=1)
# In a transaction PostgreSQL would show the same picture again and again.
WAITS = """
    SELECT pg_stat_clear_snapshot();
    SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
"""

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("before_the_season"),
]


@pytest.fixture
def crew(transactional_db):
    return CrewFactory()


def said(act):
    """What a colleague is told in her own connection: the refusal, or nothing."""
    try:
        act()
    except Refused as refused:
        return str(refused)
    finally:
        connection.close()
    return ""


def until_it_waits(other: Future) -> None:
    for _look in range(200):
        with connection.cursor() as cursor:
            cursor.execute(WAITS)
            if cursor.fetchone() or other.done():
                return
        time.sleep(0.05)
    pytest.fail("The other one neither waits nor ends.")


def at_once(first, second, rest=lambda: None):
    """What the second is told, who comes while the first is not committed."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            other = pool.submit(said, second)
            until_it_waits(other)
            rest()
        return other.result(20)


def applied(crew):
    form = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    ApplicantFactory(form=form)
    return form


def test_of_two_who_telephone_her_at_once_one_is_told_that_she_knows(crew):
    one, other = UserFactory.create_batch(2)
    place_slot(applied(crew), crew, hours(TUESDAY), by=one)
    letter = publish_schedule(crew.group, by=one).letters.get()

    told = at_once(
        lambda: note_call(letter, by=one), lambda: note_call(letter, by=other)
    )

    assert told == "Някой вече се е обадил."
    assert ScheduleLetter.objects.get().told_by == one


def test_answer_that_is_sent_twice_at_once_is_kept_once(crew):
    form = applied(crew)
    for state in ("screening", "needs_info", "accepted"):
        move(form, state, by=UserFactory())

    at_once(
        lambda: answer(form, text="В събота."), lambda: answer(form, text="В събота.")
    )

    assert form.changes.filter(reason="В събота.").count() == 1


def test_note_that_is_written_while_she_is_forgotten_goes_too(crew):
    form, staff = applied(crew), UserFactory()

    at_once(
        lambda: add_note(form, text="Мария каза…", by=staff),
        lambda: forget_applicant(form),
    )

    form.refresh_from_db()
    assert form.person_deleted
    assert not form.notes.exists()


def test_two_who_publish_at_once_make_one_version(crew):
    staff = UserFactory()
    place_slot(applied(crew), crew, hours(TUESDAY), by=staff)

    told = at_once(
        lambda: publish_schedule(crew.group, by=staff),
        lambda: publish_schedule(crew.group, by=staff),
    )

    assert told == "Няма разлика с последно съобщеното."
    assert crew.group.schedule_versions.count() == 1


def test_two_lines_moved_to_one_time_at_once_do_not_both_stand_there(crew):
    staff = UserFactory()
    plan = WeekPlan.objects.create(
        group=crew.group, monday=date(2027, 5, 17), state="ready"
    )
    one, other = (
        ProposedVisit.objects.create(
            plan=plan, form=applied(crew), crew=crew, span=hours(TUESDAY + n * DAY)
        )
        for n in range(2)
    )
    there = hours(TUESDAY + 2 * DAY)

    told = at_once(
        lambda: move_visit(one, crew, there, equipment=(), by=staff),
        lambda: move_visit(other, crew, there, equipment=(), by=staff),
    )

    assert one.form.title in told
    assert list(plan.visits.filter(span=there)) == [one]


def test_object_gets_its_day_anew_while_the_plan_is_published(crew):
    staff = UserFactory()
    form = applied(crew)
    given_up = place_slot(form, crew, hours(TUESDAY), by=staff)
    publish_schedule(crew.group, by=staff)
    cancel_slot(given_up, by=staff)

    told = at_once(
        # As publishing begins, and goes on when the other waits for the crew.
        lambda: hold(crew, []),
        lambda: place_slot(form, crew, hours(TUESDAY + DAY), by=staff),
        lambda: publish_schedule(crew.group, by=staff),
    )

    assert told == ""
    form.refresh_from_db()
    assert (form.state, crew.group.schedule_versions.count()) == ("scheduled", 2)
