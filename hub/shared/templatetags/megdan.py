"""What templates of every app draw with: icons, marks, pictures, translated text.

A list of places calls these tags for each card, so they write their few elements
themselves, and remember what does not change while the process lives.
"""

import re
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles.finders import find
from django.templatetags.static import static
from django.utils.html import escape, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, gettext

from hub.shared.frame import Frame
from hub.shared.pictures import picture_html, rendition_path, widths
from hub.shared.translation import translated as translate_field

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context):
    """What the frame of the page needs: language, addresses, fonts, section."""
    return Frame.of(context.get("request"), get_language())


@register.simple_tag
@cache
def icon(name, size=20):
    """A line icon of the sprite `img/icons.svg`. It is decoration: words say it too."""
    return _use("icon", "img/icons.svg", name, size)


@register.simple_tag
def mark(category, size=20):
    """The mark of a category (or of its name): a shape, a colour and an icon."""
    return _mark(getattr(category, "mark", category), size)


@cache
def _mark(name, size):
    return _use("mark", "img/marks.svg", name, size)


def _use(kind, sprite, name, size):
    return mark_safe(  # noqa: S308 -- all parts come from templates and static names
        f'<svg class="{kind}" width="{size}" height="{size}" aria-hidden="true">'
        f'<use href="{static(sprite)}#{escape(name)}"/></svg>'
    )


@register.simple_tag
def rendition_url(photo, width, extension="webp"):
    """The address of one public size of a photo."""
    return rendition_path(photo, width, extension)


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
    """The woven pattern of a place that has no photo yet. Decorative."""
    loading = "" if eager else ' loading="lazy"'
    return mark_safe(  # noqa: S308 -- the address is made of numbers
        f'<img src="{place.pattern_url}" alt="" width="730" height="490"'
        f'{loading} decoding="async">'
    )


@register.simple_tag
def translated(obj, field):
    """The text, with its language and a badge when it is not the reader's."""
    text = translate_field(obj, field)
    value = escape(text.value)
    if not text.fell_back:
        return value
    return mark_safe(  # noqa: S308 -- escaped above
        f'<span lang="{text.language}">{value}</span> {_badge(text.language)}'
    )


@register.simple_tag
def translated_plain(obj, field):
    """The text alone, for attributes and titles."""
    return translate_field(obj, field).value


@register.simple_tag
def translated_paragraphs(obj, field):
    """A long text in paragraphs, told to be in another language when it is."""
    text = translate_field(obj, field)
    if not text:
        return ""
    body = linebreaks(text.value, autoescape=True)
    if not text.fell_back:
        return mark_safe(body)  # noqa: S308 -- escaped by linebreaks
    return mark_safe(  # noqa: S308 -- escaped by linebreaks
        f'<p>{_badge(text.language)}</p><div lang="{text.language}">{body}</div>'
    )


@register.simple_tag
def text_of(obj, field):
    """The text as a value with `language` and `fell_back`, for `as name`."""
    return translate_field(obj, field)


def _badge(language):
    name = get_language_info(language)["name_translated"]
    told = escape(gettext("in %(language)s") % {"language": name})
    return f'<span class="in-language">{told}</span>'


@register.simple_tag(takes_context=True)
def language_url(context, language):
    """This page's address in another language."""
    return Frame.of(context.get("request"), get_language()).path_in(language)


@register.simple_tag(takes_context=True)
def page_url(context, number):
    """This list's address with another page number, its filters kept."""
    return query_url(context, page=number if number > 1 else None)


@register.simple_tag(takes_context=True)
def query_url(context, **changes):
    """This page's address with some of its query changed; `None` takes one out."""
    request = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    encoded = query.urlencode()
    return f"{request.path}?{encoded}" if encoded else request.path


@register.simple_tag(takes_context=True)
def query_string(context):
    """This list's filters, to hand them to the map or the list; without its page."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}" if query else ""


@register.simple_tag
def sprite_names(sprite):
    """What a sprite holds, for the pattern book."""
    return re.findall(r'<symbol id="([^"]+)"', Path(find(sprite)).read_text("utf-8"))


@register.filter
def degrees(value, digits=5):
    """A coordinate with a point, as maps and navigators read it."""
    return f"{value:.{digits}f}"
