"""Forms as the group's desk has them."""

from django.urls import reverse

from interest_forms.models import ExpressionOfInterest
from tests.interest_factories import ExpressionOfInterestFactory

BOARD = "/admin/interest_forms/expressionofinterest/board/"


def form_of(group, **facts):
    return ExpressionOfInterestFactory(group=group, **facts)


def desk_of(form):
    name = "admin:interest_forms_expressionofinterest_change"
    return reverse(name, args=[form.pk])


def state_of(form):
    return ExpressionOfInterest.objects.get(pk=form.pk).state
