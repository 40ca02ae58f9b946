"""What pages of the staff say of expressions of interest."""

from django import template

from interest_forms.interest.triage.choices import on_card
from interest_forms.interest.triage.making import part_of, staff_page
from interest_forms.models import ExpressionOfInterest, InterestObject
from places.models.shown import Shown

register = template.Library()

register.filter("card_choices", on_card)
register.filter("staff_page", staff_page)


@register.filter
def kind_words(thing):
    """Such as "place", in the reader's language."""
    return thing._meta.verbose_name  # noqa: SLF001 -- the public way


@register.inclusion_tag("admin/includes/came_from.html", takes_context=True)
def came_from(context, thing):
    """The forms of her groups of which the thing was made: a line on its own page."""
    if not isinstance(thing, Shown) or part_of(thing) not in InterestObject.PARTS:
        return {"forms": []}
    mine = ExpressionOfInterest.objects.managed_by(context["request"].user)
    rows = mine.filter(**{f"made__{part_of(thing)}": thing.pk}).order_by("pk")
    return {"forms": rows[:10]}
