"""Small pieces of HTML that every page draws with: icons, marks, patterns, badges.

They are written by hand, and what does not change is remembered: a list page draws
some two hundred of them.
"""

from functools import cache

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, gettext

from hub.shared.translation import Text


@cache
def icon_html(name: str, size: int = 20) -> SafeString:
    """A line icon of the sprite `img/icons.svg`."""
    return _use("icon", "img/icons.svg", name, size)


@cache
def mark_html(name: str, size: int = 20) -> SafeString:
    """The mark of a category: a shape, a colour and an icon, from `img/marks.svg`."""
    return _use("mark", "img/marks.svg", name, size)


def _use(kind: str, sprite: str, name: str, size: int) -> SafeString:
    return mark_safe(  # noqa: S308 -- names of ours, escaped all the same
        f'<svg class="{kind}" width="{size}" height="{size}" aria-hidden="true">'
        f'<use href="{static(sprite)}#{escape(name)}"/></svg>'
    )


def pattern_html(path: str, *, eager: bool = False) -> SafeString:
    """A woven pattern, for a place that has no photo yet. Decorative."""
    loading = "" if eager else ' loading="lazy"'
    return mark_safe(  # noqa: S308 -- the address is made of numbers
        f'<img src="{path}" alt="" width="730" height="490"{loading} decoding="async">'
    )


def text_html(text: Text, *, is_told: bool = False) -> SafeString:
    """The text; a fallback is marked with its language and says so.

    `is_told`: the page has said already in which language all of it is.
    """
    value = escape(text.value)
    if not text.fell_back:
        return value
    badge = "" if is_told else f" {language_badge(text.language)}"
    return mark_safe(  # noqa: S308 -- escaped above
        f'<span lang="{text.language}">{value}</span>{badge}'
    )


def language_badge(language: str) -> SafeString:
    """In which language the words beside it are, in the reader's language."""
    name = get_language_info(language)["name_translated"]
    told = escape(gettext("in %(language)s") % {"language": name})
    return mark_safe(f'<span class="in-language">{told}</span>')  # noqa: S308 -- escaped
