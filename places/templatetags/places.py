"""What templates say about a place: facts, distances, who gave it."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.dates import MONTHS_3
from django.utils.html import escape, format_html_join
from django.utils.safestring import mark_safe

from hub.shared.dates import date_words
from hub.shared.days import month_name
from hub.shared.drawings import icon_html, mark_html, pattern_html
from hub.shared.pictures import picture_html
from hub.shared.qr import qr_svg
from places import facts
from places.cards import cards_html, place_data
from places.models.places import Place, pattern_path
from places.rights import RightsStatement

register = template.Library()
register.filter("date_words", date_words)


@register.simple_tag
def before_you_go(place):
    """The cells of the strip "before you go"."""
    return facts.before_you_go(place)


@register.filter
def about(value):
    """A `Distance` from a visitor whose place is known to about a kilometre."""
    return facts.about_words(value.m)


@register.filter
def distance(value):
    """A distance (`Distance` or metres) in words."""
    return facts.distance_words(getattr(value, "m", value))


register.simple_tag(cards_html)


@register.simple_tag(name="place_data")
def data_of_place(place):
    """The attributes by which the map's script knows a place in its list."""
    return place_data(
        place.pk,
        place.category_id,
        *place.public_point.coords,
        is_approximate=place.precision != Place.Precision.EXACT,
    )


register.filter(facts.day_words)
register.filter("season", facts.season_words)


@register.simple_tag
def months_of_a_year():
    """The twelve months with their short names, in order."""
    return [(number, month_name(number, MONTHS_3)) for number in MONTHS_3]


@register.simple_tag
def cloth(pk, eager=False):
    """The woven pattern of the place with that id."""
    return pattern_html(pattern_path(pk), eager=eager)


@register.simple_tag
def category_chips(chips):
    """The categories beside a list as links; drawn here, since every list has them."""
    return mark_safe("".join(_chip(chip) for chip in chips))  # noqa: S308 -- each part is escaped below


def _chip(chip):
    current = ' aria-current="true"' if chip.is_chosen else ""
    return (
        f'<a class="chip" href="{escape(chip.url)}"{current}>'
        f"{mark_html(chip.category.mark)}<span>{escape(chip.category.name)}</span>"
        f"<span>{chip.count_text}</span></a>"
    )


@register.simple_tag
def thumb(place):
    """The small picture of a row; the row's words say what it is."""
    if place.cover:
        return picture_html(place.cover, "7rem", alt="")
    return pattern_html(place.pattern_url)


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
        "",
        "<li>{}<span>{}</span></li>",
        ((icon_html(sign), words) for sign, words in known),
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
    """When, by whom, and how it may be used: "about 1935 · Maria S. · CC BY 4.0"."""
    when = date_words(photo.when) if photo.when else ""
    rights = RightsStatement(photo.rights).short
    return " · ".join(filter(None, [when, photo.credit, rights]))


@register.simple_tag
def share_qr(place):
    """A QR code that opens the photo form for the place, in the reader's language."""
    form = reverse("interest_forms:photo-share")
    return qr_svg(f"{settings.SITE_URL}{form}?place={place.pk}")
