"""What templates of every app draw with: icons, marks, pictures, translated text.

A list of places calls these tags for each card, so they write their few elements
themselves, and remember what does not change while the process lives.
"""

import re
from pathlib import Path
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.utils.html import escape, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from hub.shared.days import day_words, moment_words
from hub.shared.drawings import (
    icon_html,
    language_badge,
    mark_html,
    pattern_html,
    text_html,
)
from hub.shared.frame import Frame
from hub.shared.pictures import picture_html, rendition_path, widths
from hub.shared.translation import translated as translate_field

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context):
    """What the frame of the page needs: language, addresses, fonts, section."""
    return Frame.of(context.get("request"), get_language())


# A frame rendered once, by template, language and section, with marks for the address.
_frames: dict[tuple[str, str, str], str] = {}


@register.simple_tag(takes_context=True)
def framed(context, name):
    """An include that differs only by the page's address: rendered once, kept."""
    site = context["site"]
    key = (name, site.language, site.section)
    kept = _frames.get(key)
    if kept is None:
        frame = context.template.engine.get_template(name)
        kept = frame.render(template.Context({"site": site.unplaced()}))
        if not settings.DEBUG:
            _frames[key] = kept
    return mark_safe(kept.replace(site.PLACE, escape(site.rest)))  # noqa: S308 -- escaped


@register.simple_tag
def icon(name, size=20):
    """A line icon. It is decoration: words say it too."""
    return icon_html(name, size)


@register.simple_tag
def mark(category, size=20):
    """The mark of a category, or of its name."""
    return mark_html(getattr(category, "mark", category), size)


register.filter("day", day_words)
register.filter("moment", moment_words)


@register.filter
def largest(photo):
    """The address of a photo's largest public size, to look at closely."""
    edge, _width = widths(photo.width or 3, photo.height or 2)[-1]
    return rendition_path(photo, edge, "webp")


@register.simple_tag
def picture(photo, sizes="100vw", eager=False, alt=None):
    """A photo in every size and format, its place reserved in its main colour."""
    return picture_html(photo, sizes, eager=eager, alt=alt)


@register.simple_tag
def pattern(place, eager=False):
    """The woven pattern of a place that has no photo yet."""
    return pattern_html(place.pattern_url, eager=eager)


@register.simple_tag
def translated(obj, field, told_in=None):
    """The text, with its language and a badge when it is not the reader's.

    Where a whole list is in one other language, `told_in` is what its head has said.
    """
    return text_html(translate_field(obj, field), is_told=bool(told_in))


@register.simple_tag
def translated_plain(obj, field):
    """The text alone, for attributes and titles."""
    return translate_field(obj, field).value


@register.simple_tag
def language_note(text):
    """In which language the words below are, when it is not the reader's."""
    return language_badge(text.language)


@register.simple_tag
def translated_paragraphs(obj, field, told_in=None):
    """A long text in paragraphs, told to be in another language when it is."""
    text = translate_field(obj, field)
    if not text:
        return ""
    body = linebreaks(text.value, autoescape=True)
    if not text.fell_back:
        return mark_safe(body)  # noqa: S308 -- escaped by linebreaks
    badge = "" if told_in else f"<p>{language_badge(text.language)}</p>"
    return mark_safe(  # noqa: S308 -- escaped by linebreaks
        f'{badge}<div lang="{text.language}">{body}</div>'
    )


@register.simple_tag(takes_context=True)
def page_url(context, number):
    """This list's address with another page number, its filters kept."""
    return query_url(context, page=number if number > 1 else None)


@register.simple_tag(takes_context=True)
def query_url(context, **changes):
    """This page's address with some of its query changed; `None` takes one out."""
    request = context["request"]
    kept = _query_without(request, tuple(changes))
    added = urlencode({name: value for name, value in changes.items() if value})
    query = "&".join(filter(None, [kept, added]))
    return f"{request.path}?{query}" if query else request.path


def _query_without(request, names):
    """The query without these and the page number; asked once for all chips."""
    known = request.__dict__.setdefault("_queries", {})
    if names not in known:
        query = request.GET.copy()
        for name in ("page", *names):
            query.pop(name, None)
        known[names] = query.urlencode()
    return known[names]


@register.simple_tag(takes_context=True)
def query_string(context):
    """This list's filters, to hand them to the map or the list; without its page."""
    query = _query_without(context["request"], ("place",))
    return f"?{query}" if query else ""


@register.simple_tag
def sprite_names(sprite):
    """What a sprite holds, for the pattern book."""
    return re.findall(r'<symbol id="([^"]+)"', Path(find(sprite)).read_text("utf-8"))


@register.filter
def degrees(value, digits=5):
    """A coordinate with a point, as maps and navigators read it."""
    return f"{value:.{digits}f}"
