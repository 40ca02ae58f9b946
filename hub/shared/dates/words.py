"""Partial dates in the reader's language."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hub.shared.dates.partial import Certainty, PartialDate
from hub.shared.days import day_words, month_name


def date_words(when: PartialDate) -> str:
    """ "24 May 1935", "May 1935", "1935", "about 1935", "the 1930s", "before 1944"."""
    year = {"year": when.year}
    if when.certainty == Certainty.ABOUT:
        return _("about %(year)d") % year
    if when.certainty == Certainty.DECADE:
        return _("the %(year)ds") % year
    if when.certainty == Certainty.BEFORE:
        return _("before %(year)d") % year
    if when.day:
        return day_words(date(when.year, when.month, when.day))
    if when.month:
        month = month_name(when.month)
        return pgettext("a month", "%(month)s %(year)d") % {"month": month, **year}
    return str(when.year)
