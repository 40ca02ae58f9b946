"""A day that was given up and is given again is told like a new one."""

from datetime import timedelta

import pytest
import time_machine

from interest_forms.models import ToldSlot
from interest_forms.schedule.actions import (
    cancel_slot,
    enter_result,
    move_slot,
    place_slot,
)
from interest_forms.schedule.calendar import calendar_of
from interest_forms.schedule.changes import version_changes
from interest_forms.schedule.publishing import publish_schedule
from interest_forms.schedule.told_answers import answer_told
from tests.interest_factories import (
    TUESDAY,
    hours,
)

DAY = timedelta(days=1)


pytestmark = pytest.mark.usefixtures("before_the_season")


@pytest.mark.parametrize("who", ["applicant", "staff"])
def test_same_time_after_a_no_is_offered_anew(crew, staff, slot, who):
    publish_schedule(crew.group, by=staff)
    if who == "applicant":
        answer_told(ToldSlot.objects.get(), is_yes=False, by=None)
    else:
        cancel_slot(slot, by=staff)
    again = place_slot(slot.form, crew, hours(TUESDAY), by=staff)

    version = publish_schedule(crew.group, by=staff)

    (told,) = ToldSlot.objects.latest()
    assert (told.slot, told.is_open, told.since) == (again, True, 2)
    assert [str(one.change) for one in version_changes(version)] == ["new"]
    assert version.letters.count() == 1


def test_calendar_forgets_what_was_moved_to_a_day_long_past(crew, staff, slot):
    move_slot(slot, crew, hours(TUESDAY + 300 * DAY), by=staff)
    publish_schedule(crew.group, by=staff)
    move_slot(slot, crew, hours(TUESDAY), by=staff)
    publish_schedule(crew.group, by=staff)

    with time_machine.travel(TUESDAY + 405 * DAY, tick=False):
        enter_result(slot, by=staff)
        assert b"VEVENT" not in calendar_of(crew)


def test_no_to_the_day_she_was_told_is_heard_while_the_draft_has_another(
    client, crew, staff, slot
):
    publish_schedule(crew.group, by=staff)
    link = ToldSlot.objects.get().answer_path
    move_slot(slot, crew, hours(TUESDAY + DAY), by=staff)
    assert link in client.get(slot.form.get_absolute_url()).text
    assert 'value="confirm"' not in client.get(link).text

    client.post(link, {"act": "decline", "why": "Елате през юни"})

    slot.refresh_from_db()
    assert (slot.state, slot.why_not) == ("planned", "Елате през юни")
    publish_schedule(crew.group, by=staff)
    late = client.post(link, {"act": "decline", "why": "Болна съм"})
    assert (late.status_code, "Болна съм" in late.text) == (409, True)
