"""A date of which perhaps only the year, the decade or a limit is known."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import total_ordering
from typing import Self

FIRST_YEAR = 1500
EXACT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
ABOUT = re.compile(r"(\d{4})~")
DECADE = re.compile(r"(\d{3})X")
BEFORE = re.compile(r"\.\./(\d{4})")


class Certainty(Enum):
    """How well a date is known."""

    EXACT = "exact"
    ABOUT = "about"
    DECADE = "decade"
    BEFORE = "before"


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year from 1500 on, with month and day where they are known (else 0).

    Only an exact date has a month; a decade's year ends with 0. Stored as EDTF
    (ISO 8601-2): 1935-05-24, 1935-05, 1935, 1935~, 193X, ../1944.
    """

    year: int
    month: int = 0
    day: int = 0
    certainty: Certainty = Certainty.EXACT

    def __post_init__(self):
        if not FIRST_YEAR <= self.year <= date.max.year:
            raise ValueError(self.year)
        if self.month and self.certainty != Certainty.EXACT:
            raise ValueError(self.month)
        if self.certainty == Certainty.DECADE and self.year % 10:
            raise ValueError(self.year)
        # A month or day that does not exist is refused by the calendar.
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of_day(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_edtf(cls, text: str) -> Self:
        if found := EXACT.fullmatch(text):
            year, month, day = (int(part or 0) for part in found.groups())
            return cls(year, month, day)
        if found := ABOUT.fullmatch(text):
            return cls(int(found[1]), certainty=Certainty.ABOUT)
        if found := DECADE.fullmatch(text):
            return cls(int(found[1]) * 10, certainty=Certainty.DECADE)
        if found := BEFORE.fullmatch(text):
            return cls(int(found[1]), certainty=Certainty.BEFORE)
        raise ValueError(text)

    @property
    def edtf(self) -> str:
        year = f"{self.year:04}"
        if self.certainty == Certainty.ABOUT:
            return f"{year}~"
        if self.certainty == Certainty.DECADE:
            return f"{year[:3]}X"
        if self.certainty == Certainty.BEFORE:
            return f"../{year}"
        parts = [year, *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    @property
    def order(self) -> str:
        """Dates are in the order of these texts: the database can sort by them too.

        "Before 1944" stands before 1944, a decade before its years.
        """
        if self.certainty == Certainty.BEFORE:
            return f"{self.year:04}"
        return self.edtf.replace("X", "0*") + "+"

    def __lt__(self, other: "PartialDate") -> bool:
        return self.order < other.order

    def __str__(self):
        return self.edtf
