"""One factory a model: minimal, valid, unsurprising. Variants are traits."""

import uuid
from datetime import time, timedelta

import factory
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
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
    Registrant,
    Registration,
    RegistrationLetter,
    RegistrationSheet,
    Session,
    Speaker,
    Tradition,
    VisitReport,
    YearOverride,
)
from events.models.registrations import hash_of, receipt_token
from hub.packs.models import OfflinePack
from hub.shared.dates import PartialDate
from hub.shared.text import slugify_name
from interest_forms.models import (
    CannedWords,
    EventProposal,
    Letter,
    ProposedDate,
    Submission,
    TakedownReport,
)
from partners.models import (
    ActionGroup,
    GroupSettlement,
    Membership,
    Organisation,
    Territory,
    User,
)
from places.actions import prepare_place
from places.models import (
    Basemap,
    Category,
    HistoricMap,
    Photo,
    PhotoPair,
    Place,
    Producer,
    Product,
    Route,
    RouteStop,
    ThemedRoute,
)
from places.photos.names import RECIPE, token_of

SAMOKOV = Point(23.5585, 42.337, srid=4326)


def square(lon: float, lat: float, half: float = 0.05) -> MultiPolygon:
    """A square piece of land around the point."""
    box = (lon - half, lat - half, lon + half, lat + half)
    return MultiPolygon(Polygon.from_bbox(box), srid=4326)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"staff{n}@example.org")
    password = factory.django.Password("станция-42")
    is_staff = True


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = Territory
        django_get_or_create = ["scheme", "code"]

    level = Territory.Level.COUNTRY
    scheme = Territory.Scheme.ISO
    code = "BG"
    name_bg = "България"
    name_en = "Bulgaria"


class MunicipalityFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    parent = factory.SubFactory(CountryFactory)
    level = Territory.Level.MUNICIPALITY
    scheme = Territory.Scheme.EKATTE
    code = factory.Sequence(lambda n: f"M{n:04}")
    name_bg = "Самоков"
    name_en = "Samokov"


class SettlementFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    parent = factory.SubFactory(MunicipalityFactory)
    level = Territory.Level.SETTLEMENT
    scheme = Territory.Scheme.EKATTE
    code = factory.Sequence(lambda n: f"{n:05}")
    kind = Territory.Kind.VILLAGE
    name_bg = "Белчин"
    name_en = "Belchin"
    search = "belchin"
    point = SAMOKOV


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name_bg = factory.Sequence(lambda n: f"МИГ {n}")
    kind = Organisation.Kind.LAG
    country = factory.SubFactory(CountryFactory)


class ActionGroupFactory(DjangoModelFactory):
    class Meta:
        model = ActionGroup

    organisation = factory.SubFactory(OrganisationFactory)
    name_bg = factory.Sequence(lambda n: f"МИГ {n}")
    name_en = factory.Sequence(lambda n: f"LAG {n}")
    slug = factory.Sequence(lambda n: f"lag-{n}")


class GroupSettlementFactory(DjangoModelFactory):
    class Meta:
        model = GroupSettlement

    group = factory.SubFactory(ActionGroupFactory)
    settlement = factory.SubFactory(SettlementFactory)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    group = factory.SubFactory(ActionGroupFactory)
    role = Membership.Role.COORDINATOR


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ["slug"]

    slug = "religious"
    name_bg = "Религиозно"
    name_en = "Religious"
    mark = Category.Mark.RELIGIOUS


class PlaceFactory(DjangoModelFactory):
    """A published place at Samokov, ready for visitors."""

    class Meta:
        model = Place

    name_bg = "Девически манастир"
    name_en = "Convent"
    category = factory.SubFactory(CategoryFactory)
    group = factory.SubFactory(ActionGroupFactory)
    point = SAMOKOV
    published = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        place = prepare_place(model_class(*args, **kwargs))
        place.save()
        return place


class RouteFactory(DjangoModelFactory):
    """A published route without a line or stops."""

    class Meta:
        model = Route

    name_bg = "Към водопада"
    name_en = "To the waterfall"
    slug = "to-the-waterfall"
    group = factory.SubFactory(ActionGroupFactory)
    published = factory.LazyFunction(timezone.now)


class ProducerFactory(DjangoModelFactory):
    """A producer who has not been asked yet."""

    class Meta:
        model = Producer

    name_bg = "Пчелин Мед"
    phone = "+359 722 00 000"
    email = "honey@example.org"
    group = factory.SubFactory(ActionGroupFactory)


class ProductFactory(DjangoModelFactory):
    """A published product of nobody in particular."""

    class Meta:
        model = Product

    name_bg = "Планински мед"
    name_en = "Mountain honey"
    slug = "mountain-honey"
    group = factory.SubFactory(ActionGroupFactory)
    published = factory.LazyFunction(timezone.now)


class ThemedRouteFactory(DjangoModelFactory):
    """A published themed route without routes or products."""

    class Meta:
        model = ThemedRoute

    name_bg = "По пътя на меда"
    name_en = "The honey trail"
    slug = "the-honey-trail"
    group = factory.SubFactory(ActionGroupFactory)
    published = factory.LazyFunction(timezone.now)


class RouteStopFactory(DjangoModelFactory):
    class Meta:
        model = RouteStop

    route = factory.SubFactory(RouteFactory)
    place = factory.SubFactory(
        PlaceFactory, group=factory.SelfAttribute("..route.group")
    )


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    key = factory.LazyFunction(uuid.uuid4)
    language = "bg"
    group = factory.SubFactory(ActionGroupFactory)
    author = Submission.Author.SENDER
    rights = "by-sa"
    consent_version = "1"


class PhotoFactory(DjangoModelFactory):
    """A photo that waits for a moderator; `public=True`: visitors see it."""

    class Meta:
        model = Photo

    class Params:
        public = factory.Trait(state=Photo.State.APPROVED)
        unrendered = factory.Trait(
            state=Photo.State.RECEIVED, recipe=0, token="", width=None, height=None
        )

    place = factory.SubFactory(PlaceFactory)
    group = factory.SelfAttribute("place.group")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 1_000_000
    format = "jpeg"
    width = 1600
    height = 1200
    colour = "#8899aa"
    dhash = 0
    recipe = RECIPE
    token = factory.LazyAttribute(lambda photo: token_of(photo.sha256, RECIPE))
    state = Photo.State.PENDING


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


class PhotoPairFactory(DjangoModelFactory):
    """A picture of the 1930s and a new one; `public=True`: visitors see both."""

    class Meta:
        model = PhotoPair

    class Params:
        public = factory.Trait(then__public=True, now__public=True)

    then = factory.SubFactory(PhotoFactory, dated=PartialDate.from_edtf("193X"))
    now = factory.SubFactory(PhotoFactory, place=factory.SelfAttribute("..then.place"))


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


class BasemapFactory(DjangoModelFactory):
    """A finished base map; its file is not there."""

    class Meta:
        model = Basemap

    name = factory.Sequence(lambda n: f"region-{n}")
    state = "ready"
    progress = 100


class HistoricMapFactory(DjangoModelFactory):
    """A sheet that has only words yet; `public=True`: visitors may see it."""

    class Meta:
        model = HistoricMap

    class Params:
        public = factory.Trait(
            published=factory.LazyFunction(timezone.now),
            token=factory.Sequence(lambda n: f"{n:032x}"),
            area=Polygon.from_bbox((23.5, 42.3, 23.6, 42.4)),
            min_zoom=10,
            max_zoom=14,
            sha256=factory.Sequence(lambda n: f"{n:064x}"),
            format="jpeg",
            width=600,
            height=400,
        )

    group = factory.SubFactory(ActionGroupFactory)
    slug = factory.Sequence(lambda n: f"sheet-{n}")
    title_bg = "План на Самоков"
    title_en = "Plan of Samokov"
    dated = PartialDate.from_edtf("1912")


class OfflinePackFactory(DjangoModelFactory):
    """A pack that was made once; its one file is not there."""

    class Meta:
        model = OfflinePack

    group = factory.SubFactory(ActionGroupFactory)
    language = "bg"
    state = OfflinePack.State.READY
    version = 1
    made = factory.LazyFunction(timezone.now)
    size = 400
    counts = {"place": 1}
    files = {"/bg/map/": ["0" * 64, 400, "text/html", 1]}
