"""The clocks of many groups at once, for queries; one group has `zone` and `today`."""

from django.db.models import DateField, DateTimeField, Expression, F, Func, Value
from django.db.models.functions import Cast
from django.utils import timezone


def by_clock_of(group: str, moment: Expression | F) -> Func:
    """What the clock of the group shows then; `group`: the path to it."""
    zone = F(f"{group}__time_zone")
    return Func(zone, moment, function="timezone", output_field=DateTimeField())


def today_of(group: str) -> Cast:
    """The day it is there now."""
    return Cast(by_clock_of(group, Value(timezone.now())), DateField())
