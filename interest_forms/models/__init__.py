"""What residents send: photographs, reports, events; and the talk about it."""

from interest_forms.models.calls import CallQuota, InterestCall, Sought
from interest_forms.models.canned import CannedWords
from interest_forms.models.crews import (
    Crew,
    CrewMember,
    Equipment,
    Unavailability,
)
from interest_forms.models.handed_over import HandedOver
from interest_forms.models.interest import Applicant, ExpressionOfInterest
from interest_forms.models.interest_letters import InterestLetter
from interest_forms.models.interest_steps import FixedDate, StateChange
from interest_forms.models.last_decisions import LastDecision
from interest_forms.models.letters import Letter
from interest_forms.models.lookups import LookupAttempt
from interest_forms.models.messages import Message
from interest_forms.models.paper import PaperConsent, PaperInterest
from interest_forms.models.plans import ProposedVisit, UnplacedObject, WeekPlan
from interest_forms.models.proposals import EventProposal, ProposedDate
from interest_forms.models.sightings import Sighting
from interest_forms.models.slots import ScheduleSlot, SlotEquipment, SlotState
from interest_forms.models.submissions import Submission
from interest_forms.models.takedowns import TakedownReport
from interest_forms.models.team import Note, TrustedContact
from interest_forms.models.triage import (
    Criterion,
    InterestObject,
    Score,
    StaffNote,
)
from interest_forms.models.uploads import Upload
from interest_forms.models.versions import ScheduleLetter, ScheduleVersion, ToldSlot

__all__ = [
    "Applicant",
    "CallQuota",
    "CannedWords",
    "Crew",
    "CrewMember",
    "Criterion",
    "Equipment",
    "EventProposal",
    "ExpressionOfInterest",
    "FixedDate",
    "HandedOver",
    "InterestCall",
    "InterestLetter",
    "InterestObject",
    "LastDecision",
    "Letter",
    "LookupAttempt",
    "Message",
    "Note",
    "PaperConsent",
    "PaperInterest",
    "ProposedDate",
    "ProposedVisit",
    "ScheduleLetter",
    "ScheduleSlot",
    "ScheduleVersion",
    "Score",
    "Sighting",
    "SlotEquipment",
    "SlotState",
    "Sought",
    "StaffNote",
    "StateChange",
    "Submission",
    "TakedownReport",
    "ToldSlot",
    "TrustedContact",
    "Unavailability",
    "UnplacedObject",
    "Upload",
    "WeekPlan",
]
