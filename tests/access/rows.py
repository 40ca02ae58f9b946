"""One object of everything for an action group, each text column of it marked.

Models that have no line here are made from their fields, so that a new table is marked
as soon as it exists.
"""

from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.utils import timezone

from events.models import Programme
from hub.packs import files as pack_files
from hub.shared.audit import record
from interest_forms.models import (
    InterestObject,
    ProposedVisit,
    Score,
    SlotEquipment,
    UnplacedObject,
    Upload,
    WeekPlan,
)
from interest_forms.schedule.calendar import make_calendar_address
from interest_forms.schedule.publishing import publish_schedule
from interest_forms.schedule.week import monday_of
from partners.models import Portal, Supporter
from places.models import PhotoPair
from tests.access.files import write_files
from tests.access.making import belongs, made, our_models
from tests.access.marks import mark, name_of
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


def rows_of(who: str, *, is_published: bool = False, has_group: bool = True) -> Any:
    """One of everything of the group `who` (one letter), or of no group at all."""
    it = SimpleNamespace(who=who)
    it.user = UserFactory(email=f"mark{who}_user_email@example.org")
    group = _found_group(it, is_published=is_published) if has_group else None
    shown = {} if is_published else {"published": None}
    _show_places(it, group, shown)
    _hold_events(it, group, shown)
    _let_register(it)
    it.submission = SubmissionFactory(group=group, place=it.place)
    it.eventproposal = EventProposalFactory(group=group, event=it.event)
    it.proposeddate = ProposedDateFactory(proposal=it.eventproposal)
    _offer_interest(it, is_published=is_published)
    _judge_interest(it, group)
    _schedule(it, group)
    _take_photos(it, is_published=is_published)
    if is_published:
        _open_portal(it)
    for model in our_models():
        if not hasattr(it, name_of(model)) and belongs(model, it):
            setattr(it, name_of(model), made(model, it))
    for name, row in list(vars(it).items()):
        if isinstance(row, models.Model) and name != "auditentry":
            mark(row, who)
    write_files(it, who)
    record("place.change", it.place, actor=it.user, name=f"mark{who}_auditentry_name")
    it.auditentry = it.user.audit_entries.get()
    return it


def _found_group(it: Any, *, is_published: bool) -> Any:
    it.organisation = OrganisationFactory()
    group = ActionGroupFactory(organisation=it.organisation, is_published=is_published)
    it.actiongroup = it.group = group
    it.membership = MembershipFactory(user=it.user, group=group, role="editor")
    it.groupsettlement = GroupSettlementFactory(group=group)
    it.historicmap = _old_map(group, is_published=is_published)
    it.offlinepack = OfflinePackFactory(group=group)
    return group


def _show_places(it: Any, group: Any, shown: dict[str, None]) -> None:
    it.place = PlaceFactory(group=group, **shown)
    it.route = RouteFactory(group=group, **shown)
    it.routestop = RouteStopFactory(route=it.route, place=it.place)
    it.producer = ProducerFactory(group=group)
    it.product = ProductFactory(group=group, producer=it.producer, **shown)
    it.product.places.add(it.place)
    it.themedroute = ThemedRouteFactory(group=group, **shown)
    it.themedroute.routes.add(it.route)
    it.themedroute.products.add(it.product)


def _hold_events(it: Any, group: Any, shown: dict[str, None]) -> None:
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


def _let_register(it: Any) -> None:
    it.registrationsheet = RegistrationSheetFactory(occurrence=it.occurrence)
    it.registration = RegistrationFactory(sheet=it.registrationsheet)
    it.registrant = RegistrantFactory(registration=it.registration)
    it.registrationletter = RegistrationLetterFactory(registration=it.registration)


def _take_photos(it: Any, *, is_published: bool) -> None:
    it.photo = PhotoFactory(
        place=it.place, submission=it.submission, public=is_published
    )
    earlier = PhotoFactory(place=it.place, public=is_published)
    it.photopair = PhotoPair.objects.create(then=earlier, now=it.photo)
    it.upload = made(Upload, it)


def _open_portal(it: Any) -> None:
    """What there is once for all groups."""
    it.portal = made(Portal, it)
    it.supporter = made(Supporter, it)
    it.basemap = BasemapFactory()
    it.pack_file = pack_files.keep(b"a page")


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


def _old_map(group: Any, *, is_published: bool) -> Any:
    shown = {} if is_published else {"published": None}
    return HistoricMapFactory(group=group, public=True, **shown)


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
    it.scheduleletter = it.scheduleversion.letters.get(kind="day")
    # Of a week that is over nothing is planned.
    monday = monday_of(timezone.localdate()) + timedelta(days=7)
    noon = timezone.make_aware(datetime.combine(monday, time(12)))
    plan = WeekPlan.objects.create(group=crew.group, monday=monday)
    waits = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    it.proposedvisit = ProposedVisit.objects.create(
        plan=plan, form=waits, crew=crew, span=hours(noon)
    )
    left = ExpressionOfInterestFactory(group=crew.group, state="accepted")
    it.unplacedobject = UnplacedObject.objects.create(plan=plan, form=left)
    if group:
        it.weekplan = plan
        it.crew, it.equipment = crew, drone
        it.unavailability = UnavailabilityFactory(crew=crew)
