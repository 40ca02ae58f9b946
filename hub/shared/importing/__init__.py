"""Reading files that people hand us: rows in, a report of what became of each out."""

from hub.shared.importing.geometry import boundary_of, point_of
from hub.shared.importing.records import Record, UnusableFile, read_records
from hub.shared.importing.report import Refused, Report

__all__ = [
    "Record",
    "Refused",
    "Report",
    "UnusableFile",
    "boundary_of",
    "point_of",
    "read_records",
]
