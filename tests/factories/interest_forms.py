"""What residents send."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.models import Event
from interest_forms.models import (
    CannedWords,
    EventProposal,
    Letter,
    ProposedDate,
    Submission,
    TakedownReport,
)
from tests.factories.partners import ActionGroupFactory
from tests.factories.places import PhotoFactory


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    key = factory.LazyFunction(uuid.uuid4)
    language = "bg"
    group = factory.SubFactory(ActionGroupFactory)
    author = Submission.Author.SENDER
    rights = "by-sa"
    consent_version = "1"


class TakedownReportFactory(DjangoModelFactory):
    """Somebody says that she is in a public photo."""

    class Meta:
        model = TakedownReport

    key = factory.LazyFunction(uuid.uuid4)
    language = "bg"
    photo = factory.SubFactory(PhotoFactory, public=True)
    place = factory.SelfAttribute("photo.place")
    group = factory.SelfAttribute("photo.group")
    reason = TakedownReport.Reason.ME


class EventProposalFactory(DjangoModelFactory):
    """Somebody tells of a gathering, on a day that nobody has told yet."""

    class Meta:
        model = EventProposal

    key = factory.LazyFunction(uuid.uuid4)
    language = "bg"
    group = factory.SubFactory(ActionGroupFactory)
    name = "Събор на Белчин"
    kind = Event.Kind.SABOR
    consent_version = "1"


class ProposedDateFactory(DjangoModelFactory):
    """A whole day a week from now."""

    class Meta:
        model = ProposedDate

    proposal = factory.SubFactory(EventProposalFactory)
    day = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    last_day = factory.SelfAttribute("day")


class CannedWordsFactory(DjangoModelFactory):
    class Meta:
        model = CannedWords

    group = factory.SubFactory(ActionGroupFactory)
    purpose = CannedWords.Purpose.DECLINE
    code = "blurred"
    text_bg = "Размазана е."


class LetterFactory(DjangoModelFactory):
    class Meta:
        model = Letter

    submission = factory.SubFactory(SubmissionFactory)
    kind = Letter.Kind.QUESTION
