"""How templates write what is told of events."""

from urllib.parse import urlencode

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from events.calendar import drawing
from events.words import days_words, moment_there_words, when_words
from hub.shared.days import short_day_words, weekday_name, weekday_words

register = template.Library()
register.filter("when_words", when_words)
register.filter("days_words", days_words)
register.filter("moment_at", moment_there_words)
register.filter("weekday_name", weekday_name)
register.filter("short_day", short_day_words)
register.filter("weekday_words", weekday_words)


@register.filter
def weekday_short(day):
    """ "Sat", as the columns of a month are headed."""
    return WEEKDAYS_ABBR[day.weekday()]


@register.filter
def weekday_and_day(day):
    """ "Saturday, 8 May", where the year is known."""
    return capfirst(weekday_words(day, short_day_words(day)))


@register.filter
def state(date):
    """That a date is not yet confirmed, moved or cancelled."""
    return mark_safe(drawing.state_html(date))  # noqa: S308 -- escaped there


@register.simple_tag
def cells(day):
    """What is held on a day, in its cell of the month."""
    return _joined(drawing.cell_html(entry, day.day) for entry in day.entries)


@register.simple_tag
def lines(day):
    """What is held on a day, as rows of the list below its name."""
    return _joined(drawing.line_html(entry, day.day) for entry in day.entries)


@register.simple_tag
def date_rows(entries):
    """Dates as rows of a list."""
    return _joined(map(drawing.row_html, entries))


@register.simple_tag(takes_context=True)
def more(context, day):
    """To all of a day of which some are not named."""
    return drawing.more_html(day, context["wanted"].calendar)


def _joined(parts):
    return mark_safe("".join(parts))  # noqa: S308 -- each part is escaped


@register.simple_tag(takes_context=True)
def calendar_url(context, **days):
    """The calendar of these days, with the same filters."""
    told = {name: value for name, value in days.items() if value}
    return context["wanted"].calendar + urlencode(told)


@register.simple_tag(takes_context=True)
def period_url(context, period):
    """The same calendar of these days."""
    view = context.get("view")
    return calendar_url(context, **{period.name: period.value, "view": view})


@register.simple_tag(takes_context=True)
def filters_query(context):
    """The filters alone, to hand them on."""
    query = context["wanted"].query
    return f"?{query}" if query else ""
