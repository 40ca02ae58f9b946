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
        if one.is_full and counted_by(one.quota, [form])
    ]


def counted_by(
    quota: CallQuota, forms: Iterable[ExpressionOfInterest]
) -> list[ExpressionOfInterest]:
    """Those of the call, kind and village or municipality of the quota."""
    found = [
        form
        for form in forms
        if form.call_id == quota.call_id and quota.kind in ("", form.kind)
    ]
    if quota.territory is None:
        return found
    inside = Territory.objects.within(quota.territory)
    there = inside.filter(pk__in=[form.territory_id for form in found])
    known = set(there.values_list("pk", flat=True))
    return [form for form in found if form.territory_id in known]


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
