"""Factories of calls and forms of interest."""

import uuid

import factory
from factory.django import DjangoModelFactory

from interest_forms.models import (
    Applicant,
    ExpressionOfInterest,
    InterestCall,
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
    consent_version = "2026-11"

    class Meta:
        model = ExpressionOfInterest


class ApplicantFactory(DjangoModelFactory):
    form = factory.SubFactory(ExpressionOfInterestFactory)
    name = "Мария Петрова"
    phone = "0888 123 456"

    class Meta:
        model = Applicant
