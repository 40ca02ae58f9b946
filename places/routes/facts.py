"""What a walker asks of a route before setting out, in few words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from places.facts import Fact, distance_words
from places.models import Route
from places.routes.measures import walking_minutes

# A walk is not known to the minute.
ROUNDED_TO = 5


def facts_of(route: Route) -> list[Fact]:
    """Length, climb, time and difficulty, as far as they are known."""
    facts = []
    if route.length is not None:
        facts.append(Fact("route", _("Length"), distance_words(route.length)))
    if route.ascent is not None:
        facts.append(Fact("mountain", _("Ascent"), metres_words(route.ascent)))
        facts.append(Fact("down", _("Descent"), metres_words(route.descent)))
    if route.length is not None:
        facts.append(Fact("clock", _("Walking time"), time_words(route)))
    if route.difficulty:
        facts.append(Fact("flag", _("Difficulty"), route.get_difficulty_display()))
    return facts


def metres_words(metres: int) -> str:
    """Heights are not rounded to kilometres: "1250 m"."""
    return _("%(metres)s m") % {"metres": number_format(metres, force_grouping=False)}


def time_words(route: Route) -> str:
    """By DIN 33466, to five minutes: "2 h 35 min"."""
    minutes = walking_minutes(route.length, route.ascent, route.descent)
    rounded = max(ROUNDED_TO, ROUNDED_TO * round(minutes / ROUNDED_TO))
    hours, rest = divmod(rounded, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}
