"""Entries of the calendar as HTML, written by hand: a month holds some two hundred."""

from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from events.calendar.days import Day
from events.calendar.entries import Entry
from events.words import hours_words, until_words, when_words
from hub.shared.days import short_day_words
from hub.shared.drawings import icon_html, text_html

# What is not simply going to happen is told by an icon, a colour and a word.
STATES = {
    "tentative": ("question", "awaiting"),
    "moved": ("turn", "review"),
    "cancelled": ("cross", "declined"),
}


def state_html(entry: Entry) -> str:
    """The badge of a date that is not confirmed; nothing for one that is."""
    if entry.status not in STATES:
        return ""
    icon, colour = STATES[entry.status]
    words = escape(entry.get_status_display())
    return f'<span class="badge {colour}">{icon_html(icon, 16)}{words}</span>'


def cell_html(entry: Entry, day: date) -> SafeString:
    """An entry in a day of the month: its hour, its name, its state."""
    when = f"<span>{escape(_hour_on(entry, day))}</span> " if entry.hour else ""
    return mark_safe(  # noqa: S308 -- each part is escaped
        f'<li class="entry is-{entry.status}"><a href="{entry.address}">{when}'
        f"{_name(entry)}</a>{state_html(entry)}</li>"
    )


def line_html(entry: Entry, day: date) -> SafeString:
    """An entry in the list of a day that is named above it."""
    return _row(entry, [_hour_on(entry, day)])


def row_html(entry: Entry) -> SafeString:
    """An entry in a list of many days."""
    return _row(entry, [when_words(entry)])


def more_html(day: Day, calendar: str) -> SafeString:
    """To all of a day, under those that are named."""
    words = gettext("and %(number)s more") % {"number": day.more_text}
    return mark_safe(  # noqa: S308 -- each part is escaped
        f'<a class="more" href="{escape(calendar)}day={day.day}" rel="nofollow">'
        f'{escape(words)}<span class="sr-only">, {short_day_words(day.day)}</span></a>'
    )


def _row(entry: Entry, facts: list[str]) -> SafeString:
    facts += filter(None, [entry.kind, entry.where, entry.distance])
    told = escape(" · ".join(facts))
    return mark_safe(  # noqa: S308 -- each part is escaped
        f'<li class="is-{entry.status}"><div class="quiet">'
        f'<a href="{entry.address}">{_name(entry)}</a>'
        f'<p class="small muted">{told}</p></div>{state_html(entry)}</li>'
    )


def _name(entry: Entry) -> str:
    name = text_html(entry.name)
    return f"<s>{name}</s>" if entry.status == "cancelled" else name


def _hour_on(entry: Entry, day: date) -> str:
    """The hours on its first day; on later ones, until when it goes on."""
    if not entry.lasts_days:
        return hours_words(entry)
    if entry.day < day:
        return until_words(entry)
    told = until_words(entry)
    return f"{entry.hour:%H:%M}, {told}" if entry.hour else told
