"""Traditions, events, and what is made of them."""

from datetime import time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events.models import (
    Attendee,
    CalendarRule,
    Event,
    MeetingReport,
    MeetingSeries,
    Occurrence,
    PrintedSheet,
    Session,
    Speaker,
    Tradition,
    VisitReport,
    YearOverride,
)
from hub.shared.text import slugify_name
from tests.factories.partners import ActionGroupFactory


class TraditionFactory(DjangoModelFactory):
    """A published tradition without a date."""

    class Meta:
        model = Tradition

    name_bg = "Лазаруване"
    name_en = "Lazaruvane"
    slug = factory.LazyAttribute(lambda tradition: slugify_name(tradition.name_en))
    group = factory.SubFactory(ActionGroupFactory)
    domain = Tradition.Domain.RITUALS
    published = factory.LazyFunction(timezone.now)


class EventFactory(DjangoModelFactory):
    """A published event without a date."""

    class Meta:
        model = Event

    name_bg = "Събор на Белчин"
    name_en = "Belchin gathering"
    slug = factory.LazyAttribute(lambda event: slugify_name(event.name_en))
    group = factory.SubFactory(ActionGroupFactory)
    kind = Event.Kind.SABOR
    published = factory.LazyFunction(timezone.now)


class OccurrenceFactory(DjangoModelFactory):
    """A whole day a week from now."""

    class Meta:
        model = Occurrence

    event = factory.SubFactory(EventFactory)
    day = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    last_day = factory.SelfAttribute("day")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        occurrence = model_class(*args, **kwargs)
        occurrence.set_moments()
        occurrence.save()
        return occurrence


class CalendarRuleFactory(DjangoModelFactory):
    """An event is held on 29 June (Petrovden)."""

    class Meta:
        model = CalendarRule

    event = factory.SubFactory(EventFactory)
    month = 6
    day = 29


class YearOverrideFactory(DjangoModelFactory):
    """Confirmed for 2027, on the day that the rule says."""

    class Meta:
        model = YearOverride

    rule = factory.SubFactory(CalendarRuleFactory)
    year = 2027
    kind = YearOverride.Kind.CONFIRMED
    day = factory.LazyAttribute(lambda it: it.rule.rule.first_day(it.year))


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = Speaker

    event = factory.SubFactory(EventFactory)
    name_bg = "Мария Стоянова"


class SessionFactory(DjangoModelFactory):
    """A talk of three quarters of an hour on the first day of an event."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    hour = time(10)
    last_hour = time(10, 45)
    title_bg = "Старите чешми"


class MeetingSeriesFactory(DjangoModelFactory):
    """A published series of ten information meetings, none of them made yet."""

    class Meta:
        model = MeetingSeries

    name_bg = "Разкажете ни за селото"
    name_en = "Tell us of your village"
    slug = factory.LazyAttribute(lambda series: slugify_name(series.name_en))
    group = factory.SubFactory(ActionGroupFactory)
    planned = 10
    published = factory.LazyFunction(timezone.now)


class MeetingReportFactory(DjangoModelFactory):
    class Meta:
        model = MeetingReport

    occurrence = factory.SubFactory(OccurrenceFactory)
    head_count = 34
    minutes = "Говорихме за старата чешма."


class AttendeeFactory(DjangoModelFactory):
    class Meta:
        model = Attendee

    group = factory.SubFactory(ActionGroupFactory)
    name = "Мария Попова"
    village = "Белчин"


class PrintedSheetFactory(DjangoModelFactory):
    """A poster that waits for a worker."""

    class Meta:
        model = PrintedSheet

    kind = PrintedSheet.Kind.POSTER
    occurrence = factory.SubFactory(OccurrenceFactory)
    language = "bg"


class VisitReportFactory(DjangoModelFactory):
    """A guest of a study visit is invited."""

    class Meta:
        model = VisitReport

    event = factory.SubFactory(EventFactory, kind="visit")
    organisation = "Museo del agua"
    country = "España"
    language = "es"
    seen = "Las fuentes del pueblo."
    take_home = "Una fiesta del agua."
    received = factory.LazyFunction(timezone.now)
