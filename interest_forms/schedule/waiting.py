"""The objects that are accepted and have no day yet."""

from django.db.models import Exists, OuterRef, Q

from interest_forms.interest.days import DAYS
from interest_forms.models import ExpressionOfInterest, FixedDate
from partners.models import ActionGroup


def waiting_forms(group: ActionGroup):
    """Fixed dates first, since they cannot be put off; then village by village."""
    written = Exists(FixedDate.objects.filter(form=OuterRef("pk")))
    has_date = written | Q(event__isnull=False) | Q(tradition__isnull=False)
    forms = ExpressionOfInterest.objects.filter(
        group=group, state=ExpressionOfInterest.State.ACCEPTED
    )
    return (
        forms.annotate(has_date=has_date)
        .select_related("group", "territory__parent")
        .prefetch_related(*DAYS)
        .order_by("-has_date", "territory__name", "received", "pk")
    )
