"""What an applicant asked for, in one line."""

from django import template

from interest_forms.interest.days import days_of
from interest_forms.models import ExpressionOfInterest

register = template.Library()

register.filter("days_of", days_of)


@register.filter
def wishes(form: ExpressionOfInterest) -> str:
    """Her days, months, weekdays and hours."""
    return ", ".join([one.words for one in days_of(form)] + form.best_times)
