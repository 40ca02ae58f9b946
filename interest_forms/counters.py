"""How much waits: told on every page of the admin, counted once in some seconds."""

from typing import TYPE_CHECKING

from hub.shared.memory import Remembered
from interest_forms.models import Submission, TakedownReport

if TYPE_CHECKING:
    from partners.models import User

SECONDS = 5

_tallies: Remembered[int, dict[str, int]] = Remembered(seconds=SECONDS)


def tally_of(user: "User") -> dict[str, int]:
    """What waits for the user: `waiting`, of these `amber` and `red`; `held`; and
    `reports` about pictures.
    """
    return _tallies.get(user.pk, lambda: _count(user))


def _count(user: "User") -> dict[str, int]:
    reports = TakedownReport.objects.managed_by(user).waiting()
    return {**Submission.objects.managed_by(user).tally(), "reports": reports.count()}


def count_again() -> None:
    """Something was decided here: the next page of this process says so."""
    _tallies.forget()
