"""Dates as well as they are known: "about 1935", "the 1930s", "before 1944"."""

from hub.shared.dates.coming import WrongWeekday, read_coming_days
from hub.shared.dates.fields import InOrder, PartialDateField, PartialDateFormField
from hub.shared.dates.partial import Certainty, PartialDate
from hub.shared.dates.reading import read_date, read_day
from hub.shared.dates.words import date_words

__all__ = [
    "Certainty",
    "InOrder",
    "PartialDate",
    "PartialDateField",
    "PartialDateFormField",
    "WrongWeekday",
    "date_words",
    "read_coming_days",
    "read_date",
    "read_day",
]
