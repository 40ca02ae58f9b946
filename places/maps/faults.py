"""Why a scan cannot become a map: a code, for which the model has words."""

from enum import StrEnum


class Fault(StrEnum):
    """Trying again does not help: somebody has to change the file or the points."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    COLOURS = "colours"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_FEW = "too_few"
    ONE_LINE = "one_line"
    OFF_EARTH = "off_earth"


class UnfitSheet(Exception):
    """The fault lies in the scan or in its points."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
