"""The board: for each state the forms that are in it, at the same cost for any number.

Two queries, whatever there is: one for numbers, one for the cards that are shown.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from interest_forms.models import ExpressionOfInterest

State = ExpressionOfInterest.State

CARDS = 8
# So far a column is counted; a longer one is "99+".
COUNTED = 100


@dataclass(frozen=True)
class Column:
    """One state, or two that look alike from here; `newest`: the last comes first."""

    name: str
    label: str | Promise
    states: tuple[str, ...]
    newest: bool = False


def _of(state: State, *, newest: bool = False) -> Column:
    return Column(state.value, state.label, (state,), newest)


COLUMNS = (
    _of(State.SUBMITTED),
    _of(State.SCREENING),
    _of(State.NEEDS_INFO),
    _of(State.ACCEPTED),
    _of(State.RESERVE),
    Column(
        "ended",
        pgettext_lazy("forms", "declined or known"),
        (State.DECLINED, State.DUPLICATE),
        newest=True,
    ),
    _of(State.SCHEDULED),
    _of(State.FILMED),
    _of(State.PROCESSED),
    _of(State.PUBLISHED, newest=True),
)


@dataclass
class Filled:
    """A column with its first cards, and how many there are."""

    column: Column
    count: int
    table_url: str
    cards: list[ExpressionOfInterest] = field(default_factory=list)

    @property
    def count_text(self) -> str:
        return f"{COUNTED - 1}+" if self.count >= COUNTED else str(self.count)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.cards)


def filled(forms: QuerySet, **chosen: int) -> list[Filled]:
    """The columns of these forms; `chosen`: what narrows the table to the same ones."""
    known = _numbers(forms)
    shown = [pk for pks in known.values() for pk in pks[:CARDS]]
    rows = forms.model.objects.select_related("territory").prefetch_related("slots")
    cards = rows.in_bulk(shown)
    return [
        Filled(
            column,
            len(known[column.name]),
            _table(column, chosen),
            [cards[pk] for pk in known[column.name][:CARDS]],
        )
        for column in COLUMNS
    ]


def _numbers(forms: QuerySet) -> dict[str, list[int]]:
    """The ids of each column, as far as they are counted, in the column's order."""
    parts = []
    for column in COLUMNS:
        sign = "-" if column.newest else ""
        rows = forms.in_lane().order_by(f"{sign}received", f"{sign}pk")
        for state in column.states:
            of_state = rows.filter(state=state)
            parts.append(of_state.values_list("state", "received", "pk")[:COUNTED])
    first, *others = parts
    found: dict[str, list] = {}
    for state, received, pk in first.union(*others, all=True):
        found.setdefault(state, []).append((received, pk))
    return {
        column.name: [
            pk
            for _received, pk in sorted(
                (one for state in column.states for one in found.get(state, ())),
                reverse=column.newest,
            )
        ][:COUNTED]
        for column in COLUMNS
    }


def _table(column: Column, chosen: dict[str, int]) -> str:
    """The address of the table with what is in the column."""
    name = "admin:interest_forms_expressionofinterest_changelist"
    states = {"state__in": ",".join(column.states)}
    return f"{reverse(name)}?{urlencode(states | chosen)}"
