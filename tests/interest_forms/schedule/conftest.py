"""A crew, one who plans, and an object on a day of the season to come."""

from datetime import timedelta

import pytest
import time_machine

from interest_forms.schedule.actions import place_slot
from tests.factories import MembershipFactory, UserFactory
from tests.interest_factories import (
    TUESDAY,
    ApplicantFactory,
    CrewFactory,
    ExpressionOfInterestFactory,
    hours,
)


@pytest.fixture
def before_the_season():
    with time_machine.travel(TUESDAY - timedelta(days=10), tick=False):
        yield


@pytest.fixture
def crew(db):
    return CrewFactory(name="Екип Рила")


@pytest.fixture
def staff(db):
    return UserFactory()


@pytest.fixture
def desk(client, crew):
    """At which the coordinator of the crew's group has signed in."""
    client.force_login(MembershipFactory(group=crew.group).user)
    return client


@pytest.fixture
def form(crew):
    form = ExpressionOfInterestFactory(
        group=crew.group, state="accepted", title="Старата воденица"
    )
    ApplicantFactory(form=form, email="maria@example.org")
    return form


@pytest.fixture
def slot(form, crew, staff):
    return place_slot(form, crew, hours(TUESDAY), by=staff)
