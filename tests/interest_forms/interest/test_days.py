"""The days of an object: as they were written, and as the calendar has its feast."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from interest_forms.interest.days import days_of
from interest_forms.models import FixedDate
from tests.factories import EventFactory, OccurrenceFactory
from tests.interest_factories import ExpressionOfInterestFactory


@pytest.mark.django_db
@time_machine.travel(datetime(2027, 5, 10, 9, tzinfo=UTC), tick=False)
def test_next_three_days_of_a_feast_stand_beside_those_that_were_written():
    feast = EventFactory()
    for month in (4, 6, 7, 8, 9, 10):
        day = date(2027, month, 2)
        OccurrenceFactory(event=feast, day=day, last_day=day)
    feast.occurrences.filter(day__month=7).update(status="cancelled")
    form = ExpressionOfInterestFactory(event=feast, group=feast.group)
    for first, last in ((6, 7), (20, 20)):
        days = {"day": date(2027, 6, first), "last_day": date(2027, 6, last)}
        FixedDate.objects.create(form=form, **days)
    FixedDate.objects.create(form=form, day=date(2027, 8, 2), last_day=date(2027, 8, 4))

    found = [(one.day, one.last_day) for one in days_of(form)]

    assert found == [
        (date(2027, 6, 2), date(2027, 6, 2)),
        (date(2027, 6, 6), date(2027, 6, 7)),
        (date(2027, 6, 20), date(2027, 6, 20)),
        (date(2027, 8, 2), date(2027, 8, 4)),
        (date(2027, 9, 2), date(2027, 9, 2)),
    ]
