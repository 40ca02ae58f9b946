"""One object of everything for an action group, each text column of it marked.

The marks say whose an object is and in which column they stand: `markb_photo_caption`
is the caption of a photo of the group "b". Models that have no factory are made from
their fields, so that a new table is marked as soon as it exists.
"""

import re
import uuid
from contextlib import suppress
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from pmtiles.tile import Compression, TileType
from pmtiles.writer import write as pmtiles

from events.attendance import photographs
from events.models import PrintedSheet, Programme
from events.printing import files as sheets
from events.printing.telling import Teller
from hub.packs import files as pack_files
from hub.shared.audit import record
from interest_forms import papers
from interest_forms.models import (
    InterestObject,
    ProposedVisit,
    Score,
    SlotEquipment,
    Upload,
    WeekPlan,
)
from interest_forms.schedule.calendar import make_calendar_address
from interest_forms.schedule.publishing import publish_schedule
from partners.models import Portal, Supporter
from places.models import PhotoPair
from places.photos.names import path_of
from tests.factories import (
    ActionGroupFactory,
    AttendeeFactory,
    BasemapFactory,
    CalendarRuleFactory,
    EventFactory,
    EventProposalFactory,
    GroupSettlementFactory,
    HistoricMapFactory,
    MeetingSeriesFactory,
    MembershipFactory,
    OccurrenceFactory,
    OfflinePackFactory,
    OrganisationFactory,
    PhotoFactory,
    PlaceFactory,
    PrintedSheetFactory,
    ProducerFactory,
    ProductFactory,
    ProposedDateFactory,
    RegistrantFactory,
    RegistrationFactory,
    RegistrationLetterFactory,
    RegistrationSheetFactory,
    RouteFactory,
    RouteStopFactory,
    SessionFactory,
    SpeakerFactory,
    SubmissionFactory,
    ThemedRouteFactory,
    TraditionFactory,
    UserFactory,
    VisitReportFactory,
    YearOverrideFactory,
)
from tests.interest_factories import (
    TUESDAY,
    ApplicantFactory,
    CrewFactory,
    CrewMemberFactory,
    CriterionFactory,
    EquipmentFactory,
    ExpressionOfInterestFactory,
    InterestCallFactory,
    ScheduleSlotFactory,
    UnavailabilityFactory,
    hours,
)

OUR_APPS = ("shared", "partners", "places", "events", "interest_forms", "packs")
# Columns in which a mark would be something else: a key, a colour, a check sum.
UNMARKED = {
    "password",
    "sha256",
    "told_where",
    "token",
    "token_hash",
    "client_key",
    "accent",
    "colour",
    "code",
}
SHORTEST_MARKED = 20


def rows_of(who: str, *, is_published: bool = False, has_group: bool = True) -> Any:
    """One of everything of the group `who` (one letter), or of no group at all."""
    it = SimpleNamespace(who=who)
    it.user = UserFactory(email=f"mark{who}_user_email@example.org")
    group = None
    if has_group:
        organisation = OrganisationFactory()
        group = ActionGroupFactory(organisation=organisation, is_published=is_published)
        it.organisation, it.actiongroup, it.group = organisation, group, group
        it.membership = MembershipFactory(user=it.user, group=group, role="editor")
        it.groupsettlement = GroupSettlementFactory(group=group)
        it.historicmap = _old_map(group, who, is_published=is_published)
        it.offlinepack = OfflinePackFactory(group=group)
    shown = {} if is_published else {"published": None}
    it.place = PlaceFactory(group=group, **shown)
    it.route = RouteFactory(group=group, **shown)
    it.routestop = RouteStopFactory(route=it.route, place=it.place)
    it.producer = ProducerFactory(group=group)
    it.product = ProductFactory(group=group, producer=it.producer, **shown)
    it.product.places.add(it.place)
    it.themedroute = ThemedRouteFactory(group=group, **shown)
    it.themedroute.routes.add(it.route)
    it.themedroute.products.add(it.product)
    it.tradition = TraditionFactory(group=group, **shown)
    it.tradition.places.add(it.place)
    it.meetingseries = MeetingSeriesFactory(group=group, **shown)
    it.event = EventFactory(
        group=group,
        place=it.place,
        tradition=it.tradition,
        series=it.meetingseries,
        **shown,
    )
    it.programme = Programme.objects.get(pk=EventFactory(group=group, **shown).pk)
    it.occurrence = OccurrenceFactory(event=it.event)
    it.attendee = AttendeeFactory(group=group)
    it.registrationsheet = RegistrationSheetFactory(occurrence=it.occurrence)
    it.registration = RegistrationFactory(sheet=it.registrationsheet)
    it.registrant = RegistrantFactory(registration=it.registration)
    it.registrationletter = RegistrationLetterFactory(registration=it.registration)
    it.printedsheet = PrintedSheetFactory(occurrence=it.occurrence)
    it.seriesposter = PrintedSheetFactory(occurrence=None, series=it.meetingseries)
    it.calendarrule = CalendarRuleFactory(event=it.event)
    CalendarRuleFactory(event=None, tradition=it.tradition)
    it.yearoverride = YearOverrideFactory(rule=it.calendarrule)
    it.speaker = SpeakerFactory(
        event=it.event,
        portrait=b"RIFF",
        portrait_digest="0a",
        portrait_agreed=True,
    )
    it.session = SessionFactory(event=it.event)
    it.session.speakers.add(it.speaker)
    visit = EventFactory(group=group, kind="visit", **shown)
    it.visitreport = VisitReportFactory(event=visit, state="received")
    it.submission = SubmissionFactory(group=group, place=it.place)
    it.eventproposal = EventProposalFactory(group=group, event=it.event)
    it.proposeddate = ProposedDateFactory(proposal=it.eventproposal)
    _offer_interest(it, is_published=is_published)
    _judge_interest(it, group)
    _schedule(it, group)
    it.photo = PhotoFactory(
        place=it.place, submission=it.submission, public=is_published
    )
    earlier = PhotoFactory(place=it.place, public=is_published)
    it.photopair = PhotoPair.objects.create(then=earlier, now=it.photo)
    it.upload = made(Upload, it)
    if is_published:
        it.portal = made(Portal, it)
        it.supporter = made(Supporter, it)
        it.basemap = BasemapFactory()
        it.pack_file = pack_files.keep(b"a page")
    for model in our_models():
        if not hasattr(it, name_of(model)) and belongs(model, it):
            setattr(it, name_of(model), made(model, it))
    for name, row in list(vars(it).items()):
        if isinstance(row, models.Model) and name != "auditentry":
            mark(row, who)
    _write_pictures(it.photo, who)
    _print(it.printedsheet, who)
    _print(it.seriesposter, who)
    if is_published:
        it.basemap.path.parent.mkdir(parents=True, exist_ok=True)
        it.basemap.path.write_text("tiles")
    _write_sheets(it, who)
    record("place.change", it.place, actor=it.user, name=f"mark{who}_auditentry_name")
    it.auditentry = it.user.audit_entries.get()
    return it


def _offer_interest(it: Any, *, is_published: bool) -> None:
    """A form of interest that waits for an answer; a group's belongs to its call."""
    group = getattr(it, "group", None)
    if group:
        it.interestcall = InterestCallFactory(group=group, is_published=is_published)
    it.expressionofinterest = ExpressionOfInterestFactory(
        group=group,
        call=getattr(it, "interestcall", None),
        place=it.place,
        event=it.event,
        tradition=it.tradition,
        submission=it.submission,
        state="needs_info",
    )
    it.applicant = ApplicantFactory(form=it.expressionofinterest)


def our_models() -> list[type[models.Model]]:
    return [m for app in OUR_APPS for m in apps.get_app_config(app).get_models()]


def name_of(model: Any) -> str:
    return model._meta.model_name  # noqa: SLF001 -- the public way


def columns_of(model: Any) -> list[Any]:
    return model._meta.concrete_fields  # noqa: SLF001 -- the public way


def belongs(model: type[models.Model], it: Any) -> bool:
    """Whether a row of the model would point to something of the group."""
    if name_of(model) in ("auditentry", "membership", "groupsettlement"):
        return False
    return any(
        field.is_relation
        and field.related_model
        and hasattr(it, name_of(field.related_model))
        for field in columns_of(model)
    )


def made(model: type[models.Model], it: Any) -> models.Model:
    """A row of the model, each column filled in by its kind."""
    values = {
        field.attname: value_for(field, it)
        for field in columns_of(model)
        if not field.primary_key or field.is_relation
    }
    try:
        with transaction.atomic():
            row = model(**values)
            row.save()
            return row
    except Exception as problem:
        message = (
            f"tests/access_rows.py cannot make a {name_of(model)} from its fields:"
            f" give `rows_of` a line that makes one. ({problem})"
        )
        raise AssertionError(message) from problem


def value_for(field: Any, it: Any) -> Any:
    if field.is_relation:
        row = getattr(it, name_of(field.related_model), None)
        return row.pk if row else None
    if field.has_default():
        return field.get_default()
    if field.null or field.blank:
        return None if field.null else ""
    if field.choices:
        return field.choices[0][0]
    by_kind = {
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.localdate(),
        models.BooleanField: False,
        models.JSONField: {},
        models.IntegerField: 1,
        models.FloatField: 1.0,
        models.BinaryField: b"",
        models.UUIDField: uuid.uuid4(),
    }
    found = (value for kind, value in by_kind.items() if isinstance(field, kind))
    return next(found, f"{it.who}{field.name}"[: field.max_length])


def mark(row: models.Model, who: str) -> None:
    """Write its mark into every text column of the row that may hold it."""
    mine = type(row)._base_manager.filter(pk=row.pk)  # noqa: SLF001 -- Django's own way
    for field in columns_of(type(row)):
        if is_markable(field):
            with suppress(IntegrityError), transaction.atomic():
                mine.update(**{field.attname: mark_of(field, who)})
    row.refresh_from_db()


def is_markable(field: Any) -> bool:
    if field.choices or field.is_relation or plain_name(field) in UNMARKED:
        return False
    if not isinstance(field, models.CharField | models.TextField):
        return False
    return (field.max_length or 1000) >= SHORTEST_MARKED


def plain_name(field: Any) -> str:
    """The column's name without its language."""
    return re.sub(r"_(bg|en|ro|el|fr)$", "", field.attname)


def mark_of(field: Any, who: str) -> str:
    text = f"mark{who}_{name_of(field.model)}_{plain_name(field)}"
    if isinstance(field, models.EmailField):
        return f"{text}@example.org"
    return f"https://{text}.example.org" if isinstance(field, models.URLField) else text


def marks_in(text: str, known: Any) -> set[tuple[str, str, str]]:
    """The marks in an answer: whose, of which model, of which column."""
    found = re.findall(r"mark([a-z])_([a-z]+)_([a-z_]*[a-z])", text.lower())
    tokens = {(it.who, "photo", "token") for it in known if it.photo.token in text}
    return {*found, *tokens}


def state_of(it: Any) -> list[str]:
    """Everything that is stored of the group's objects."""
    rows = [row for row in vars(it).values() if isinstance(row, models.Model)]
    one = "SELECT '{0} ' || {0}::text FROM {0} WHERE {1} = %s"
    parts = [
        one.format(about.db_table, about.pk.column)
        for about in (row._meta for row in rows)  # noqa: SLF001 -- the public way
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [row.pk for row in rows])
        return sorted(text for (text,) in cursor.fetchall())


def _write_sheets(it: Any, who: str) -> None:
    """The photographs of signed papers."""
    for path_of_sheet, sheet in (
        (photographs.path_of, it.attendancesheet),
        (papers.path_of, it.paperconsent),
        (papers.path_of, it.paperinterest),
    ):
        path = path_of_sheet(sheet.sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"mark{who}_{name_of(sheet)}_picture")


def _write_pictures(photo: Any, who: str) -> None:
    for edge in (320, 640, 1280):
        path = path_of(photo.rendition_name(edge, "webp"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"RIFF mark{who}_photo_picture".encode())


def _old_map(group: Any, who: str, *, is_published: bool) -> Any:
    """A sheet with a picture of its scan and a map of one tile."""
    shown = {} if is_published else {"published": None}
    sheet = HistoricMapFactory(group=group, public=True, **shown)
    sheet.preview_file(1280).parent.mkdir(parents=True, exist_ok=True)
    sheet.preview_file(1280).write_bytes(f"RIFF mark{who}_historicmap_scan".encode())
    sheet.tiles_file.parent.mkdir(parents=True, exist_ok=True)
    with pmtiles(str(sheet.tiles_file)) as file:
        file.write_tile(0, f"RIFF mark{who}_historicmap_tile".encode())
        kinds = {"tile_type": TileType.WEBP, "tile_compression": Compression.NONE}
        places = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
        middle = ("center_zoom", "center_lon_e7", "center_lat_e7")
        file.finalize({**kinds, **dict.fromkeys([*places, *middle], 0)}, {})
    return sheet


def _judge_interest(it: Any, group: Any) -> None:
    """What was made of the form, and what somebody thinks of it."""
    it.interestobject = InterestObject.objects.create(
        form=it.expressionofinterest, place=it.place
    )
    # A criterion belongs to a group.
    criterion = CriterionFactory(**({"group": group} if group else {}))
    it.score = Score.objects.create(
        form=it.expressionofinterest, criterion=criterion, by=it.user, points=3
    )
    if group:
        it.criterion = criterion


def _schedule(it: Any, group: Any) -> None:
    """A day for its form. A crew belongs to a group, so nobody's form has another's."""
    whose = {"group": group} if group else {}
    crew, drone = CrewFactory(**whose), EquipmentFactory(**whose)
    it.crewmember = CrewMemberFactory(crew=crew)
    it.scheduleslot = ScheduleSlotFactory(crew=crew, form=it.expressionofinterest)
    it.slotequipment = SlotEquipment.objects.create(
        slot=it.scheduleslot, equipment=drone
    )
    planner = UserFactory()
    make_calendar_address(crew, by=planner)
    it.scheduleversion = publish_schedule(crew.group, by=planner)
    it.toldslot = it.scheduleversion.slots.get()
    it.scheduleletter = it.scheduleversion.letters.get()
    plan = WeekPlan.objects.create(group=crew.group, monday=date(2027, 5, 17))
    it.proposedvisit = ProposedVisit.objects.create(
        plan=plan, form=it.expressionofinterest, crew=crew, span=hours(TUESDAY), km=7
    )
    if group:
        it.weekplan = plan
        it.crew, it.equipment = crew, drone
        it.unavailability = UnavailabilityFactory(crew=crew)


def _print(sheet: Any, who: str) -> None:
    """A file that tells what the marked rows say."""
    sheet.refresh_from_db()
    sheet.digest = Teller().told(sheet).digest
    sheet.state = PrintedSheet.State.READY
    sheet.save()
    sheets.keep(sheet.digest, f"%PDF mark{who}_printedsheet_file".encode())
