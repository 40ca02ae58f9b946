"""One day of every year in words, as it stands alone or behind a word like "after"."""

from dataclasses import replace
from datetime import date
from enum import Enum

from django.utils.dates import MONTHS_ALT
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from events.rules.anchors import LEAP_YEAR, OLD_STYLE, Anchor, AnchorKind
from events.rules.feasts import feast_of, fixed_feast
from hub.shared.days import month_name

FEBRUARY, LAST_OF_FEBRUARY = 2, 28


class Form(Enum):
    """What a day stands behind: languages decline it, or melt it with its article."""

    # Nothing: it answers the question "when?".
    ON = "on"
    # A word like "after" or "before".
    AFTER = "after"
    # "nearest to".
    NEAREST = "nearest"
    # A bracket: the bare date.
    BARE = "bare"


EASTERS = {
    AnchorKind.ORTHODOX_EASTER: {
        Form.ON: pgettext_lazy("on a day", "on Orthodox Easter"),
        Form.AFTER: pgettext_lazy("after a day", "Orthodox Easter"),
        Form.NEAREST: pgettext_lazy("nearest to a day", "Orthodox Easter"),
    },
    AnchorKind.WESTERN_EASTER: {
        Form.ON: pgettext_lazy("on a day", "on Western Easter"),
        Form.AFTER: pgettext_lazy("after a day", "Western Easter"),
        Form.NEAREST: pgettext_lazy("nearest to a day", "Western Easter"),
    },
}
LAST_DAY = {
    Form.ON: pgettext_lazy("on a day", "on the last day"),
    Form.AFTER: pgettext_lazy("after a day", "the last day"),
    Form.NEAREST: pgettext_lazy("nearest to a day", "the last day"),
}
# The first day of a month ("1er" in French), and any other.
DATES = {
    Form.ON: (
        pgettext_lazy("on the first of a month", "on %(day)d %(month)s"),
        pgettext_lazy("on a date", "on %(day)d %(month)s"),
    ),
    Form.AFTER: (
        pgettext_lazy("after the first of a month", "%(day)d %(month)s"),
        pgettext_lazy("after a date", "%(day)d %(month)s"),
    ),
    Form.NEAREST: (
        pgettext_lazy("nearest to the first of a month", "%(day)d %(month)s"),
        pgettext_lazy("nearest to a date", "%(day)d %(month)s"),
    ),
    Form.BARE: (
        pgettext_lazy("the first of a month in brackets", "%(day)d %(month)s"),
        pgettext_lazy("a date in brackets", "%(day)d %(month)s"),
    ),
}
MONTHS = (
    pgettext_lazy("a day of a month", "%(day)s of January"),
    pgettext_lazy("a day of a month", "%(day)s of February"),
    pgettext_lazy("a day of a month", "%(day)s of March"),
    pgettext_lazy("a day of a month", "%(day)s of April"),
    pgettext_lazy("a day of a month", "%(day)s of May"),
    pgettext_lazy("a day of a month", "%(day)s of June"),
    pgettext_lazy("a day of a month", "%(day)s of July"),
    pgettext_lazy("a day of a month", "%(day)s of August"),
    pgettext_lazy("a day of a month", "%(day)s of September"),
    pgettext_lazy("a day of a month", "%(day)s of October"),
    pgettext_lazy("a day of a month", "%(day)s of November"),
    pgettext_lazy("a day of a month", "%(day)s of December"),
)


def day_phrase(anchor: Anchor, form: Form = Form.ON) -> str:
    """ "on 29 June (Petrovden)", "Petrovden (29 June)", "8 days before Easter"."""
    if not anchor.offset:
        return _start(anchor, form)
    when = _beside(anchor)
    feast = feast_of(anchor)
    if form == Form.AFTER and feast:
        return _with(feast.after, when)
    if form == Form.AFTER:
        when = pgettext("after a day", "the day that comes %(when)s") % {"when": when}
    elif form == Form.NEAREST:
        pattern = pgettext("nearest to a day", "the day that comes %(when)s")
        when = pattern % {"when": when}
    return _with(when, feast.name) if feast else when


def of_month(day: str, month: int) -> str:
    """ "the last Saturday of August": the day is a phrase already."""
    return MONTHS[month - 1] % {"day": day}


def _beside(anchor: Anchor) -> str:
    """So many days after the anchor's own day, or before it."""
    count = abs(anchor.offset)
    start = _start(replace(anchor, offset=0), Form.AFTER)
    if anchor.offset > 0:
        pattern = ngettext(
            "%(count)d day after %(day)s", "%(count)d days after %(day)s", count
        )
    else:
        pattern = ngettext(
            "%(count)d day before %(day)s", "%(count)d days before %(day)s", count
        )
    return pattern % {"count": count, "day": start}


def _start(anchor: Anchor, form: Form) -> str:
    if anchor.kind in EASTERS:
        return str(EASTERS[anchor.kind][form])
    if anchor.kind == AnchorKind.MONTH_END:
        return of_month(LAST_DAY[form], anchor.month)
    day = 1 if anchor.kind == AnchorKind.MONTH_START else anchor.day
    when = date(LEAP_YEAR, anchor.month, day)
    if anchor.old_style:
        return _old_style(when, form)
    feast = fixed_feast(anchor)
    if feast and form == Form.AFTER:
        return _with(feast.after, _date(when, Form.BARE))
    return _with(_date(when, form), feast.name) if feast else _date(when, form)


def _old_style(when: date, form: Form) -> str:
    """With the date of our calendar, when it is the same in every year."""
    values = {"when": _date(when, form), "new": _date(when + OLD_STYLE, Form.BARE)}
    first_unsure = LAST_OF_FEBRUARY - OLD_STYLE.days + 1
    if when.month == FEBRUARY and first_unsure <= when.day <= LAST_OF_FEBRUARY:
        return _("%(when)s by the old calendar") % values
    return _("%(when)s by the old calendar (%(new)s)") % values


def _date(when: date, form: Form) -> str:
    first, other = DATES[form]
    pattern = first if when.day == 1 else other
    return pattern % {"day": when.day, "month": month_name(when.month, MONTHS_ALT)}


def _with(phrase: str, exactly: str) -> str:
    return f"{phrase} ({exactly})"
