"""Who has a seat at an event."""

import uuid

import factory
from factory.django import DjangoModelFactory

from events.models import (
    Registrant,
    Registration,
    RegistrationLetter,
    RegistrationSheet,
)
from events.models.registrations import hash_of, receipt_token
from tests.factories.events import OccurrenceFactory


class RegistrationSheetFactory(DjangoModelFactory):
    """People register for a day a week from now; twenty find a seat."""

    class Meta:
        model = RegistrationSheet

    occurrence = factory.SubFactory(OccurrenceFactory)
    capacity = 20


class RegistrationFactory(DjangoModelFactory):
    """Somebody has a seat."""

    class Meta:
        model = Registration

    sheet = factory.SubFactory(RegistrationSheetFactory)
    key = factory.LazyFunction(uuid.uuid4)
    token_hash = factory.LazyAttribute(lambda row: hash_of(receipt_token(row.key)))
    state = Registration.State.CONFIRMED
    language = "bg"


class RegistrantFactory(DjangoModelFactory):
    class Meta:
        model = Registrant

    registration = factory.SubFactory(RegistrationFactory)
    name = "Мария Петрова"


class RegistrationLetterFactory(DjangoModelFactory):
    class Meta:
        model = RegistrationLetter

    registration = factory.SubFactory(RegistrationFactory)
    kind = "received"
    about = factory.SelfAttribute("registration.sheet.occurrence.starts")
