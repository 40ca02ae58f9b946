from events.models.attendance import (
    Attendance,
    AttendanceWithdrawal,
    Attendee,
    HeadCount,
)
from events.models.attendance_sheets import AttendanceSheet
from events.models.events import Event
from events.models.occurrences import Occurrence
from events.models.online import OnlineAccess
from events.models.programme import Programme, Room, Session, Speaker
from events.models.registration_letters import RegistrationLetter
from events.models.registration_questions import (
    RegistrationAnswer,
    RegistrationQuestion,
)
from events.models.registration_sheets import RegistrationSheet
from events.models.registrations import Registrant, Registration
from events.models.reports import Decision, MeetingReport
from events.models.rules import CalendarRule, YearOverride
from events.models.series import MeetingSeries
from events.models.sheets import PrintedSheet
from events.models.traditions import RegisterEntry, Tradition
from events.models.visits import VisitGuest, VisitReport

__all__ = [
    "Attendance",
    "AttendanceSheet",
    "AttendanceWithdrawal",
    "Attendee",
    "CalendarRule",
    "Decision",
    "Event",
    "HeadCount",
    "MeetingReport",
    "MeetingSeries",
    "Occurrence",
    "OnlineAccess",
    "PrintedSheet",
    "Programme",
    "RegisterEntry",
    "Registrant",
    "Registration",
    "RegistrationAnswer",
    "RegistrationLetter",
    "RegistrationQuestion",
    "RegistrationSheet",
    "Room",
    "Session",
    "Speaker",
    "Tradition",
    "VisitGuest",
    "VisitReport",
    "YearOverride",
]
