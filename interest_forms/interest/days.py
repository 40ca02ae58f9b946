"""Days on which something is held, and no others: written, or by the calendar."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event, Occurrence, Tradition
from hub.shared.dates import WrongWeekday, read_coming_days
from hub.shared.days import weekday_words
from hub.shared.form_fields import Words

MOST_DAYS = 20
MOST_AHEAD = timedelta(days=3 * 366)
# Of a feast so many of the next dates are kept.
NEXT_DATES = 3

Days = list[tuple[date, date]]


class FixedDays(Words):
    """Lines such as "28.08.2027" or "24–26 August": first and last days, in order."""

    def clean(self, value):
        lines = super().clean(value).splitlines()
        days = {_read(line) for line in lines if line.strip()}
        if len(days) > MOST_DAYS:
            raise ValidationError(_("These are too many days."))
        return sorted(days)


def _read(line: str) -> tuple[date, date]:
    today = timezone.localdate()
    try:
        first, last = read_coming_days(line, today)
    except WrongWeekday as problem:
        words = _("Look at the day again: it would be %(day)s.")
        raise ValidationError(words % {"day": weekday_words(problem.day)}) from None
    except ValueError:
        words = _("We cannot read “%(line)s”. Write the day like this: 28.08.2027.")
        raise ValidationError(words % {"line": line.strip()[:40]}) from None
    if last < today:
        raise ValidationError(_("This day is past."))
    if last > today + MOST_AHEAD:
        raise ValidationError(_("This day is too far away. Look at the year."))
    return first, last


def next_days(event: Event | None, tradition: Tradition | None) -> Days:
    """The next days of a feast, as the calendar has them by its rule."""
    if not (event or tradition):
        return []
    dates = Occurrence.objects.filter(event=event, tradition=tradition)
    kept = dates.exclude(status=Occurrence.Status.CANCELLED)
    coming = kept.filter(day__gte=timezone.localdate()).in_order()[:NEXT_DATES]
    return [(one.day, one.last_day) for one in coming]
