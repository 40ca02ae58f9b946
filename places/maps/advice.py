"""What stands between a sheet's points and its map, and what to do about it."""

from django.utils.translation import ngettext

from places.maps.faults import Fault, UnfitSheet
from places.maps.fitting import LEAST_POINTS, Tie, Transformation, check, fitted
from places.maps.points import ties_of
from places.models import HistoricMap

SIMPLEST = Transformation.POLYNOMIAL_1


def obstacle(sheet: HistoricMap) -> str:
    """Why the map cannot be made of these points, in words; empty: it can."""
    ties, kind = ties_of(sheet), Transformation(sheet.transformation)
    if not ties and sheet.knows_place:
        return ""
    try:
        check(ties, kind)
    except UnfitSheet as unfit:
        if unfit.fault is Fault.TOO_FEW:
            return too_few(len(ties), kind)
        return str(HistoricMap.Problem(unfit.fault).label)
    return ""


def too_few(there: int, kind: Transformation) -> str:
    more = LEAST_POINTS[kind] - there
    if there < LEAST_POINTS[SIMPLEST]:
        words = ngettext(
            "Set %(more)d more point: then the map can be made.",
            "Set %(more)d more points: then the map can be made.",
            more,
        )
        return words % {"more": more}
    words = ngettext(
        "“%(fit)s”: %(more)d point is missing. Set it, or choose “%(simplest)s”.",
        "“%(fit)s”: %(more)d points are missing. Set them, or choose “%(simplest)s”.",
        more,
    )
    labels = dict(HistoricMap.Transformation.choices)
    return words % {"fit": labels[kind], "more": more, "simplest": labels[SIMPLEST]}


def mean_miss(sheet: HistoricMap) -> float | None:
    """By how many metres the points are missed on average; a spline meets them all."""
    ties, kind = ties_of(sheet), Transformation(sheet.transformation)
    if not ties or kind is Transformation.SPLINE:
        return None
    return _mean(ties, kind)


def _mean(ties: list[Tie], kind: Transformation) -> float:
    with fitted(ties, kind) as fit:
        return sum(fit.miss(tie).metres for tie in ties) / len(ties)
