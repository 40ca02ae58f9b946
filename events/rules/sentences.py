"""A rule as a sentence in the reader's language.

Each language has its own patterns. What is put into them is whole: a weekday with its
ordinal, a day with its article. It answers the question "when?" and begins small.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.rules.anchors import MONTHS, AnchorKind
from events.rules.phrases import Form, day_phrase, of_month
from events.rules.rule import Rule, Snap
from events.rules.weekdays import COUNTED, COUNTED_BACK, NEAREST

# A weekday that lies on one side of a day.
SIDES = {
    Snap.ON_OR_AFTER: gettext_lazy("%(weekday)s on or after %(day)s"),
    Snap.AFTER: gettext_lazy("%(weekday)s after %(day)s"),
    Snap.NTH: gettext_lazy("%(weekday)s after %(day)s"),
    Snap.ON_OR_BEFORE: gettext_lazy("%(weekday)s on or before %(day)s"),
    Snap.BEFORE: gettext_lazy("%(weekday)s before %(day)s"),
}
BACKWARDS = frozenset({Snap.ON_OR_BEFORE, Snap.BEFORE})


def sentence(rule: Rule) -> str:
    """ "the first Sunday after Petrovden (29 June), every 2 years, as in 2026"."""
    words = _day(rule)
    if rule.not_before:
        values = {"when": words, "other": day_phrase(rule.not_before)}
        words = _("%(when)s or %(other)s, whichever is later") % values
    return _in_years(rule, _lasting(rule, words))


def _day(rule: Rule) -> str:
    """The day on which it begins."""
    if rule.snap == Snap.NONE:
        return day_phrase(rule.anchor)
    if rule.snap == Snap.NTH and rule.anchor.kind in MONTHS:
        return of_month(_counted(rule), rule.anchor.month)
    if rule.snap == Snap.NEAREST:
        near = day_phrase(rule.anchor, Form.NEAREST)
        values = {"weekday": NEAREST[rule.weekday], "day": near}
        return _("%(weekday)s nearest %(day)s") % values
    values = {"weekday": _counted(rule), "day": day_phrase(rule.anchor, Form.AFTER)}
    return SIDES[rule.snap] % values


def _counted(rule: Rule) -> str:
    """ "the second Sunday", "the last Sunday"."""
    from_end = rule.snap == Snap.NTH and rule.anchor.kind == AnchorKind.MONTH_END
    ordinals = COUNTED_BACK if from_end or rule.snap in BACKWARDS else COUNTED
    number = rule.nth if rule.snap == Snap.NTH else 1
    return ordinals[number - 1][rule.weekday]


def _lasting(rule: Rule, words: str) -> str:
    if rule.duration == 1:
        return words
    pattern = ngettext(
        "%(when)s, for %(count)d day", "%(when)s, for %(count)d days", rule.duration
    )
    return pattern % {"when": words, "count": rule.duration}


def _in_years(rule: Rule, words: str) -> str:
    if rule.every > 1:
        pattern = ngettext(
            "%(when)s, every %(count)d year, as in %(year)d",
            "%(when)s, every %(count)d years, as in %(year)d",
            rule.every,
        )
        words = pattern % {"when": words, "count": rule.every, "year": rule.held_in}
    years = {"when": words, "first": rule.first_year, "last": rule.last_year}
    if rule.first_year and rule.last_year:
        return _("%(when)s, from %(first)d to %(last)d") % years
    if rule.first_year:
        return _("%(when)s, since %(first)d") % years
    if rule.last_year:
        return _("%(when)s, until %(last)d") % years
    return words
