"""The photographs of a pile of sheets, chosen at once: each form takes the next ones.

They wait in the session of whoever enters the pile, for as long as kept files do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from interest_forms.uploads import signed, unsigned
from places.actions import KeptFile

IN_SESSION = "interest_pile"


@dataclass(slots=True)
class Pile:
    """What waits, in the order in which it was chosen; so many belong to each form."""

    session: Any
    waiting: list[KeptFile]
    each: int

    @classmethod
    def of(cls, session) -> "Pile":
        told = session.get(IN_SESSION, {})
        files = [one for one in map(unsigned, told.get("waiting", [])) if one]
        return cls(session, files, told.get("each", 1))

    @property
    def next_sheets(self) -> list[KeptFile]:
        return self.waiting[: self.each]

    def add(self, files: Iterable[KeptFile]) -> None:
        # The same photograph may have been chosen twice.
        once = {one.sha256: one for one in [*self.waiting, *files]}
        self.waiting = list(once.values())
        self._keep()

    def take(self, files: list[KeptFile]) -> None:
        """These belong to a form now; the next one has as many."""
        taken = {one.sha256 for one in files}
        rest = [one for one in self.waiting if one.sha256 not in taken]
        if len(rest) < len(self.waiting):
            self.waiting, self.each = rest, len(files)
            self._keep()

    def _keep(self) -> None:
        tokens = [signed(one) for one in self.waiting]
        self.session[IN_SESSION] = {"waiting": tokens, "each": self.each}
