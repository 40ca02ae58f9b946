"""What a visitor asks before setting out, in few words. Unknown is said, not hidden."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.shared.days import day_words, month_name

if TYPE_CHECKING:
    from places.models import Place

MONTHS_OF_A_YEAR = 12
MINUTES_OF_A_DAY = 300


class Fact(NamedTuple):
    """One cell of the strip: the icon, the question, the answer."""

    icon: str
    label: str
    answer: str


def before_you_go(place: "Place") -> list[Fact]:
    """Six cells at most; when it was last checked is always the last."""
    facts = [
        Fact("ticket", _("Access"), access_words(place)),
        Fact("sun", _("Season"), season_words(place.season)),
        Fact("wheelchair", _("Accessibility"), accessibility_words(place)),
        Fact("clock", _("Time needed"), minutes_words(place.visit_minutes)),
    ]
    # With the height a fuzzed place could be found on a contour line.
    if place.elevation is not None and place.precision == place.Precision.EXACT:
        metres = number_format(place.elevation, force_grouping=False)
        facts.append(
            Fact("mountain", _("Elevation"), _("%(metres)s m") % {"metres": metres})
        )
    checked = day_words(place.confirmed) if place.confirmed else _("not yet")
    return [*facts, Fact("check", _("Checked"), checked)]


def access_words(place: "Place") -> str:
    """How one gets in, and what it costs."""
    if not place.access:
        return _("not checked")
    if place.access == place.Access.PAID and place.price is not None:
        price = number_format(place.price, decimal_pos=2)
        return _("%(price)s EUR") % {"price": price}
    return place.get_access_display()


def season_words(months: list[int]) -> str:
    """The months as spans, also over the turn of the year: "November–March"."""
    if not months:
        return _("not checked")
    if len(set(months)) == MONTHS_OF_A_YEAR:
        return _("all year")
    return ", ".join(
        month_name(first)
        if first == last
        else f"{month_name(first)}–{month_name(last)}"
        for first, last in _spans(sorted(set(months)))
    )


def _spans(months: list[int]) -> Iterator[tuple[int, int]]:
    spans: list[list[int]] = []
    for month in months:
        if spans and spans[-1][1] == month - 1:
            spans[-1][1] = month
        else:
            spans.append([month, month])
    if len(spans) > 1 and spans[0][0] == 1 and spans[-1][1] == MONTHS_OF_A_YEAR:
        spans[-1][1] = spans.pop(0)[1]
    return ((first, last) for first, last in spans)


def accessibility_words(place: "Place") -> str:
    """What is known of a visit with a wheelchair, a pram or tired legs."""
    known = {
        _("step-free"): place.step_free,
        _("accessible toilet"): place.toilet,
        _("accessible parking"): place.parking,
        _("bench"): place.bench,
        _("guide dogs welcome"): place.guide_dog,
        _("audio guide"): place.audio,
    }
    there = [words for words, answer in known.items() if answer]
    if place.step_free is False:
        there.insert(0, _("with steps"))
    return ", ".join(there) or _("not checked")


def minutes_words(minutes: int | None) -> str:
    """How long a visit takes, as people say it."""
    if not minutes:
        return _("not checked")
    if minutes >= MINUTES_OF_A_DAY:
        return _("the whole day")
    if minutes % 60 or minutes == 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def distance_words(metres: float) -> str:
    """A distance rounded to what a walker needs: "350 m", "1.2 km", "18 km"."""
    if metres < 1000:
        return _("%(n)s m") % {"n": int(round(metres, -1))}
    digits = 1 if metres < 10_000 else 0
    # What is beyond the last digit, `number_format` cuts off.
    kilometres = number_format(round(metres / 1000, digits), decimal_pos=digits)
    return _("%(n)s km") % {"n": kilometres}


def about_words(metres: float) -> str:
    """A distance from where somebody is to about a kilometre."""
    if metres < 1000:
        return _("less than 1 km")
    kilometres = number_format(round(metres / 1000))
    return _("about %(n)s km") % {"n": kilometres}
