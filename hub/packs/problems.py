"""Why a pack could not be made."""

from hub.packs.models import OfflinePack


class NotMade(Exception):
    """The work came to an end for a reason that a person can do something about."""

    def __init__(self, problem: OfflinePack.Problem) -> None:
        super().__init__(problem.label)
        self.problem = problem
