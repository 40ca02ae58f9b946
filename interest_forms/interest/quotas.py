"""How far the quotas of calls are filled: asked anew each time, counted no further
than somebody wants to know.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Value

from interest_forms.models import CallQuota, ExpressionOfInterest, InterestCall
from partners.models import Territory

# So many above the quota are told; there may be more.
FURTHEST = 100


@dataclass(frozen=True, slots=True)
class Fill:
    """A quota, and how many objects are chosen that count against it."""

    quota: CallQuota
    chosen: int

    @property
    def is_full(self) -> bool:
        return self.chosen >= self.quota.most

    @property
    def is_exceeded(self) -> bool:
        return self.chosen > self.quota.most

    @property
    def width(self) -> int:
        """How much of a bar is filled, of 100."""
        return min(100, 100 * self.chosen // max(1, self.quota.most))


def fills(calls: Iterable[InterestCall]) -> dict[int, list[Fill]]:
    """The quotas of each call by its number, each with how far it is filled."""
    calls = list(calls)
    quotas = CallQuota.objects.filter(call__in=calls).select_related("territory")
    rows = list(quotas.order_by("call", "kind", "territory__name", "pk"))
    counts = _counts(rows)
    found: dict[int, list[Fill]] = {call.pk: [] for call in calls}
    for quota in rows:
        found[quota.call_id].append(Fill(quota, counts[quota.pk]))
    return found


def full_for(form: ExpressionOfInterest) -> list[Fill]:
    """The quotas that would be exceeded if this form, too, were chosen."""
    if form.call is None or form.state in form.CHOSEN:
        return []
    return [
        one
        for one in fills([form.call])[form.call_id]
        if one.is_full
        and one.quota.kind in ("", form.kind)
        and _lies_within(form, one.quota)
    ]


def _lies_within(form: ExpressionOfInterest, quota: CallQuota) -> bool:
    """Whether it is in the village or municipality of the quota, if that has one."""
    if quota.territory is None:
        return True
    inside = Territory.objects.within(quota.territory)
    return inside.filter(pk=form.territory_id).exists()


def _counts(quotas: list[CallQuota]) -> Counter[int]:
    """How many are chosen for each quota, in one query that reads few rows."""
    parts = [
        _chosen_for(quota).annotate(of=Value(quota.pk)).values_list("of", flat=True)
        for quota in quotas
    ]
    limited = [
        part[: quota.most + FURTHEST] for part, quota in zip(parts, quotas, strict=True)
    ]
    if not limited:
        return Counter()
    first, *others = limited
    return Counter(first.union(*others, all=True) if others else first)


def _chosen_for(quota: CallQuota) -> QuerySet:
    rows = ExpressionOfInterest.objects.chosen().filter(call=quota.call_id)
    if quota.kind:
        rows = rows.filter(kind=quota.kind)
    if quota.territory_id:
        inside = Territory.objects.within(quota.territory)
        rows = rows.filter(territory__in=inside.values("pk"))
    return rows.order_by()
