"""What became of each row of a file."""

from collections.abc import Callable
from dataclasses import dataclass, field

# Called with how many rows are done, and of how many.
Progress = Callable[[int, int], None]


class Refused(Exception):
    """One row cannot be taken; the message says why and what would mend it."""


@dataclass(slots=True)
class Report:
    """Counts, and a line for each row that needs a person's eye."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return self.added + self.changed + self.unchanged

    def refuse(self, row: int, reason: object) -> None:
        self.refused.append(f"Row {row} refused: {reason}")

    def note(self, row: int, remark: str) -> None:
        self.notes.append(f"Row {row}: {remark}")

    @property
    def summary(self) -> str:
        return (
            f"{self.added} added, {self.changed} changed, "
            f"{self.unchanged} unchanged, {len(self.refused)} refused."
        )
