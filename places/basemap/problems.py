"""Why a base map could not be made."""

from places.models import Basemap


class NotBuilt(Exception):
    """The work came to an end for a reason that a person can do something about."""

    def __init__(self, problem: Basemap.Problem) -> None:
        super().__init__(problem.label)
        self.problem = problem
