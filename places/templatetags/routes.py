"""What templates say about a route."""

from django import template

from places.routes.facts import facts_of, metres_words
from places.routes.profile import Profile

register = template.Library()

register.filter("route_facts", facts_of)


@register.filter
def profile_svg(samples):
    """The drawing of a stored profile."""
    return Profile(samples).svg


@register.filter
def heights(metres):
    """A height above the sea in words: "1250 m"."""
    return metres_words(round(metres))
