"""Days on which something is held, and no others: written, or by the calendar."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.shared.dates import WrongWeekday, read_coming_days
from hub.shared.days import weekday_words
from hub.shared.form_fields import Words
from interest_forms.models import ExpressionOfInterest, FixedDate

MOST_DAYS = 20
MOST_AHEAD = timedelta(days=3 * 366)
# Of a feast so many of the next dates are told.
NEXT_DATES = 3

Days = list[tuple[date, date]]
# What `days_of` reads of each form, for many at once.
DAYS = ("fixed_dates", "event__occurrences", "tradition__occurrences")


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


def days_of(form: ExpressionOfInterest) -> list[FixedDate]:
    """The days that were written, and the next of its feast as the calendar has them.

    Those are not kept: when the feast is moved, so is the day for filming.
    """
    written = {one.day: one for one in form.fixed_dates.all()}
    held = (
        FixedDate(form=form, day=day, last_day=last) for day, last in _next_of(form)
    )
    days = {**{one.day: one for one in held}, **written}
    return [days[day] for day in sorted(days)]


def _next_of(form: ExpressionOfInterest) -> Iterable[tuple[date, date]]:
    feast = form.event or form.tradition
    dates = feast.occurrences.all() if feast else ()
    coming = {
        (one.day, one.last_day)
        for one in dates
        if one.last_day >= timezone.localdate() and not one.is_cancelled
    }
    return sorted(coming)[:NEXT_DATES]
