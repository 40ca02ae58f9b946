"""Factories of calls, forms of interest, crews and their slots."""

import uuid
from datetime import UTC, datetime, timedelta

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from factory.django import DjangoModelFactory

from interest_forms.models import (
    Applicant,
    CallQuota,
    Crew,
    CrewMember,
    Criterion,
    Equipment,
    ExpressionOfInterest,
    InterestCall,
    ScheduleSlot,
    Unavailability,
)
from tests.factories import ActionGroupFactory, SettlementFactory


class InterestCallFactory(DjangoModelFactory):
    """A published call that is open."""

    group = factory.SubFactory(ActionGroupFactory)
    name_bg = factory.Sequence(lambda n: f"Покана {n}")
    slug = factory.Sequence(lambda n: f"pokana-{n}")
    is_published = True

    class Meta:
        model = InterestCall


class ExpressionOfInterestFactory(DjangoModelFactory):
    """A form sent in Bulgarian by somebody who gave no name."""

    key = factory.LazyFunction(uuid.uuid4)
    language = "bg"
    group = factory.SubFactory(ActionGroupFactory)
    territory = factory.SubFactory(SettlementFactory)
    title = factory.Sequence(lambda n: f"Стара воденица {n}")
    kind = "landmark"
    role = "owner"
    consent_version = "2026-11b"
    film_agreed = True
    naming_agreed = True

    class Meta:
        model = ExpressionOfInterest


class ApplicantFactory(DjangoModelFactory):
    form = factory.SubFactory(ExpressionOfInterestFactory)
    name = "Мария Петрова"
    phone = "0888 123 456"

    class Meta:
        model = Applicant


class CriterionFactory(DjangoModelFactory):
    group = factory.SubFactory(ActionGroupFactory)
    name_bg = factory.Sequence(lambda n: f"Достъпност {n}")

    class Meta:
        model = Criterion


class CrewFactory(DjangoModelFactory):
    """Two people who work from Monday to Friday, 9:00 to 17:00, four objects a day."""

    group = factory.SubFactory(ActionGroupFactory)
    name = factory.Sequence(lambda n: f"Екип {n}")
    territory = factory.SubFactory(SettlementFactory)

    class Meta:
        model = Crew


class CrewMemberFactory(DjangoModelFactory):
    crew = factory.SubFactory(CrewFactory)
    name = "Ваня Стоева"
    email = "vanya@example.org"

    class Meta:
        model = CrewMember


class EquipmentFactory(DjangoModelFactory):
    group = factory.SubFactory(ActionGroupFactory)
    name = factory.Sequence(lambda n: f"Дрон {n}")
    kind = "drone"

    class Meta:
        model = Equipment


def hours(starts: datetime, minutes: int = 90) -> DateTimeTZRange:
    """From the moment on, for so many minutes."""
    return DateTimeTZRange(starts, starts + timedelta(minutes=minutes))


# A Tuesday, 10:00 in Sofia.
TUESDAY = datetime(2027, 5, 18, 7, tzinfo=UTC)


class ScheduleSlotFactory(DjangoModelFactory):
    """A planned visit of a crew to an object of its own group."""

    crew = factory.SubFactory(CrewFactory)
    form = factory.SubFactory(
        ExpressionOfInterestFactory,
        group=factory.SelfAttribute("..crew.group"),
        state="scheduled",
    )
    span = hours(TUESDAY)

    class Meta:
        model = ScheduleSlot


class UnavailabilityFactory(DjangoModelFactory):
    crew = factory.SubFactory(CrewFactory)
    span = hours(TUESDAY)
    why = "на обучение"

    class Meta:
        model = Unavailability


class CallQuotaFactory(DjangoModelFactory):
    call = factory.SubFactory(InterestCallFactory)
    most = 5

    class Meta:
        model = CallQuota
