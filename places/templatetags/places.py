"""What templates say about a place: facts, distances, who gave it, a track point."""

from urllib.parse import quote
from xml.sax.saxutils import escape

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from hub.shared.pictures import picture_html
from hub.shared.templatetags.megdan import icon, pattern
from hub.shared.translation import translated
from places import facts
from places.rights import RightsStatement

register = template.Library()


@register.simple_tag
def before_you_go(place):
    """The cells of the strip "before you go"."""
    return facts.before_you_go(place)


@register.filter
def distance(value):
    """A distance (`Distance` or metres) in words."""
    return facts.distance_words(getattr(value, "m", value))


# How wide a card's picture is: one, two, three or four columns.
CARD_SIZES = "(width < 36rem) 100vw, (width < 56rem) 50vw, 17.5rem"


@register.simple_tag
def card_picture(place, ask_photo):
    """The place's first photo, or its woven pattern with the invitation."""
    if place.cover:
        return picture_html(place.cover, CARD_SIZES)
    return mark_safe(  # noqa: S308 -- both parts are made safe by their makers
        f'{pattern(place)}<span class="ask-photo">{icon("camera", 16)}'
        f"{conditional_escape(ask_photo)}</span>"
    )


@register.simple_tag
def by_line(place):
    """Who gave the card's picture, or who wrote the place down, and when."""
    cover = place.cover
    if cover is None:
        return _added_by(place)
    when = date_format(cover.received, "MONTH_DAY_FORMAT")
    if not cover.credit:
        return _("photo: %(date)s") % {"date": when}
    return _("photo: %(name)s · %(date)s") % {"name": cover.credit, "date": when}


def _added_by(place):
    if place.group is None or place.published is None:
        return ""
    return _("added by %(group)s · %(date)s") % {
        "group": place.group.name,
        "date": date_format(place.published, "MONTH_DAY_FORMAT"),
    }


@register.simple_tag
def gpx(place):
    """The public point as a GPX file in a `data:` address: it needs no request."""
    point, name = place.public_point, translated(place, "name")
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<gpx version="1.1" creator="Megdan"'
        ' xmlns="http://www.topografix.com/GPX/1/1">'
        f'<wpt lat="{point.y:.6f}" lon="{point.x:.6f}">'
        f"<name>{escape(name.value)}</name></wpt></gpx>"
    )
    return f"data:application/gpx+xml;charset=utf-8,{quote(document)}"


@register.filter
def names(photos):
    """The names under the photos, each once, in the order of the photos."""
    return list(dict.fromkeys(photo.credit for photo in photos if photo.credit))


@register.simple_tag
def towns(language):
    """The address of the base map's towns with their names in that language."""
    return static(f"places/base/towns-{language}.json")


@register.simple_tag
def photo_credit(photo):
    """Who took a photo and how it may be used: "Maria S. · CC BY-SA 4.0"."""
    rights = RightsStatement(photo.rights).short
    return " · ".join(filter(None, [photo.credit, rights]))
