"""From an accepted form to a draft: a place, an event, a tradition or a product.

Nobody but the staff sees the draft before somebody shows it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.gis.geos import Point
from django.db import transaction
from django.urls import reverse

from events.adding import add_event
from events.hours import Span
from events.models import Event, Tradition
from hub.shared.audit import record
from interest_forms.interest.days import days_of
from interest_forms.models import ExpressionOfInterest, InterestObject, Sought
from places import publishing
from places.actions import save_place
from places.models import Category, Place, Product
from places.models.shown import Shown

if TYPE_CHECKING:
    from partners.models import Territory, User

State = ExpressionOfInterest.State
# What fits on a card; longer descriptions stand on the page alone.
LONGEST_SUMMARY = 300
# From here on it is clear that the object is wanted.
WANTED = ExpressionOfInterest.CHOSEN
# What is made of a kind, if nobody says otherwise.
USUALLY = {
    Sought.LANDMARK: "place",
    Sought.EVENT: "event",
    Sought.PRODUCT: "product",
    Sought.TRADITION: "tradition",
    Sought.BUSINESS: "place",
    Sought.STORY: "tradition",
    Sought.ARCHIVE: "place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be made, with what such a thing cannot be without."""

    part: str
    category: Category | None = None
    territory: "Territory | None" = None
    point: Point | None = None
    kind: str = Event.Kind.SABOR
    domain: str = Tradition.Domain.RITUALS


@transaction.atomic
def make_draft(
    form: ExpressionOfInterest, draft: Draft, *, by: "User"
) -> InterestObject | None:
    """Make it and link the two for good; `None`: it is made, or not wanted yet."""
    form = _locked(form)
    if not may_make(form):
        return None
    makers = {
        "place": _place,
        "event": _event,
        "tradition": _tradition,
        "product": _product,
    }
    return _link(form, draft.part, makers[draft.part](form, draft, by), by)


@transaction.atomic
def link_known(
    form: ExpressionOfInterest, thing: Shown, *, by: "User"
) -> InterestObject | None:
    """The form is about something there is already: link the two for good."""
    form = _locked(form)
    return _link(form, part_of(thing), thing, by) if may_make(form) else None


def may_make(form: ExpressionOfInterest) -> bool:
    """Whether it is wanted by a group, and nothing has been made of it yet."""
    return bool(form.group_id) and form.state in WANTED and not hasattr(form, "made")


def part_of(thing: Shown) -> str:
    """Such as "place": how the link calls it."""
    return thing._meta.model_name  # noqa: SLF001 -- the public way


def staff_page(thing: Shown) -> str:
    """The address of the page on which staff change the thing."""
    about = thing._meta  # noqa: SLF001 -- the public way
    name = f"admin:{about.app_label}_{about.model_name}_change"
    return str(reverse(name, args=[thing.pk]))


def where(form: ExpressionOfInterest) -> Point | None:
    """Her pin, else the place's, else the middle of the village."""
    rows = (form.place, form.territory)
    return form.point or next((row.point for row in rows if row and row.point), None)


def _locked(form: ExpressionOfInterest) -> ExpressionOfInterest:
    return ExpressionOfInterest.objects.select_for_update().get(pk=form.pk)


def _link(
    form: ExpressionOfInterest, part: str, thing: Shown, by: "User"
) -> InterestObject:
    made = InterestObject.objects.create(form=form, **{part: thing})
    record("interest.make", form, actor=by, part=part, made=thing.pk)
    return made


def _texts(form: ExpressionOfInterest, **more: str) -> dict[str, str]:
    """Title and description in the language of the form; `more` by field."""
    is_short = len(form.description) <= LONGEST_SUMMARY
    told: dict[str, str] = {
        "name": form.title,
        "summary" if is_short else "story": form.description,
        **more,
    }
    return {f"{field}_{form.language}": text for field, text in told.items()}


def _place(form: ExpressionOfInterest, draft: Draft, by: "User") -> Place:
    place = Place(
        group=form.group,
        category=draft.category,
        territory=draft.territory,
        point=draft.point,
        **_texts(form, directions=form.accessibility),
    )
    return save_place(place, by=by)


def _event(form: ExpressionOfInterest, draft: Draft, by: "User") -> Event:
    texts = _texts(form, accessibility=form.accessibility)
    return add_event(
        group=form.group,
        language=form.language,
        texts={name.rpartition("_")[0]: text for name, text in texts.items()},
        spans=[Span(date.day, date.last_day) for date in days_of(form)],
        is_shown=False,
        by=by,
        kind=draft.kind,
        place=form.place,
        territory=draft.territory,
        tradition=form.tradition,
    )


def _tradition(form: ExpressionOfInterest, draft: Draft, by: "User") -> Tradition:
    tradition = Tradition(group=form.group, domain=draft.domain, **_texts(form))
    publishing.keep(tradition, by=by)
    tradition.territories.set([draft.territory] if draft.territory else [])
    tradition.places.set([form.place] if form.place else [])
    return tradition


def _product(form: ExpressionOfInterest, draft: Draft, by: "User") -> Product:
    summary = {f"summary_{form.language}": form.description}
    name = {f"name_{form.language}": form.title}
    product = Product(group=form.group, **name, **summary)
    publishing.keep(product, by=by)
    product.places.set([form.place] if form.place else [])
    return product
