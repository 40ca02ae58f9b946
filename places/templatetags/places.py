"""What templates say about a place: facts, distances, who gave it."""

from django import template
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe

from hub.shared.pictures import picture_html
from hub.shared.templatetags.megdan import icon, pattern
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
def thumb(place):
    """The small picture of a row; the row's words say what it is."""
    if place.cover:
        return picture_html(place.cover, "7rem", alt="")
    return pattern(place)


@register.simple_tag
def mini_facts(place):
    """What is known of access and time, for the panel beside the map."""
    known = []
    if place.access:
        known.append(("ticket", facts.access_words(place)))
    if place.visit_minutes:
        known.append(("clock", facts.minutes_words(place.visit_minutes)))
    if place.step_free is not None:
        known.append(("wheelchair", facts.accessibility_words(place)))
    return format_html_join(
        "", "<li>{}<span>{}</span></li>", ((icon(sign), words) for sign, words in known)
    )


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
