"""What an applicant asked for, in one line."""

from django import template
from django.utils.dates import WEEKDAYS

from hub.shared.days import month_name, span_words
from interest_forms.interest.days import days_of
from interest_forms.models import ExpressionOfInterest
from interest_forms.schedule.warnings import hour_words

register = template.Library()

register.filter("days_of", days_of)


@register.filter
def wishes(form: ExpressionOfInterest) -> str:
    """Her days, months, weekdays and hours."""
    told = [span_words(one.day, one.last_day) for one in days_of(form)]
    told += [month_name(one) for one in sorted(form.months)]
    told += [str(WEEKDAYS[one]) for one in sorted(form.weekdays)]
    if form.from_hour or form.until_hour:
        told.append(hour_words(form))
    return ", ".join(told)
